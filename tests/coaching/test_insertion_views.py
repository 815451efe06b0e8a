"""The pages between a proposal and a job: who reads what, what a click does, what is printed."""

import pytest
from django.urls import reverse

from beneficiaries.enums import ObstacleKind
from beneficiaries.models import FileOpening
from coaching.models import InsertionStep
from employers.enums import Need
from tests.factories import (
    BeneficiarySkillFactory,
    InsertionStepFactory,
    ObstacleFactory,
    ProposalFactory,
    RequirementFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(beneficiary):
    found = ProposalFactory(beneficiary=beneficiary, vacancy__title="Cariste")
    row = RequirementFactory(
        vacancy=found.vacancy, need=Need.MUST, level=3, skill__label="Conduire un chariot"
    )
    BeneficiarySkillFactory(
        beneficiary=beneficiary, skill=row.skill, level=1, evidence="Vu au dépôt"
    )
    return found


def address(name, row) -> str:
    return reverse(f"coaching:{name}", args=[row.pk])


def page(client, name, row) -> str:
    return client.get(address(name, row)).content.decode()


def send(client, view, row, /, **data):
    return client.post(address(view, row), data, follow=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_the_evidence_is_read_by_the_team_and_its_opening_noted(client_of, coach, proposal):
    assert "Vu au dépôt" in page(client_of(coach), "insertion", proposal)
    assert FileOpening.objects.get().part == "Exigences et acquis"


@pytest.mark.parametrize("reader", ["prospector", "stranger_coach", "coordinator"])
def test_others_read_the_level_and_leave_the_trace_of_a_profile(
    client_of, request, proposal, reader
):
    ObstacleFactory(beneficiary=proposal.beneficiary, kind=ObstacleKind.HEALTH, note="Dos")
    text = page(client_of(request.getfixturevalue(reader)), "insertion", proposal)
    assert "Débute" in text
    assert "Vu au dépôt" not in text
    assert "Santé" not in text
    assert FileOpening.objects.get().part == "Profil pour une offre"


def test_a_click_turns_a_way_into_a_step_that_is_edited_and_removed(
    client_of, prospector, proposal
):
    client = client_of(prospector)
    asked = proposal.vacancy.requirements.get()
    response = send(client, "insertion-way", proposal, skill=asked.skill_id, way="tutor")
    step = InsertionStep.objects.get()
    assert said(response) == [f"Étape ajoutée : {step}"]
    assert (step.skill, step.means, step.owner) == (asked.skill, "tutor", "employer")
    form = client.get(address("insertion-step-edit", step)).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    send(client, "insertion-step-edit", step, **typed | {"title": "Tutorat de dix jours"})
    assert InsertionStep.objects.get().title == "Tutorat de dix jours"
    send(client, "insertion-step-remove", step)
    assert not InsertionStep.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [{}, {"skill": "x", "way": "tutor"}, {"skill": "0", "way": "tutor"}, {"way": "training-1"}],
    ids=["nothing", "junk", "no such skill", "a way of no skill"],
)
def test_a_way_that_is_not_offered_is_refused_in_words(client_of, coach, proposal, sent):
    response = send(client_of(coach), "insertion-way", proposal, **sent)
    assert said(response) == ["Ce moyen n'est plus proposé : la page montre ceux qui restent."]
    assert not InsertionStep.objects.exists()


def test_a_stale_form_of_a_step_keeps_what_was_typed(client_of, coach, proposal):
    step = InsertionStepFactory(proposal=proposal)
    client = client_of(coach)
    form = client.get(address("insertion-step-edit", step)).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"title": "La mienne"}
    InsertionStep.objects.update(title="Celle d'un collègue")
    response = client.post(address("insertion-step-edit", step), typed)
    assert "entre-temps" in response.content.decode()
    assert "La mienne" in response.content.decode()
    assert InsertionStep.objects.get().title == "Celle d'un collègue"


def test_a_prospector_keeps_the_workshop_that_a_coach_chose(client_of, prospector, proposal):
    workshop = WorkshopFactory()
    step = InsertionStepFactory(proposal=proposal, means="workshop", workshop=workshop)
    client = client_of(prospector)
    form = client.get(address("insertion-step-edit", step)).context["form"]
    assert "workshop" not in form.fields
    typed = {name: form[name].value() or "" for name in form.fields}
    send(client, "insertion-step-edit", step, **typed | {"title": "Autrement"})
    step.refresh_from_db()
    assert (step.title, step.workshop) == ("Autrement", workshop)
