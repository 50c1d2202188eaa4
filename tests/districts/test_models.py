"""Places refuse what would make them wrong or what a stricter database would not store."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from districts.choices import ZoneKind
from districts.models import District, PlaceName, Zone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"code": "31010"}, "district_code_is_six_digits"),
        ({"position": 0}, "district_position_in_range"),
        ({"tile_row": 3, "tile_col": None}, "district_tile_whole_and_on_the_grid"),
        ({"tile_row": 13, "tile_col": 1}, "district_tile_whole_and_on_the_grid"),
        ({"tile_row": 4, "tile_col": 5}, "one_district_per_tile"),
    ],
)
def test_a_district_that_breaks_a_rule_is_refused_by_the_database(values, constraint):
    fixed = {"code": "310199", "slug": "test", "name": "测试区", "name_en": "Test", "position": 99}
    with pytest.raises(IntegrityError, match=rf"{constraint}|tile_row"), transaction.atomic():
        District.objects.create(**fixed | values)


def test_a_place_name_points_to_one_place():
    with pytest.raises(IntegrityError, match="place_name_points_to_one_place"), transaction.atomic():
        PlaceName.objects.create(text="无主")


@pytest.mark.parametrize("bad", ["空\x00字", "残\udc00缺", "长" * 61])
def test_what_postgresql_would_refuse_is_refused_on_every_write_path(bad):
    district = District.objects.get(slug="xuhui")
    with pytest.raises(ValidationError), transaction.atomic():
        PlaceName.objects.create(text=bad, district=district)
    with pytest.raises(ValidationError), transaction.atomic():
        PlaceName.objects.bulk_create([PlaceName(text=bad, district=district)])
    with pytest.raises(ValidationError), transaction.atomic():
        PlaceName.objects.filter(text="徐汇").update(text=bad)
    assert PlaceName.objects.filter(text="徐汇").exists()


def test_a_choice_is_parsed_from_a_url_with_tolerance():
    assert ZoneKind.parse("Science-City ") is ZoneKind.SCIENCE_CITY
    assert ZoneKind.parse("castle") is None


def test_natural_keys_lead_back_to_the_row():
    district, zone = District.objects.get(slug="xuhui"), Zone.objects.get(slug="lingang")
    assert District.objects.get_by_natural_key(*district.natural_key()) == district
    assert Zone.objects.get_by_natural_key(*zone.natural_key()) == zone


def test_decoys_and_aliases_are_loaded():
    names = PlaceName.objects.filter(district__slug="huangpu")
    assert {n.text for n in names if n.is_decoy} == {"黄浦江", "北外滩"}
    assert "外滩" in {n.text for n in names if not n.is_decoy}
