"""Who changed what in a file: author, moment, before and after, in French."""

import pytest
from django.urls import reverse

from beneficiaries.history import history_of
from beneficiaries.models import Beneficiary
from beneficiaries.services.people import update_beneficiary
from beneficiaries.services.situations import remove_dated
from coaching.services.plans import finish_step
from tests.beneficiaries.filled import sent
from tests.beneficiaries.test_views import HTMX, read
from tests.factories import (
    AssessmentFactory,
    BeneficiarySkillFactory,
    FileOpeningFactory,
    GoalFactory,
    HandicapRecognitionFactory,
    LocalityFactory,
    ObstacleFactory,
    PlanVersionFactory,
    SituationFactory,
    SkillFactory,
    StepFactory,
)

pytestmark = pytest.mark.django_db


def changes(beneficiary) -> dict[str, tuple[str, str]]:
    """The changes of the newest deed, by label."""
    newest = history_of(beneficiary)[0]
    return {each.label: (each.before, each.after) for each in newest.changes}


def test_a_change_says_who_what_and_what_was_there_before(client_of, coach, beneficiary):
    client = client_of(coach)
    url = reverse("beneficiaries:edit", args=[beneficiary.pk])
    data = sent(client.get(url).context["form"], diploma="master", has_vehicle="true")
    client.post(url, data)
    newest = history_of(beneficiary)[0]
    assert (newest.title, newest.author) == ("Identité modifiée", "Nadia Ferrero")
    assert changes(beneficiary) == {
        "Diplôme le plus élevé": ("Enseignement secondaire inférieur", "Master ou plus"),
        "Dispose d'un véhicule": ("non", "oui"),
    }


def test_a_row_of_another_table_is_said_by_its_name(beneficiary, colleague, coach):
    place = LocalityFactory(postal_code="6001", name="Marcinelle", commune="Charleroi")
    update_beneficiary(beneficiary=beneficiary, by=coach, coach=colleague, locality=place)
    assert changes(beneficiary) == {
        "Jobcoach": ("Nadia Ferrero", "Hugo Bertrand"),
        "Localité": ("6000 Charleroi", "6001 Marcinelle"),
    }


def test_the_national_number_never_stands_in_the_history(client_of, coach, beneficiary):
    before = beneficiary.niss
    update_beneficiary(beneficiary=beneficiary, by=coach, niss="90051700189")
    assert changes(beneficiary) == {"Numéro national": ("masqué", "masqué")}
    update_beneficiary(beneficiary=beneficiary, by=coach, niss=None)
    assert changes(beneficiary) == {"Numéro national": ("masqué", "vide")}
    page = client_of(coach).get(reverse("beneficiaries:panel-history", args=[beneficiary.pk]))
    assert before not in page.content.decode()
    assert "90051700189" not in page.content.decode()


def test_a_contact_that_moves_the_last_contact_is_no_change_of_identity(beneficiary):
    Beneficiary.objects.filter(pk=beneficiary.pk).update(last_contact_on="2026-02-10")
    assert [entry.title for entry in history_of(beneficiary)] == ["Dossier ouvert"]


def test_a_bulk_update_is_kept_too(beneficiary):
    Beneficiary.objects.update(studies="Menuiserie")
    assert changes(beneficiary) == {"Études et formations": ("vide", "Menuiserie")}


def test_what_came_and_went_is_summed_up(beneficiary, coach):
    row = SituationFactory(
        beneficiary=beneficiary, work=True, starts_on="2025-01-06", ends_on="2025-03-31"
    )
    row.refresh_from_db()
    remove_dated(row=row, by=coach)
    removed, added, opened = history_of(beneficiary)
    assert (removed.title, removed.author) == ("Période retirée", "Nadia Ferrero")
    words = "Travail, du 6 janvier 2025, au 31 mars 2025"
    assert removed.summary.replace("\u00a0", " ") == words
    assert (added.title, added.summary) == ("Période ajoutée", removed.summary)
    assert opened.title == "Dossier ouvert"


def test_documents_skills_and_assessments_stand_in_the_history(beneficiary):
    HandicapRecognitionFactory(beneficiary=beneficiary)
    BeneficiarySkillFactory(beneficiary=beneficiary, skill=SkillFactory(label="Souder"))
    assessment = AssessmentFactory(beneficiary=beneficiary)
    said = {entry.title: entry.summary for entry in history_of(beneficiary)}
    assert said["Document de handicap ajouté"].startswith("Reconnaissance de handicap")
    assert said["Compétence ajoutée"] == "Souder, En autonomie, Le travail"
    assert said["Évaluation enregistrée"] == assessment.sentence


def test_goals_steps_and_versions_of_the_plan_stand_in_the_history(beneficiary, coach):
    goal = GoalFactory(beneficiary=beneficiary)
    step = StepFactory(beneficiary=beneficiary, goal=goal, title="Faire un CV")
    obstacle = ObstacleFactory(beneficiary=beneficiary, sealed=True, note="Secret-Santé")
    step.obstacle = obstacle
    step.save()
    finish_step(step=step, by=coach, on=step.due_on)
    PlanVersionFactory(beneficiary=beneficiary)
    entries = history_of(beneficiary)
    assert entries[0].title == "Plan établi"
    assert {"Faite le", "Notée faite par"} == {each.label for each in entries[1].changes}
    assert entries[1].author == str(coach)
    added = next(entry for entry in entries if entry.title == "Action ajoutée au plan")
    assert added.summary.startswith("Faire un CV, La personne")
    assert "Secret" not in repr(entries)


def test_the_tab_lists_the_openings_too_a_page_at_a_time(client_of, coach, beneficiary):
    FileOpeningFactory.create_batch(25, beneficiary=beneficiary, part="Suivis")
    client = client_of(coach)
    url = reverse("beneficiaries:panel-history", args=[beneficiary.pk])
    assert "Consultations du dossier 26" in read(client.get(url))
    older = client.get(url, {"consultations": 2})
    assert len(older.context["openings"]) == 7


def test_the_history_asks_the_same_questions_for_3_changes_and_for_30(
    client_of, coach, beneficiary, django_assert_max_num_queries
):
    url = reverse("beneficiaries:panel-history", args=[beneficiary.pk])
    client = client_of(coach)
    for year in range(3):
        update_beneficiary(beneficiary=beneficiary, by=coach, studies=f"Menuiserie {year}")
    with django_assert_max_num_queries(26) as few:
        client.get(url, headers=HTMX)
    for year in range(27):
        update_beneficiary(beneficiary=beneficiary, by=coach, studies=f"Boulangerie {year}")
    with django_assert_max_num_queries(len(few)):
        client.get(url, headers=HTMX)
