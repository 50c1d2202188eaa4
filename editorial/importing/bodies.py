"""Zones and organisations a clause names. Organisations go by the endings of names and are never certain."""

import re
from collections.abc import Iterable, Mapping

ENDING = (
    "科学院[^，、]{0,4}分院|科学院|研究院|研究所|实验室|研发中心|大学|学院|医院|集团|公司|"
    "联盟|共同体|协会|学会|商会|基金会|交易所|私募基金|"
    "(?:创新|孵化|转化|服务|研发|技术|工程|软件|智能|研究|计算|数据)[^，、的]{0,4}中心|"
    "功能型平台|高新区|管委会|银行|科协|工作站|开发区管理委员会"
)
OFFICES = re.compile(
    "国务院|科技部|工信部|工业和信息化部|国家发展?改革?委|教育部|财政部|市委|市政府|市科委|"
    "市经信委|市经济信息化委|市发展?改革?委|区委|区政府"
)
BREAK = re.compile(
    "[，。、；：,;:“”‘’《》\\s]|——|[的由把被将给对为向与及]|"
    "(?<![a-z\u4e00-\u9fff])(?:[在以和]|同(?![济方仁]))|[和同](?=中国|国家|[\u4e00-\u9fff]{2,4}大学)|以及|"
    "(?<!高)等(?!离)|作为|位于|坐落于?|区内|联合|依托|借助|支持|推动|鼓励|引导|就|让|"
    "\\d{1,2}月|一批|全市|全国|国内|首[个家批]|第一[个家]|\\d{1,6}[个家所]|"
    "[一两三四五六七八九十]+[个家所]|国家级|市级|区级"
)
ORGANISATION = re.compile(
    f"[\u4e00-\u9fffA-Za-z0-9·（）()-]{{2,22}}?(?:{ENDING})(?:（[^）]{{2,10}}）|"
    f"\\([^)]{{2,10}}\\))?(?=建设|落地|开园|揭牌|成立|项目|$)"
)
GENERIC = re.compile(
    "^[^，]{0,2}(?:国际)?(?:科技创新|科创|智能制造|产业创新)中心|^(?:各|本|外资|大企业|相关|"
    "重点|大型|新型|一流|高水平|国家|全国|创新|创新型|应用|研发)[^，]{0,3}$|大学科技园"
)


def zones_in(text: str, zones: Mapping[str, str]) -> tuple[str, ...]:
    """Return the slugs of the zones named, in order. The longest wins; one mapped to nothing is a decoy."""
    names = sorted(filter(None, zones), key=len, reverse=True)
    if not names:
        return ()
    found = re.findall("|".join(map(re.escape, names)), text)
    return tuple(dict.fromkeys(zones[name] for name in found if zones[name]))


def name_in(run: str) -> str | None:
    """Return the organisation a run of words is, or None."""
    found = ORGANISATION.match(run)
    return found.group() if found and not GENERIC.search(found.group()) else None


def organisations_in(phrases: Iterable[str]) -> tuple[str, ...]:
    """Return the organisations named in phrases that hold no verb, offices first; 《》 titles name none."""
    plain = "，".join(re.sub("《[^》]*》", "，", phrase) for phrase in phrases)
    names = (name_in(run) for run in BREAK.split(plain) if run)
    return tuple(dict.fromkeys([*OFFICES.findall(plain), *filter(None, names)]))
