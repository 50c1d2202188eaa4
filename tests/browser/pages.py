"""The addresses every browser check visits: each page type once, and four of them in English too."""

PAGES = [
    "/",
    "/districts/",
    "/districts/xuhui/",
    "/districts/xuhui/2023/",
    "/zones/",
    "/zones/g60-corridor/",
    "/reports/",
    "/reports/2023/",
    "/reports/2023/xuhui/",
    "/initiatives/",
    "/initiatives/?theme=digital&year=2023",
    "/initiatives/2023-xuhui-03/",
    "/themes/",
    "/themes/digital/",
    "/search/?q=张江",
    "/search/?q=没有这样的词",
    "/data/",
    "/about/",
    "/api/docs/",
    "/en/",
    "/en/districts/xuhui/",
    "/en/reports/2017/",
    "/en/initiatives/",
]
ERRORS = [
    ("/nowhere/", 404),
    ("/en/nowhere/", 404),
    ("/initiatives/?thene=digital", 400),
]
