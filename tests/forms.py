"""What a browser would send from a form page of the admin, so that a test changes only what it is about."""

from typing import Any


def fields_of(response) -> dict[str, Any]:
    """Return the fields of the page's form and its inline rows, as shown."""
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    forms = [response.context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    return {
        field.html_name: "" if field.value() is None else field.value()
        for form in forms
        for field in form
        # A browser sends nothing for an unchecked box.
        if field.value() is not False
    }


def sent_from(client, url: str, **changed: Any) -> Any:
    """Open the page, change some of its fields and send it back."""
    return client.post(url, fields_of(client.get(url)) | changed)
