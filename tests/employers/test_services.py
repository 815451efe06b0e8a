"""What each service writes, what it refuses, and that a refusal leaves nothing behind."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from beneficiaries.enums import InsertionTest
from beneficiaries.rules.regimes import InsertionRule
from employers.enums import ContractType, EndReason, Need, ProposalStage, VacancyStatus
from employers.models import Employer, Placement, Requirement, Vacancy
from employers.rules import Pause, milestone
from employers.services.organisations import (
    create_employer,
    update_employer,
)
from employers.services.placements import contracts_of, end_placement, record_placement
from employers.services.proposals import (
    ElsewhereError,
    last_event,
    move_proposal,
    propose,
    take_move_back,
)
from employers.services.vacancies import (
    AskedSkill,
    close_vacancy,
    record_vacancy,
    require_skill,
    update_vacancy,
)
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    EmployerFactory,
    OccupationFactory,
    PlacementFactory,
    ProposalFactory,
    SkillFactory,
    VacancyFactory,
    WorkBreakFactory,
)

pytestmark = pytest.mark.django_db
ON = date(2025, 3, 3)


def contract(**changes) -> dict:
    return {
        "job_title": "Cariste",
        "contract_type": ContractType.CDD,
        "starts_on": date(2025, 3, 10),
        "planned_end_on": date(2025, 9, 9),
        "hours_per_week": Decimal("38"),
        "is_aided": False,
    } | changes


def sentences(refusal) -> str:
    return " ".join(refusal.value.messages)


def history(row) -> list[tuple[str, int | None]]:
    """Each change of the row: what was done, and by whom."""
    return [
        (event.pgh_label, event.pgh_context.metadata.get("user") if event.pgh_context else None)
        for event in row.events.order_by("pgh_id").select_related("pgh_context")
    ]


# Vacancies


def test_a_vacancy_is_recorded_with_what_it_asks_for(prospector):
    skill = SkillFactory()
    vacancy = record_vacancy(
        employer=EmployerFactory(),
        occupation=OccupationFactory(),
        title="Cariste",
        asked=[AskedSkill(skill, Need.MUST, 3)],
        by=prospector,
        on=ON,
    )
    assert (vacancy.received_on, vacancy.prospector, vacancy.created_by) == (
        ON,
        prospector,
        prospector,
    )
    assert list(vacancy.requirements.values_list("skill", "need", "level")) == [
        (skill.pk, "must", 3)
    ]


def test_a_vacancy_that_asks_twice_for_a_skill_is_not_half_recorded(prospector):
    skill = SkillFactory()
    asked = [AskedSkill(skill, Need.MUST, 3), AskedSkill(skill, Need.NICE, 1)]
    with pytest.raises(ValidationError, match="déjà demandée"):
        record_vacancy(
            employer=EmployerFactory(),
            occupation=OccupationFactory(),
            title="Cariste",
            asked=asked,
            by=prospector,
            on=ON,
        )
    assert not Vacancy.objects.exists()
    assert not Requirement.objects.exists()


def test_a_vacancy_keeps_what_an_update_does_not_name():
    vacancy = VacancyFactory(title="Cariste", schedule="6 h à 14 h")
    update_vacancy(vacancy=vacancy, on=today(), title="Cariste de nuit")
    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.schedule) == ("Cariste de nuit", "6 h à 14 h")
    assert vacancy.confirmed_on == today()


def test_a_skill_is_asked_once():
    vacancy, skill = VacancyFactory(), SkillFactory()
    require_skill(vacancy=vacancy, skill=skill, need=Need.MUST, level=2)
    with pytest.raises(ValidationError, match="déjà demandée"):
        require_skill(vacancy=vacancy, skill=skill, need=Need.NICE, level=2)


def test_a_vacancy_cannot_be_closed_before_it_was_received(prospector):
    vacancy = VacancyFactory(received_on=ON)
    with pytest.raises(ValidationError, match="ne peut pas précéder la réception"):
        close_vacancy(
            vacancy=vacancy,
            status=VacancyStatus.FILLED,
            on=ON - timedelta(days=1),
            by=prospector,
        )
    vacancy.refresh_from_db()
    assert vacancy.status == VacancyStatus.OPEN


def test_closing_is_written_in_the_history_of_each_proposal(prospector):
    proposal = ProposalFactory(sent=True)
    closed = close_vacancy(
        vacancy=proposal.vacancy,
        status=VacancyStatus.WITHDRAWN,
        on=proposal.stage_on,
        by=prospector,
    )
    assert closed == 1
    assert history(proposal)[-1] == ("update", prospector.pk)


# Proposals


def test_a_proposal_says_who_made_it(prospector, beneficiary):
    proposal = propose(vacancy=VacancyFactory(), beneficiary=beneficiary, by=prospector, on=ON)
    assert (proposal.stage, proposal.proposed_on) == (ProposalStage.PROPOSED, ON)
    assert history(proposal) == [("insert", prospector.pk)]


def test_a_person_is_proposed_once_for_a_vacancy(prospector):
    proposal = ProposalFactory()
    with pytest.raises(ValidationError, match="déjà proposée"):
        propose(vacancy=proposal.vacancy, beneficiary=proposal.beneficiary, by=prospector, on=ON)


@pytest.mark.parametrize("stage", [ProposalStage.REFUSED, ProposalStage.WITHDRAWN])
@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "kind"),
        ({"kind": "santé"}, "kind"),
        ({"kind": "other", "reason": "  "}, "reason"),
    ],
)
def test_a_refusal_has_a_reason(prospector, stage, sent, field):
    proposal = ProposalFactory()
    side = "" if stage == ProposalStage.REFUSED else "person"
    with pytest.raises(ValidationError) as refusal:
        move_proposal(proposal=proposal, stage=stage, side=side, on=ON, by=prospector, **sent)
    assert field in refusal.value.error_dict


@pytest.mark.parametrize(
    ("stage", "side"), [("refused", "person"), ("withdrawn", ""), ("withdrawn", "employer")]
)
def test_a_no_comes_from_who_may_say_it(prospector, stage, side):
    proposal = ProposalFactory()
    with pytest.raises(ValidationError) as refusal:
        move_proposal(proposal=proposal, stage=stage, side=side, kind="pay", on=ON, by=prospector)
    assert "side" in refusal.value.error_dict


def test_two_colleagues_who_move_from_the_same_stage_do_not_overwrite_each_other(prospector, coach):
    proposal = ProposalFactory()
    on = proposal.proposed_on
    move_proposal(proposal=proposal, stage="interview", seen="proposed", on=on, by=coach)
    with pytest.raises(ElsewhereError, match="Entretien d'embauche.*Nadia Ferrero"):
        move_proposal(proposal=proposal, stage="sent", seen="proposed", on=on, by=prospector)
    proposal.refresh_from_db()
    assert proposal.stage == ProposalStage.INTERVIEW


def test_a_move_is_taken_back_with_its_date_and_its_reason(prospector):
    proposal = ProposalFactory(refused=True)
    before = (proposal.stage, proposal.stage_on, proposal.refusal_kind, proposal.refusal_reason)
    moved = move_proposal(proposal=proposal, stage="sent", on=ON, by=prospector)
    back = take_move_back(proposal=moved, event=last_event(moved), by=prospector)
    assert (back.stage, back.stage_on, back.refusal_kind, back.refusal_reason) == before


def test_a_move_that_was_followed_by_another_is_not_taken_back(prospector, coach):
    proposal = ProposalFactory()
    move_proposal(proposal=proposal, stage="sent", on=ON, by=prospector)
    event = last_event(proposal)
    move_proposal(proposal=proposal, stage="interview", on=ON, by=coach)
    with pytest.raises(ElsewhereError):
        take_move_back(proposal=proposal, event=event, by=prospector)


def test_the_first_line_of_a_history_has_nothing_to_go_back_to(prospector):
    proposal = ProposalFactory()
    with pytest.raises(ElsewhereError):
        take_move_back(proposal=proposal, event=last_event(proposal), by=prospector)


def test_a_proposal_taken_up_again_forgets_its_refusal(prospector):
    proposal = ProposalFactory(refused=True)
    on = proposal.stage_on + timedelta(days=3)
    moved = move_proposal(proposal=proposal, stage=ProposalStage.SENT, on=on, by=prospector)
    assert (moved.stage, moved.stage_on, moved.refusal_reason) == ("sent", on, "")


def test_the_same_stage_again_keeps_its_date(prospector):
    proposal = ProposalFactory(sent=True)
    since = proposal.stage_on
    later = since + timedelta(days=3)
    moved = move_proposal(proposal=proposal, stage=ProposalStage.SENT, on=later, by=prospector)
    assert moved.stage_on == since


def test_a_stage_never_precedes_the_proposal(prospector):
    proposal = ProposalFactory()
    early = proposal.proposed_on - timedelta(days=9)
    moved = move_proposal(proposal=proposal, stage=ProposalStage.SENT, on=early, by=prospector)
    assert moved.stage_on == proposal.proposed_on


# Placements


def test_a_contract_marks_its_proposal_as_hired(coach, beneficiary):
    proposal = ProposalFactory(beneficiary=beneficiary, proposed_on=ON, stage_on=ON)
    placement = record_placement(
        beneficiary=beneficiary,
        employer=proposal.vacancy.employer,
        proposal=proposal,
        by=coach,
        **contract(),
    )
    proposal.refresh_from_db()
    assert (placement.vacancy, placement.last_day) == (proposal.vacancy, date(2025, 9, 9))
    assert (proposal.stage, proposal.stage_on) == (ProposalStage.HIRED, date(2025, 3, 10))
    assert history(placement) == [("insert", coach.pk)]


def test_a_refused_proposal_that_is_hired_after_all_forgets_the_refusal(coach, beneficiary):
    proposal = ProposalFactory(beneficiary=beneficiary, refused=True)
    record_placement(
        beneficiary=beneficiary,
        employer=proposal.vacancy.employer,
        proposal=proposal,
        by=coach,
        **contract(),
    )
    proposal.refresh_from_db()
    assert (proposal.refusal_side, proposal.refusal_kind, proposal.refusal_reason) == ("", "", "")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param(
            {"planned_end_on": date(2025, 3, 9)}, "ne peut pas précéder", id="end before start"
        ),
        pytest.param({"planned_end_on": None}, "Un CDD a un terme", id="a fixed term without end"),
        pytest.param({"contract_type": ContractType.CDI}, "Un CDI n'a pas", id="CDI with an end"),
        pytest.param({"hours_per_week": Decimal(61)}, "entre 1 et 60 heures", id="hours"),
        pytest.param({"job_title": ""}, "vide", id="no title"),
    ],
)
def test_a_contract_that_contradicts_itself_is_refused_whole(coach, beneficiary, changes, sentence):
    proposal = ProposalFactory(beneficiary=beneficiary)
    with pytest.raises(ValidationError) as refusal:
        record_placement(
            beneficiary=beneficiary,
            employer=proposal.vacancy.employer,
            proposal=proposal,
            by=coach,
            **contract(**changes),
        )
    assert sentence in sentences(refusal)
    proposal.refresh_from_db()
    assert proposal.stage == ProposalStage.PROPOSED
    assert not Placement.objects.exists()


def test_a_contract_takes_no_one_elses_proposal(coach, beneficiary):
    proposal = ProposalFactory()
    with pytest.raises(ValidationError, match="une autre personne"):
        record_placement(
            beneficiary=beneficiary,
            employer=proposal.vacancy.employer,
            proposal=proposal,
            by=coach,
            **contract(),
        )
    own = ProposalFactory(beneficiary=beneficiary)
    with pytest.raises(ValidationError) as refusal:
        record_placement(
            beneficiary=beneficiary,
            employer=EmployerFactory(),
            proposal=own,
            by=coach,
            **contract(),
        )
    assert "employer" in refusal.value.error_dict


def test_a_proposal_leads_to_one_contract_only(coach, beneficiary):
    proposal = ProposalFactory(beneficiary=beneficiary)
    signed = contract(
        beneficiary=beneficiary,
        employer=proposal.vacancy.employer,
        proposal=proposal,
        by=coach,
    )
    record_placement(**signed)
    with pytest.raises(ValidationError, match="déjà engagée"):
        record_placement(**signed)
    assert beneficiary.placements.count() == 1


def test_the_end_of_a_contract_moves_its_last_day(coach):
    placement = PlacementFactory(open_ended=True, starts_on=date(2025, 3, 10))
    ended = end_placement(
        placement=placement, ended_on=date(2025, 4, 4), reason=EndReason.RESIGNED, by=coach
    )
    assert (ended.last_day, ended.end_reason) == (date(2025, 4, 4), "resigned")
    assert history(placement)[-1] == ("update", coach.pk)


def test_a_contract_does_not_end_before_it_begins(coach):
    placement = PlacementFactory(open_ended=True, starts_on=date(2025, 3, 10))
    with pytest.raises(ValidationError, match="ne peut pas précéder"):
        end_placement(
            placement=placement, ended_on=date(2025, 3, 9), reason=EndReason.TERM, by=coach
        )


def test_contracts_are_read_as_the_rules_ask_for_them(beneficiary, django_assert_num_queries):
    first = PlacementFactory(
        beneficiary=beneficiary, fixed_term=True, starts_on=date(2024, 11, 4),
        ended_on=date(2025, 1, 3), end_reason=EndReason.DISMISSED,
    )  # fmt: skip
    second = PlacementFactory(beneficiary=beneficiary, starts_on=date(2025, 2, 1))
    PlacementFactory(beneficiary=beneficiary, starts_on=date(2024, 11, 3))
    PlacementFactory(starts_on=date(2025, 2, 1))
    off = WorkBreakFactory(placement=second, starts_on=date(2025, 3, 1), ends_on=date(2025, 3, 2))
    WorkBreakFactory(placement=second, starts_on=date(2025, 3, 10), is_counted=True)
    with django_assert_num_queries(2):
        found = contracts_of(beneficiary, since=date(2024, 11, 4))
    assert found[1].pauses == (Pause(starts_on=off.starts_on, ends_on=off.ends_on),)
    assert [(one.employer_id, one.last_day, one.is_open_ended) for one in found] == [
        (first.employer_id, date(2025, 1, 3), False),
        (second.employer_id, None, True),
    ]
    rule = InsertionRule(
        test=InsertionTest.MONTHS_EMPLOYED, months_same=3, months_several=6, article="art. 1er"
    )
    assert milestone(found, rule, date(2025, 3, 1)).reached_on == date(2025, 5, 2)


def test_ending_a_contract_early_takes_the_milestone_away(coach, beneficiary):
    rule = InsertionRule(
        test=InsertionTest.MONTHS_EMPLOYED, months_same=3, months_several=6, article="art. 1er"
    )
    placement = PlacementFactory(beneficiary=beneficiary, starts_on=date(2025, 2, 10))
    before = milestone(contracts_of(beneficiary, since=ON.replace(month=1)), rule, ON)
    end_placement(
        placement=placement, ended_on=date(2025, 4, 27), reason=EndReason.DISMISSED, by=coach
    )
    after = milestone(contracts_of(beneficiary, since=ON.replace(month=1)), rule, ON)
    assert before.reached_on == date(2025, 5, 9)
    assert after.reached_on is None
    assert str(after.missing) == "12 jours"


# Employers


def test_two_colleagues_who_encode_one_number_at_once_hear_it_in_words(prospector):
    create_employer(by=prospector, name="Sambre Logistique", bce="0403019261")
    with pytest.raises(ValidationError) as refusal:
        create_employer(by=prospector, name="Sambre", bce="0403019261")
    assert refusal.value.message_dict == {"bce": ["Un employeur a déjà ce numéro BCE."]}
    other = EmployerFactory()
    with pytest.raises(ValidationError):
        update_employer(employer=other, bce="0403019261")
    assert Employer.objects.filter(bce="0403019261").count() == 1


def test_the_person_may_have_several_contracts_at_once(coach):
    person = BeneficiaryFactory(coach=coach)
    for employer in (EmployerFactory(), EmployerFactory()):
        record_placement(beneficiary=person, employer=employer, by=coach, **contract())
    assert person.placements.count() == 2
