"""The insertion plan on its pages: signed, printed, brought to the actions, told elsewhere."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from coaching.day.lines import Moment
from coaching.day.queue import queue_of
from coaching.enums import Matter, Party
from coaching.models import InsertionPlan, Step
from employers.enums import Need
from mirec.core.periods import today
from tests.factories import (
    BeneficiarySkillFactory,
    CohortFactory,
    InsertionPlanFactory,
    InsertionSignatureFactory,
    InsertionStepFactory,
    ProposalFactory,
    RequirementFactory,
    StepFactory,
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


def signed(proposal) -> InsertionPlan:
    step = InsertionStepFactory(proposal=proposal)
    found = InsertionPlanFactory(
        proposal=proposal, completed_on=today(), content={**PLAIN, "steps": [printed(step)]}
    )
    for party in (Party.PERSON, Party.EMPLOYER, Party.MIRE):
        InsertionSignatureFactory(paper=found, party=party)
    return found


PLAIN = {
    "person": "Noah Petit", "coach": "", "employer": "X", "vacancy": "Cariste", "job": "",
    "skills": [],
}  # fmt: skip


def printed(step) -> dict:
    return {
        "id": step.pk, "skill_id": step.skill_id, "title": step.title, "means": step.means,
        "owner": step.owner, "partner_id": None, "cohort_id": None, "workshop_id": None,
        "due_on": step.due_on.isoformat(), "skill": "", "by": "", "where": "", "who": "", "day": "",
    }  # fmt: skip


def test_the_plan_is_drawn_up_signed_by_three_and_goes_to_the_actions(client_of, coach, proposal):
    InsertionStepFactory(proposal=proposal, title="Apprendre au poste")
    client = client_of(coach)
    send(client, "insertion-draw-up", proposal)
    plan = InsertionPlan.objects.get()
    for party in plan.parties:
        sent = {"party": party, "way": "paper", "name": "Qui signe", "signed_on": today()}
        response = send(client, "insertion-sign", plan, **sent)
    assert "1\u00a0action ajoutée." in said(response)
    assert Step.objects.get().title == "Apprendre au poste"
    panel = client.get(reverse("coaching:panel-plan", args=[proposal.beneficiary_id]))
    assert address("insertion", proposal) in panel.content.decode()
    assert "Au plan d&#x27;action" in panel.content.decode()


def test_the_last_signature_received_by_a_prospector_leaves_the_plan_to_the_coach(
    client_of, coach, prospector, proposal
):
    InsertionStepFactory(proposal=proposal)
    send(client_of(prospector), "insertion-draw-up", proposal)
    plan = InsertionPlan.objects.get()
    for client, party in (
        (client_of(coach), Party.PERSON),
        (client_of(coach), Party.MIRE),
        (client_of(prospector), Party.EMPLOYER),
    ):
        sent = {"party": party, "way": "paper", "name": "Qui signe", "signed_on": today()}
        send(client, "insertion-sign", plan, **sent)
    assert not Step.objects.exists()
    assert "reporte les étapes" in page(client_of(prospector), "insertion-plan", plan)
    assert client_of(prospector).post(address("insertion-apply", plan)).status_code == 403
    send(client_of(coach), "insertion-apply", plan)
    assert Step.objects.count() == 1


def test_a_prospector_is_not_led_to_the_signature_of_the_person(client_of, prospector, proposal):
    plan = InsertionPlanFactory(proposal=proposal)
    client = client_of(prospector)
    text = page(client, "insertion-sign", plan)
    assert "Signature : l&#x27;employeur" in text
    assert f"{address('insertion-sign', plan)}?partie=employer" in text
    assert "?partie=person" not in text
    sent = {"party": "person", "way": "paper", "name": "Noah", "signed_on": today()}
    assert "se reçoit chez" in client.post(address("insertion-sign", plan), sent).content.decode()
    assert not plan.signatures.exists()


def test_the_printed_plan_names_the_parties_and_no_evidence(client_of, coach, proposal):
    InsertionStepFactory(proposal=proposal, title="Apprendre au poste")
    client = client_of(coach)
    send(client, "insertion-draw-up", proposal)
    response = client.get(address("insertion-paper", InsertionPlan.objects.get()))
    pages = PdfReader(BytesIO(response.content)).pages
    text = "\n".join(each.extract_text() for each in pages)
    for words in ("Noah Petit", "Cariste", "Conduire un chariot", "Apprendre au poste"):
        assert words in text
    for party in ("La personne", "L'employeur", "La mission régionale"):
        assert party in text
    assert "Vu au dépôt" not in text
    assert len(pages) == 1


def test_the_vacancy_says_who_has_still_to_sign(client_of, prospector, proposal):
    plan = InsertionPlanFactory(proposal=proposal)
    for party in (Party.PERSON, Party.MIRE):
        InsertionSignatureFactory(paper=plan, party=party)
    client = client_of(prospector)
    assert address("insertion-of-vacancy", proposal.vacancy) in (
        client.get(proposal.vacancy.get_absolute_url()).content.decode()
    )
    for headers in ({}, {"HX-Request": "true"}):
        response = client.get(address("insertion-of-vacancy", proposal.vacancy), headers=headers)
        assert "À signer par l&#x27;employeur" in response.content.decode()


def test_a_plan_of_a_proposal_that_ended_is_not_signed(client_of, coach, proposal):
    plan = InsertionPlanFactory(proposal=proposal)
    proposal.stage = "refused"
    proposal.save()
    client = client_of(coach)
    assert "ne se signe plus" in page(client, "insertion-plan", plan)
    sent = {"party": "person", "way": "paper", "name": "Noah", "signed_on": today()}
    client.post(address("insertion-sign", plan), sent)
    assert not plan.signatures.exists()


def test_after_a_refusal_one_click_drops_what_came_from_it(client_of, coach, proposal):
    client = client_of(coach)
    send(client, "insertion-apply", signed(proposal))
    assert Step.objects.get().is_open
    proposal.stage = "refused"
    proposal.save()
    assert "L'abandonner" in page(client, "insertion", proposal)
    response = send(client, "insertion-drop", proposal)
    assert said(response) == ["1\u00a0action abandonnée ; le motif est gardé."]
    assert not Step.objects.get().is_open


def test_the_day_of_the_coach_says_which_plan_waits_for_what(client_of, coach, proposal):
    def lines():
        moment = Moment(today(), timezone.now())
        groups = queue_of(coach, moment).groups
        found = [line for group in groups for line in group.lines]
        return [line for line in found if line.matter == Matter.INSERTION]

    replaced = InsertionPlanFactory(proposal=proposal)
    plan = InsertionPlanFactory(proposal=proposal, version=2)
    (line,) = lines()
    assert line.target == plan.pk != replaced.pk
    assert "attend une signature : la personne, l'employeur et la mission régionale" in line.why
    aside = reverse("coaching:day-snooze", args=[Matter.INSERTION, plan.pk])
    client_of(coach).post(aside)
    assert lines() == []
    other = signed(ProposalFactory(beneficiary=proposal.beneficiary))
    (line,) = lines()
    assert (line.target, line.when) == (other.pk, "À reporter")
    send(client_of(coach), "insertion-apply", other)
    assert lines() == []


def more(proposal, count):
    for _ in range(count):
        row = RequirementFactory(vacancy=proposal.vacancy)
        BeneficiarySkillFactory(beneficiary=proposal.beneficiary, skill=row.skill, level=1)
        cohort = CohortFactory(coming=True)
        cohort.programme.skills.add(row.skill)
        action = StepFactory(beneficiary=proposal.beneficiary)
        InsertionStepFactory(
            proposal=proposal, skill=row.skill, means="training", cohort=cohort, plan_step=action
        )
        other = ProposalFactory(vacancy=proposal.vacancy)
        InsertionStepFactory(proposal=other)
        InsertionSignatureFactory(paper=InsertionPlanFactory(proposal=other))
        mine = ProposalFactory(beneficiary=proposal.beneficiary, stage="refused")
        InsertionStepFactory(proposal=mine, plan_step=StepFactory(beneficiary=proposal.beneficiary))
        InsertionPlanFactory(proposal=mine)


@pytest.mark.parametrize(
    ("name", "most"),
    [("insertion", 18), ("insertion-of-vacancy", 10), ("panel-plan", 24)],
)
def test_more_skills_and_steps_ask_no_more_queries(client_of, coach, proposal, name, most):
    row = {"insertion": proposal, "insertion-of-vacancy": proposal.vacancy}.get(
        name, proposal.beneficiary
    )
    client = client_of(coach)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address(name, row), headers={"HX-Request": "true"})
            assert response.status_code == 200
        return len(queries)

    more(proposal, 2)
    few = asked()
    more(proposal, 12)
    assert asked() == few
    assert few <= most
