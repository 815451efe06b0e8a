"""Whatever the way a personal row changes, its before, after, author and moment are kept."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from beneficiaries.models import Beneficiary
from tests import factories
from tests.meta.models import events_of
from tests.meta.test_privacy import KEPT

FACTORIES = {
    getattr(factories, name)._meta.model: getattr(factories, name)
    for name in factories.__all__
    if name.endswith("Factory")
}
LONG_AGO = datetime(2025, 3, 3, tzinfo=UTC)
# A field of each model that may take any of its values without breaking a rule.
CHANGED = {
    "accounts.User": ("first_name", "Zoé"),
    "beneficiaries.Beneficiary": ("first_name", "Zoé"),
    "beneficiaries.Situation": ("note", "Autre précision"),
    "beneficiaries.HandicapRecognition": ("kind", "awiph_decision"),
    "beneficiaries.Assessment": ("sentence", "Autre phrase"),
    "beneficiaries.BeneficiarySkill": ("evidence", "Attestation"),
    "beneficiaries.SkillRating": ("level", 4),
    "beneficiaries.Document": ("note", "Autre précision"),
    "beneficiaries.Obstacle": ("kind", "debts"),
    "beneficiaries.Merge": ("before", {"phone": "+32470000000"}),
    "beneficiaries.TemporaryAccess": ("reason", "Autre motif"),
    "beneficiaries.ImportRun": ("created_count", 3),
    "employers.Proposal": ("refusal_reason", "Autre motif"),
    "employers.Placement": ("job_title", "Autre fonction"),
    "employers.WorkWish": ("refuses", "Les hauteurs"),
    "employers.ProfileSending": ("content", {"skills": []}),
    "employers.WorkBreak": ("is_counted", True),
    "employers.ContractExtension": ("agreed_on", date(2025, 3, 3)),
    "training.Enrolment": ("end_reason", "Autre motif"),
    "training.Attendance": ("minutes", 7),
    "training.BankAccount": ("created_at", LONG_AGO),
    "training.Payment": ("holder", "Zoé Benali"),
    "training.Claim": ("asked_eur", Decimal("13.00")),
    "training.ClaimProof": ("name", "autre.pdf"),
    "training.SkillResult": ("remark", "Autre remarque"),
    "training.SessionAnswer": ("answered_at", LONG_AGO),
    "coaching.Internship": ("schedule", "Autre horaire"),
    "coaching.AlternancePaper": ("completed_on", date(2025, 3, 3)),
    "coaching.AlternanceSignature": ("created_at", LONG_AGO),
    "coaching.InternshipVisit": ("words", "Autres constats"),
    "coaching.TutorReview": ("chased_on", date(2025, 3, 3)),
    "coaching.Message": ("text", "Autre message"),
    "coaching.Journey": ("reentry_decision", "Décision du 3 mars"),
    "coaching.FollowUp": ("text", "Autre texte"),
    "coaching.Attachment": ("name", "autre.pdf"),
    "coaching.SignUp": ("first_name", "Zoé"),
    "coaching.WorkshopSeat": ("remark", "Autre remarque"),
    "coaching.Appointment": ("subject", "Autre objet"),
    "coaching.Goal": ("title", "Autre objectif"),
    "coaching.Step": ("title", "Autre action"),
    "coaching.PlanVersion": ("completed_on", date(2025, 3, 3)),
    "coaching.PlanSignature": ("created_at", LONG_AGO),
    "coaching.Agreement": ("completed_on", date(2025, 3, 3)),
    "coaching.AgreementSignature": ("created_at", LONG_AGO),
    "coaching.JourneyBreak": ("reason", "Autre motif"),
    "coaching.Letter": ("text", "Autre texte"),
    "coaching.InsertionStep": ("title", "Autre étape"),
    "coaching.InsertionPlan": ("completed_on", date(2025, 3, 3)),
    "coaching.InsertionSignature": ("created_at", LONG_AGO),
    "coaching.HireCheck": ("call_due_on", date(2025, 3, 3)),
    "coaching.Opinion": ("comment", "Autre avis"),
    "coaching.Difficulty": ("note", "Autre précision"),
    "coaching.SkillTest": ("test_on", date(2025, 3, 3)),
    "coaching.Transfer": ("moved_on", date(2025, 3, 3)),
    "coaching.TransferredFile": ("note", "Autre mot"),
    "reporting.Story": ("text", "Autre récit"),
}

pytestmark = pytest.mark.django_db


def events(model, pk, field=None):
    rows = events_of(model).objects.filter(pgh_obj_id=pk).order_by("pgh_id")
    return list(rows.values_list("pgh_label", *([field] if field else [])))


def test_each_tracked_model_has_its_change_below():
    assert set(CHANGED) == {model._meta.label for model in KEPT}


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model._meta.label)
def test_an_addition_a_change_a_bulk_change_and_a_removal_are_kept(model):
    field, after = CHANGED[model._meta.label]
    row = FACTORIES[model]()
    before = getattr(row, field)
    model.objects.filter(pk=row.pk).update(**{field: after})
    setattr(row, field, before)
    row.save(update_fields=[field])
    pk = row.pk
    model.objects.filter(pk=pk)._raw_delete("default")
    labels = ["insert", "update", "update", "delete"]
    assert events(model, pk, field) == list(
        zip(labels, [before, after, before, before], strict=True)
    )


def test_a_bulk_insert_is_kept_row_by_row(coach, team):
    persons = [
        Beneficiary(first_name="Eva", last_name=f"{n}", team=team, coach=coach, file_number=f"B{n}")
        for n in range(3)
    ]
    for person in Beneficiary.objects.bulk_create(persons):
        assert events(Beneficiary, person.pk) == [("insert",)]


def test_a_change_in_the_browser_is_kept_with_its_author(client_of, coach, beneficiary):
    address = reverse("beneficiaries:skill-create", args=[beneficiary.pk])
    skill = factories.SkillFactory(label="Clavardage")
    sent = {"skill": skill.label, "level": "2", "origin": "work"}
    assert client_of(coach).post(address, sent).status_code == 302
    kept = beneficiary.skills.get()
    event = events_of(type(kept)).objects.get(pgh_obj_id=kept.pk)
    assert event.pgh_context.metadata["user"] == coach.pk
    assert event.pgh_created_at is not None


def test_a_trigger_hears_at_once_that_none_looks_away(db):
    """Without an answer each row costs a caught error: a large payment took twice as long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')")
        assert cursor.fetchone() == ("{}",)
