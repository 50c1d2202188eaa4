"""What every page of the admin has in common: bad input gets a message and is never an error or a guess.

Stock Django lets a caller filter by any field with any lookup (a regular expression can hold a worker for
minutes) and raises on ids, numbers and dates that the database cannot compare. Here a list is filtered by
what its ``list_filter`` and ``date_hierarchy`` offer and by nothing else.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, Form, ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from simple_history.admin import SimpleHistoryAdmin

LONGEST_VALUE = 200
"""Characters. SQLite refuses long patterns and deep expressions, and nobody types that much."""

FILTER_ENDINGS = ("", "__exact", "__id__exact", "__isnull", "__isempty", "__gte", "__lt")
HIERARCHY_ENDINGS = ("__year", "__month", "__day")
UNSAVED = "没有保存：与已有的内容冲突，或有数字超出范围。请核对后再试。"
UNREADABLE = (
    DisallowedModelAdminLookup,
    IncorrectLookupParameters,
    ValueError,
    OverflowError,
    DataError,
)


class UnreadableFilter(Exception):
    """The address of a list filters it by something it does not offer or cannot compare."""


def is_id(text: str) -> bool:
    """Return whether text can be a row's id: at most 18 digits, which every database can hold."""
    return text.isascii() and text.isdigit() and len(text) <= 18


class ForgivingAutocomplete(AutocompleteSelect):
    """A select that shows a form again when what was sent is no id, where the stock one raises."""

    def optgroups(self, name: str, value: list[str], attr: dict | None = None) -> list:
        return super().optgroups(name, [one for one in value if is_id(str(one))], attr)


class StrictFields:
    """For admins and inlines alike."""

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ForgivingAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class LabelledFormSet(BaseInlineFormSet):
    """Every field says its name: the column heads that stand over them are read to nobody."""

    def add_fields(self, form: Form, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            if field.label:
                # The admin wraps a select in a widget with the links beside it.
                getattr(field.widget, "widget", field.widget).attrs["aria-label"] = field.label


class StrictInline(StrictFields, admin.TabularInline):
    """Rows beside their owner; a form that claims more than ``max_num`` of them is not even built."""

    formset = LabelledFormSet
    extra = 0
    max_num = 100

    def get_formset(
        self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any
    ) -> type[BaseInlineFormSet]:
        return super().get_formset(request, obj, absolute_max=self.max_num, **kwargs)


class StrictAdmin(StrictFields, admin.ModelAdmin):
    kept_by: dict[str, str] = {}
    """Reverse relations whose rows forbid a deletion, with what the page calls those rows."""

    def filter_names(self, request: HttpRequest) -> set[str]:
        names = set()
        for item in self.get_list_filter(request):
            field = item[0] if isinstance(item, tuple) else item
            if isinstance(field, str):
                names |= {field + ending for ending in FILTER_ENDINGS}
            else:
                names.add(field.parameter_name)
        if self.date_hierarchy:
            names |= {self.date_hierarchy + ending for ending in HIERARCHY_ENDINGS}
        return names

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup in self.filter_names(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if len(search_term) > LONGEST_VALUE:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        if any(len(value) > LONGEST_VALUE for values in request.GET.lists() for value in values[1]):
            raise UnreadableFilter
        try:
            return super().get_changelist_instance(request)
        except UNREADABLE as error:
            raise UnreadableFilter from error

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        try:
            return super().changelist_view(request, extra_context)
        except UnreadableFilter:
            self.message_user(request, "网址里的筛选条件无法识别，已显示全部。", messages.WARNING)
            return HttpResponseRedirect(request.path)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except (IntegrityError, OverflowError, DataError):
            # Checked rows can still clash: somebody else saved meanwhile, or the rows were sent twice.
            # And a multiple choice is looked up unchecked.
            self.message_user(request, UNSAVED, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        if all(map(is_id, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            return super().response_action(request, queryset)
        self.message_user(request, "选中的行无法识别，没有做任何更改。", messages.WARNING)
        return HttpResponseRedirect(request.path)

    def get_deleted_objects(self, objs: QuerySet, request: HttpRequest) -> tuple[list, dict, set, list]:
        """Name what forbids the deletion by its number; stock Django would list every row of it."""
        kept = [sentence for instance in objs for sentence in self.reasons_to_keep(instance)]
        return ([], {}, set(), kept) if kept else super().get_deleted_objects(objs, request)

    def reasons_to_keep(self, instance: models.Model) -> list[str]:
        counts = {label: getattr(instance, name).count() for name, label in self.kept_by.items()}
        return [f"{instance}：被 {count} 条{label}引用" for label, count in counts.items() if count]


class StrictHistoryAdmin(StrictAdmin, SimpleHistoryAdmin):
    """With the history of each row, to read. Going back is an edit like any other, made in the form."""

    object_history_list_template = "admin/_history_list.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        require_ids(object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        require_ids(object_id, version_id)
        if request.method == "POST":
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        return super().history_form_view(request, object_id, version_id, extra_context)

    def revert_disabled(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return True


def require_ids(*texts: str) -> None:
    if not all(map(is_id, texts)):
        raise Http404


class PermanentFields:
    """``permanent_fields`` are set when a row is added and never changed: addresses and the API hold them."""

    permanent_fields: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, *(self.permanent_fields if obj else ()))
