import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from districts.models import District, PlaceName
from editorial import gazetteers
from editorial.importing.gazetteer import build

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


pytestmark = pytest.mark.django_db


def plan(capsys, file, *options):
    capsys.readouterr()
    call_command("import_report", str(file), "--year", "2023", "--dry-run", *options)
    return capsys.readouterr().out


def test_plan_of_our_chapter_as_json(capsys):
    told = json.loads(plan(capsys, FIXTURES / "2023.txt", "--format", "json"))
    assert len(told["sections"]) == 16
    assert [section["places"] for section in told["sections"]][1] == ["310101"]
    assert told["encoding"] == "utf-8"


def test_plan_as_text_is_the_default(capsys):
    assert "普陀区" in plan(capsys, FIXTURES / "2023.txt")


def test_another_encoding_gives_the_same_plan(capsys, tmp_path):
    text = (FIXTURES / "2017.txt").read_bytes().decode()
    file = tmp_path / "chapter.txt"
    file.write_bytes(text.encode("gb18030"))
    told, known = (
        json.loads(plan(capsys, path, "--format", "json")) for path in (file, FIXTURES / "2017.txt")
    )
    assert (told.pop("encoding"), known.pop("encoding")) == ("gb18030", "utf-8")
    assert told == known


def test_without_dry_run_it_says_that_drafts_are_not_there_yet():
    with pytest.raises(CommandError, match="--dry-run") as refused:
        call_command("import_report", str(FIXTURES / "2017.txt"), "--year", "2017")
    assert refused.value.returncode == 2


def test_unreadable_file_is_named_with_the_reason(tmp_path, capsys):
    file = tmp_path / "chapter.doc"
    file.write_bytes(b"x")
    with pytest.raises(CommandError, match=r"chapter\.doc"):
        plan(capsys, file)
    with pytest.raises(CommandError, match=r"none\.txt"):
        plan(capsys, tmp_path / "none.txt")


def test_without_districts_it_says_what_to_load(capsys, monkeypatch):
    monkeypatch.setattr(gazetteers, "from_database", lambda: build([], {}))
    with pytest.raises(CommandError, match="load_content"):
        plan(capsys, FIXTURES / "2017.txt")


def test_name_that_an_editor_adds_is_known_at_once():
    PlaceName.objects.create(text="云杉未来谷", district=District.objects.get(code="310113"))
    found = gazetteers.from_database().mentions("云杉未来谷开园")
    assert [dict(mention.term.weights) for mention in found] == [{"310113": 2.5}]


def test_gazetteer_costs_the_same_few_queries_whatever_it_holds(django_assert_num_queries):
    with django_assert_num_queries(6):
        gazetteers.from_database()
