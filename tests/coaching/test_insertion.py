"""From a gap to steps, from steps to a signed plan, from the plan to actions and entries."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from beneficiaries.enums import SkillKind
from coaching.enums import InsertionMeans, Party, StepOwner
from coaching.models import InsertionPlan, InsertionStep
from coaching.queries.insertion import has_changed
from coaching.services.insertion import (
    IS_OVER,
    save_insertion_step,
    take_way,
)
from coaching.services.insertion_plans import (
    EMPTY,
    NOT_YOURS,
    sign_insertion_plan,
)
from employers.enums import Need, ProposalStage
from tests.coaching.insertions import AT, ON, asked, drawn, gap
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    InsertionStepFactory,
    PartnerFactory,
    ProposalFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(beneficiary):
    return ProposalFactory(beneficiary=beneficiary, vacancy__title="Cariste", on=ON)


# The gap.


def test_the_gap_lays_the_evidence_beside_what_is_asked(proposal, coach):
    asked(proposal, held=3, label="Conduire un chariot")
    asked(proposal, held=1, label="Préparer une commande")
    asked(proposal, need=Need.NICE, label="Néerlandais")
    low, unknown, met = gap(proposal, coach).lines
    assert low.answer.asked.label == "Préparer une commande"
    assert low.held_words == "Débute, par le travail"
    assert low.evidence == "Dix mois chez un grossiste"
    assert unknown.held_words == "Pas notée au dossier"
    assert met.answer.is_met
    assert met.ways == []


@pytest.mark.parametrize("reader", ["prospector", "stranger_coach", "coordinator"])
def test_the_words_of_the_evidence_are_for_who_may_open_the_file(proposal, request, reader):
    asked(proposal, held=1)
    (line,) = gap(proposal, request.getfixturevalue(reader)).lines
    assert (line.held_words, line.evidence) == ("Débute, par le travail", "")


def test_a_gap_offers_trainings_workshops_the_company_and_a_validation(proposal, coach):
    skill = asked(proposal, held=1, kind=SkillKind.TECHNICAL, label="Conduire un chariot")
    begins = CohortFactory(coming=True, on=ON, places=3)
    begins.programme.skills.add(skill)
    EnrolmentFactory(cohort=begins)
    CohortFactory(programme=begins.programme, past=True, on=ON)
    PartnerFactory(name="Centre de validation", services="Validation des compétences")
    (line,) = gap(proposal, coach).lines
    training, validation, tutor, immersion = line.ways
    assert training.values()["cohort_id"] == begins.pk
    assert training.due_on == begins.ends_on
    assert "2\u00a0places libres" in training.detail
    assert (validation.means, validation.owner) == ("validation", "partner")
    assert (tutor.means, immersion.means) == ("tutor", "immersion")
    assert tutor.owner == StepOwner.EMPLOYER


def test_what_the_file_is_silent_about_is_not_to_be_validated(proposal, coach):
    asked(proposal, kind=SkillKind.TECHNICAL)
    PartnerFactory(services="Validation des compétences")
    (line,) = gap(proposal, coach).lines
    assert {way.means for way in line.ways} == {"tutor", "immersion"}


def test_a_workshop_to_come_is_offered_with_its_day(proposal, coach):
    asked(proposal, kind=SkillKind.BASIC)
    workshop = WorkshopFactory(kind="digital", starts_at=AT + timedelta(days=3))
    (line,) = gap(proposal, coach).lines
    assert line.ways[0].values()["workshop_id"] == workshop.pk
    assert line.ways[0].due_on == date(2026, 2, 13)


# The steps.


def test_a_way_becomes_a_step_once_however_often_it_is_pressed(proposal, prospector):
    skill = asked(proposal)
    way = gap(proposal, prospector).lines[0].ways[0]
    for _ in range(2):
        step = take_way(proposal=proposal, skill_id=skill.pk, way=way, by=prospector)
    assert InsertionStep.objects.get() == step
    assert (step.title, step.means, step.due_on) == (way.title, way.means, way.due_on)
    assert gap(proposal, prospector).lines[0].ways[0].is_taken


def test_a_step_keeps_what_goes_with_its_means_and_its_owner(proposal, coach):
    step = InsertionStepFactory(
        proposal=proposal, on=ON, means=InsertionMeans.TRAINING, cohort=CohortFactory()
    )
    step.means, step.owner, step.partner = InsertionMeans.TUTOR, StepOwner.PERSON, PartnerFactory()
    save_insertion_step(step=step, by=coach, on=ON)
    step.refresh_from_db()
    assert (step.cohort, step.partner) == (None, None)
    step.owner = StepOwner.PARTNER
    with pytest.raises(ValidationError, match="partenaire"):
        save_insertion_step(step=step, by=coach, on=ON)


def test_a_step_is_not_planned_in_the_past_but_an_old_day_may_stay(proposal, coach):
    step = InsertionStepFactory(proposal=proposal, on=ON - timedelta(days=60))
    step.title = "Autrement"
    assert save_insertion_step(step=step, by=coach, on=ON).title == "Autrement"
    step.due_on = ON - timedelta(days=1)
    with pytest.raises(ValidationError, match="à venir"):
        save_insertion_step(step=step, by=coach, on=ON)


@pytest.mark.parametrize("stage", [ProposalStage.REFUSED, ProposalStage.WITHDRAWN])
def test_a_proposal_that_ended_plans_nothing_any_more(beneficiary, coach, stage):
    proposal = ProposalFactory(beneficiary=beneficiary, stage=stage)
    skill = asked(proposal)
    way = gap(proposal, coach).lines[0].ways[0]
    step = InsertionStepFactory(proposal=proposal, on=ON)
    for deed in (
        lambda: take_way(proposal=proposal, skill_id=skill.pk, way=way, by=coach),
        lambda: save_insertion_step(step=step, by=coach, on=ON),
        lambda: drawn(proposal, coach),
    ):
        with pytest.raises(ValidationError, match=IS_OVER):
            deed()


# The paper.


def test_the_paper_says_levels_and_steps_and_never_the_evidence(proposal, coach):
    skill = asked(proposal, held=1, label="Conduire un chariot")
    InsertionStepFactory(proposal=proposal, skill=skill, due_on=ON, owner=StepOwner.EMPLOYER)
    content = drawn(proposal, coach).content
    assert content["person"] == "Noah Petit"
    assert content["employer"] == str(proposal.vacancy.employer)
    (row,), (step,) = content["skills"], content["steps"]
    assert (row["skill"], row["asked"], row["held"]) == (
        "Conduire un chariot", "En autonomie", "Débute, par le travail",
    )  # fmt: skip
    assert (step["who"], step["day"]) == (
        str(proposal.vacancy.employer),
        "10\u00a0février\u00a02026",
    )
    assert "grossiste" not in str(content)


def test_an_empty_plan_and_an_unchanged_one_are_not_drawn_up(proposal, coach):
    with pytest.raises(ValidationError, match=EMPTY):
        drawn(proposal, coach)
    step = InsertionStepFactory(proposal=proposal, on=ON)
    assert drawn(proposal, coach).version == 1
    with pytest.raises(ValidationError, match="Rien n'a changé"):
        drawn(proposal, coach)
    step.title = "Autrement"
    save_insertion_step(step=step, by=coach, on=ON)
    assert has_changed(InsertionPlan.objects.get(), proposal.insertion_steps.all())
    assert drawn(proposal, coach).version == 2


def test_a_prospector_receives_the_signature_of_the_employer_alone(proposal, prospector):
    InsertionStepFactory(proposal=proposal, on=ON)
    plan = drawn(proposal, prospector)
    for party in (Party.PERSON, Party.MIRE):
        with pytest.raises(ValidationError, match=NOT_YOURS):
            sign_insertion_plan(paper=plan, party=party, by=prospector, name="X", on=ON)
    sign_insertion_plan(paper=plan, party=Party.EMPLOYER, by=prospector, name="Delvaux", on=ON)
    assert InsertionPlan.objects.get().state.label == (
        "À signer par la personne et la mission régionale"
    )
