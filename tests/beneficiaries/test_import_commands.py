"""The import without a browser: on the office's own sheets, and on a house that has nobody yet."""

import json
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from beneficiaries.models import Beneficiary, ImportRun
from mirec.accounts.models import Team
from tests.beneficiaries import messy
from tests.beneficiaries.dumps import dump
from tests.factories import ImportMappingFactory, TeamFactory
from tests.shared_files import shared_file

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def imported(path: str, *options: str) -> dict:
    return json.loads(run("import_beneficiaries", path, "--json", *options))


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "feuille.xlsx"
    path.write_bytes(messy.office((*messy.LINES, messy.LINES[0], messy.person(GSM="12"))))
    return str(path)


def test_the_json_says_rows_errors_and_duplicates_by_the_numbers_of_the_sheet(sheet):
    answer = imported(sheet)
    (error,) = answer.pop("errors")
    message = error.pop("message")
    assert message.startswith("« 12 » n'est pas un numéro de téléphone")
    assert error == {"row": 9, "column": "GSM"}
    assert answer == {
        "rows": 5,
        "imported": 3,
        "duplicates": [{"row": 8, "of": 4}],
        "import_id": ImportRun.objects.get().pk,
    }


def test_a_second_time_each_row_names_the_file_that_it_repeats(sheet):
    imported(sheet)
    answer = imported(sheet)
    assert answer["imported"] == 0
    numbers = set(Beneficiary.objects.values_list("file_number", flat=True))
    assert {each["of"] for each in answer["duplicates"]} == numbers | {4}


def test_a_rehearsal_writes_nothing(sheet):
    before, runs = dump(), ImportRun.objects.count()
    answer = imported(sheet, "--dry-run")
    assert (answer["imported"], answer["import_id"]) == (3, None)
    assert (dump(), ImportRun.objects.count()) == (before, runs)


def test_a_house_without_team_or_account_gets_a_team_and_loses_it_with_the_undo(sheet):
    before = dump()
    answer = imported(sheet)
    assert Team.objects.get().name == "Accueil"
    assert "Personnes retirées : 3." in run("undo_import", str(answer["import_id"]))
    assert dump() == before


def test_the_team_and_the_reading_are_named(sheet):
    TeamFactory(name="Nord")
    sud = TeamFactory(name="Sud")
    ImportMappingFactory(name="Partenaire", columns=messy.COLUMNS, updated=["phone"])
    imported(sheet, "--team", "sud", "--mapping", "partenaire")
    assert set(Beneficiary.objects.values_list("team", flat=True)) == {sud.pk}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--team", "Nulle part"), "L'équipe « Nulle part » n'existe pas"),
        (("--mapping", "Rien"), "La lecture « Rien » n'existe pas"),
    ],
)
def test_an_unknown_name_is_refused_with_those_that_exist(sheet, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        imported(sheet, *options)


def test_a_file_that_is_not_there_or_no_sheet_is_refused(tmp_path):
    with pytest.raises(CommandError, match="Impossible de lire"):
        imported(str(tmp_path / "rien.xlsx"))
    (tmp_path / "faux.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 20)
    with pytest.raises(CommandError, match="XLSX"):
        imported(str(tmp_path / "faux.xlsx"))


def test_an_unknown_import_is_not_undone():
    with pytest.raises(CommandError, match="n'existe pas"):
        run("undo_import", "404")


FAULTS = Counter(
    {
        ("E-mail", "« pas@d@"): 6,
        ("Nom", "Nom manq"): 6,
        ("Date de naissance", "Le numér"): 5,
        ("Date de naissance", "Cette da"): 4,
        ("N° national", "Un numér"): 4,
        ("Date de naissance", "« inconn"): 3,
        ("CP", "« 99999 "): 2,
        ("N° national", "Ce numér"): 2,
    }
)


@pytest.mark.parametrize("name", ["inscriptions.xlsx", "inscriptions.csv"])
def test_the_offices_own_sheet_comes_in_and_goes_out(name):
    path = str(shared_file(name))
    before = dump()
    answer = imported(path)
    errors = Counter((each["column"], each["message"][:8]) for each in answer["errors"])
    assert errors == FAULTS
    bad = {each["row"] for each in answer["errors"]}
    assert answer["rows"] == 300
    assert answer["imported"] + len(bad) + len(answer["duplicates"]) == 300
    assert Beneficiary.objects.count() == answer["imported"]
    assert not Beneficiary.objects.filter(intake_note__startswith="=").exists()
    run("undo_import", str(answer["import_id"]))
    assert dump() == before
