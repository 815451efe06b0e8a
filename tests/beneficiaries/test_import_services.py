"""Every good row in, every bad row explained, and the whole taken back as if it had never been."""

from datetime import date, timedelta

import pghistory
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from beneficiaries.enums import ImportStatus, SituationKind, TwinDecision
from beneficiaries.models import Beneficiary, ImportRun, Situation
from beneficiaries.rules.intake_rows import IntakeRow
from beneficiaries.services.imports import (
    choose_columns,
    discard_import,
    import_people,
    settle_duplicates,
    stage_import,
    undo_import,
)
from beneficiaries.services.imports.keeping import KEPT_DAYS, expire_imports
from beneficiaries.services.imports.matching import files_like, identities
from beneficiaries.services.people import update_beneficiary
from mirec.core.periods import today
from tests.beneficiaries import messy
from tests.beneficiaries.dumps import dump
from tests.factories import (
    BeneficiaryFactory,
    FileOpeningFactory,
    FollowUpFactory,
    ImportMappingFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def welcome():
    return TeamFactory(name="Accueil")


@pytest.fixture
def staged(manager, welcome):
    """`staged(content, updated=())`: a sheet whose columns are settled."""

    def stage(content: bytes, updated: tuple[str, ...] = ()) -> ImportRun:
        run = stage_import(
            content=content, name="feuille.xlsx", by=manager, team=manager.team, mapping=None
        )
        return choose_columns(
            run=run,
            columns=run.columns,
            updated=list(updated),
            team=welcome,
            by=manager,
            on=today(),
        )

    return stage


@pytest.fixture
def imported(staged, manager):
    def run_one(content: bytes, updated: tuple[str, ...] = ()) -> ImportRun:
        run = staged(content, updated)
        return import_people(run=run, by=manager, on=today(), at=timezone.now()).run

    return run_one


def test_the_good_rows_become_files_of_the_team(imported, manager):
    run = imported(messy.office())
    samira, marco, grace = Beneficiary.objects.order_by("file_number")
    assert (run.row_count, run.created_count) == (3, 3)
    assert (samira.full_name, samira.niss, samira.team.name) == (
        "Samira Benali",
        messy.SAMIRA,
        "Accueil",
    )
    assert samira.created_by == manager
    assert (marco.born_on, marco.phone.as_e164) == (date(1966, 5, 2), "+32473609851")
    assert str(grace.locality) == "6000 Charleroi"
    assert grace.intake_note == "Adressé·e par : CPAS Charleroi"
    assert grace.source == "cpas"


def test_an_integration_income_begins_at_the_first_interview_and_is_to_be_verified(imported):
    imported(messy.office())
    periods = Situation.objects.order_by("starts_on").values_list("kind", "starts_on", "note")
    assert [(kind, day) for kind, day, _ in periods] == [
        (SituationKind.INTEGRATION_INCOME, date(2024, 8, 3)),
        (SituationKind.INTEGRATION_INCOME, date(2025, 7, 15)),
    ]
    assert {note for _, _, note in periods} == {"Début à vérifier (repris d'une feuille)"}


def test_a_bad_row_keeps_the_others_out_of_its_trouble(imported):
    run = imported(messy.xlsx([messy.person(GSM="123"), messy.LINES[0]]))
    assert run.created_count == 1
    (error,) = run.findings["errors"]
    assert (error["row"], error["column"]) == (2, "GSM")


def test_a_second_import_of_the_same_sheet_creates_nobody(imported):
    first = imported(messy.office())
    second = imported(messy.office())
    assert (first.created_count, second.created_count, second.updated_count) == (3, 0, 0)
    assert len(second.findings["duplicates"]) == 3
    assert Beneficiary.objects.count() == 3


def test_a_second_import_changes_the_chosen_fields_only(imported):
    imported(messy.office())
    moved = messy.person(
        Nom="Benali", Prénom="Samira", GSM="0470 11 22 33", Adresse="rue Neuve 1", Sexe="M",
        **{"Date de naissance": "17/05/1990"},
    )  # fmt: skip
    run = imported(messy.xlsx([moved]), updated=("phone",))
    samira = Beneficiary.objects.get(last_name="Benali")
    assert (run.created_count, run.updated_count) == (0, 1)
    assert samira.phone.as_e164 == "+32470112233"
    assert (samira.street, samira.sex) == ("rue de la Station 14", "F")


def test_an_empty_cell_erases_nothing(imported):
    imported(messy.office())
    blank = messy.person(Nom="Benali", Prénom="Samira", **{"Date de naissance": "17/05/1990"})
    assert imported(messy.xlsx([blank]), updated=("phone", "email")).updated_count == 0
    assert Beneficiary.objects.get(last_name="Benali").phone.as_e164 == "+32472454710"


def test_a_likely_twin_waits_for_a_decision(staged, manager):
    known = BeneficiaryFactory(first_name="Luca", last_name="Rossi", born_on=None, niss=None)
    run = staged(messy.xlsx([messy.person(GSM="0470 11 22 33")]), updated=("phone",))
    (twin,) = run.findings["duplicates"]
    assert (twin["of"], twin["is_sure"]) == (known.file_number, False)
    aside = import_people(run=run, by=manager, on=today(), at=timezone.now()).run
    assert (aside.created_count, aside.updated_count) == (0, 0)


@pytest.mark.parametrize(
    ("decision", "created", "updated"), [(TwinDecision.ANOTHER, 1, 0), (TwinDecision.SAME, 0, 1)]
)
def test_what_was_decided_about_a_likely_twin_is_done(staged, manager, decision, created, updated):
    BeneficiaryFactory(first_name="Luca", last_name="Rossi", born_on=None, niss=None)
    run = staged(messy.xlsx([messy.person(GSM="0470 11 22 33")]), updated=("phone",))
    settle_duplicates(run=run, decisions={2: decision})
    run = import_people(run=run, by=manager, on=today(), at=timezone.now()).run
    assert (run.created_count, run.updated_count) == (created, updated)


def test_an_import_is_done_once(imported, manager):
    run = imported(messy.office())
    with pytest.raises(ValidationError, match="déjà importée"):
        import_people(run=run, by=manager, on=today(), at=timezone.now())
    with pytest.raises(ValidationError, match="reprenez l'import"):
        discard_import(run=run)


# Undoing


@pytest.fixture
def lived_in(manager):
    """A house with a past: files, their history, a period, a follow-up, an opening."""
    with pghistory.context(user=manager.pk):
        known = BeneficiaryFactory(
            first_name="Samira", last_name="Benali", phone="+32470000001", street="ici"
        )
        known.set_niss(messy.SAMIRA)
        known.save()
        FollowUpFactory(beneficiary=known)
    FileOpeningFactory(beneficiary=known, opened_by=manager)
    BeneficiaryFactory.create_batch(2)
    return known


UPDATED = ("phone", "street", "locality", "first_met_on", "intake_note", "email")


def test_undoing_leaves_the_database_as_it_was(lived_in, staged, manager):
    """Persons were created, one was completed; every row of every table is compared."""
    run = staged(messy.office(), UPDATED)
    before = dump()
    done = import_people(run=run, by=manager, on=today(), at=timezone.now()).run
    assert (done.created_count, done.updated_count) == (2, 1)
    assert dump() != before
    undone = undo_import(run=done, by=manager, at=timezone.now())
    assert (undone.removed, undone.restored, undone.kept) == (2, 1, ())
    assert dump() == before
    done.refresh_from_db()
    assert (done.status, done.undone_by) == (ImportStatus.UNDONE, manager)


def test_file_numbers_are_given_again_after_an_undo(imported, manager):
    first = imported(messy.office())
    numbers = set(Beneficiary.objects.values_list("file_number", flat=True))
    undo_import(run=first, by=manager, at=timezone.now())
    imported(messy.office())
    assert set(Beneficiary.objects.values_list("file_number", flat=True)) == numbers


def test_a_field_changed_since_is_kept_and_said(lived_in, imported, manager, coach):
    run = imported(messy.office(), UPDATED)
    lived_in.refresh_from_db()
    update_beneficiary(beneficiary=lived_in, by=coach, phone="+32499999999")
    undone = undo_import(run=run, by=manager, at=timezone.now())
    lived_in.refresh_from_db()
    assert lived_in.phone.as_e164 == "+32499999999"
    assert lived_in.street == "ici"
    assert undone.kept == (f"{lived_in.file_number} : GSM ou téléphone",)


def test_nothing_is_taken_back_from_a_person_for_whom_one_worked(imported, manager):
    run = imported(messy.office())
    worked_for = Beneficiary.objects.get(last_name="N'Diaye")
    FollowUpFactory(beneficiary=worked_for)
    before = dump()
    with pytest.raises(ValidationError) as refusal:
        undo_import(run=run, by=manager, at=timezone.now())
    assert refusal.value.messages[1:] == [f"Grâce N'Diaye ({worked_for.file_number}) : suivi"]
    assert dump() == before


def test_nothing_is_taken_back_from_a_file_changed_since(imported, manager, coach):
    run = imported(messy.office())
    changed = Beneficiary.objects.get(last_name="Benali")
    update_beneficiary(beneficiary=changed, by=coach, nationality="belge")
    with pytest.raises(ValidationError, match="dossier modifié"):
        undo_import(run=run, by=manager, at=timezone.now())


def test_that_a_file_was_looked_at_does_not_hold_it_back(imported, manager):
    run = imported(messy.office())
    FileOpeningFactory(beneficiary=Beneficiary.objects.first(), opened_by=manager)
    assert undo_import(run=run, by=manager, at=timezone.now()).removed == 3


def test_an_import_is_undone_once(imported, manager):
    run = imported(messy.office())
    undo_import(run=run, by=manager, at=timezone.now())
    with pytest.raises(ValidationError, match="déjà repris"):
        undo_import(run=run, by=manager, at=timezone.now())


# The sheet itself


def test_the_sheet_is_kept_encrypted_and_goes_with_an_undo(
    imported, manager, django_capture_on_commit_callbacks
):
    run = imported(messy.csv_of())
    with run.file.open("rb") as kept:
        content = kept.read()
    assert messy.SAMIRA.encode() not in content
    assert b"BENALI" not in content
    assert "feuille" not in run.file.name
    storage, path = run.file.storage, run.file.name
    with django_capture_on_commit_callbacks(execute=True):
        undo_import(run=run, by=manager, at=timezone.now())
    assert not storage.exists(path)


def test_after_thirty_days_the_sheet_and_its_findings_go(
    staged, imported, django_capture_on_commit_callbacks
):
    waiting = staged(messy.xlsx([messy.person(GSM="123")]))
    done = imported(messy.office())
    with django_capture_on_commit_callbacks(execute=True):
        expire_imports(at=timezone.now() + timedelta(days=KEPT_DAYS, minutes=5))
    done.refresh_from_db()
    assert not done.file
    assert "errors" not in done.findings
    assert not ImportRun.objects.filter(pk=waiting.pk).exists()


def test_a_remembered_reading_is_proposed_when_its_headers_stand_in_the_sheet(manager):
    columns = messy.COLUMNS | {"Envoyé par": "intake_note", "Remarques": "studies"}
    kept = ImportMappingFactory(columns=columns, updated=["phone"])
    run = stage_import(
        content=messy.office(), name="a.xlsx", by=manager, team=manager.team, mapping=None
    )
    assert (run.mapping, run.columns, run.updated) == (kept, columns, ["phone"])


def test_a_row_finds_the_last_of_files_that_were_merged_one_through_another():
    last = BeneficiaryFactory()
    middle = BeneficiaryFactory(merged_into=last)
    first = BeneficiaryFactory(
        first_name="Zénobie", last_name="Quintard", born_on=date(1990, 2, 3), merged_into=middle
    )
    row = IntakeRow(2, {"last_name": "Quintard", "first_name": "Zénobie", "born_on": first.born_on})
    _, found = files_like([row]).likeliest(identities([row])[0])
    assert found == (last.pk, last.file_number)
