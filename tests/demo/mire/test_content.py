"""The demo shows everything the house can meet, in the numbers that were asked for."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from beneficiaries.enums import (
    Diploma,
    HandicapProof,
    Household,
    IntakeSource,
    Sex,
    SituationKind,
    SkillKind,
    SkillLevel,
    SkillOrigin,
    Verdict,
)
from beneficiaries.models import (
    Assessment,
    Beneficiary,
    BeneficiarySkill,
    HandicapRecognition,
    Situation,
    Skill,
)
from coaching.enums import (
    Audience,
    Channel,
    ExitReason,
    FirstInterview,
    FollowUpKind,
    Outcome,
    Phase,
)
from coaching.models import FollowUp, Journey
from employers.bce import unit_compacted
from employers.day.lines import Matter
from employers.day.queue import queue_of
from employers.enums import ContractType, EndReason, Need, ProposalStage, VacancyStatus
from employers.models import Employer, Placement, Proposal, Requirement, Site, Vacancy
from employers.rules.completeness import missing
from mirec.accounts.enums import Role
from mirec.accounts.models import Team, User
from partners.enums import PartnerKind
from partners.models import Partner
from reporting.models import QualitativeSection, Story
from training.enums import (
    AttendanceSource,
    AttendanceState,
    EnrolmentStatus,
    Match,
    SessionKind,
    Settlement,
)
from training.models import (
    Attendance,
    CalendarFeed,
    Cohort,
    Enrolment,
    OperatorSheet,
    Programme,
    Session,
)
from training.queries.operator_lists import ALL, Pairs, balance_of, strangers_of

pytestmark = pytest.mark.django_db
SHOWN = [
    (Journey, "phase", Phase),
    (Journey, "exit_reason", ExitReason),
    (Journey, "first_interview", FirstInterview),
    (FollowUp, "channel", Channel),
    (FollowUp, "kind", FollowUpKind),
    (FollowUp, "outcome", Outcome),
    (FollowUp, "audience", Audience),
    (Placement, "contract_type", ContractType),
    (Placement, "end_reason", EndReason),
    (Proposal, "stage", ProposalStage),
    (Vacancy, "status", VacancyStatus),
    (Requirement, "need", Need),
    (Enrolment, "status", EnrolmentStatus),
    (Attendance, "state", AttendanceState),
    (Attendance, "source", AttendanceSource),
    (Session, "kind", SessionKind),
    (Assessment, "verdict", Verdict),
    (
        Situation,
        "kind",
        sorted(set(SituationKind) - {SituationKind.OTHER_AID, SituationKind.MATERNITY}),
    ),
    (HandicapRecognition, "kind", HandicapProof),
    (Beneficiary, "sex", Sex),
    (Beneficiary, "diploma", sorted(set(Diploma) - {Diploma.MASTER})),
    (Beneficiary, "household", Household),
    (Beneficiary, "source", IntakeSource),
    (BeneficiarySkill, "level", SkillLevel),
    (BeneficiarySkill, "origin", SkillOrigin),
    (Skill, "kind", SkillKind),
    (Partner, "kind", sorted(set(PartnerKind) - {PartnerKind.OTHER})),
]


@pytest.mark.parametrize(
    ("model", "field", "values"), SHOWN, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_every_value_of_a_list_appears(mire, model, field, values):
    found = set(model.objects.values_list(field, flat=True))
    assert {value.value for value in values} <= found


@pytest.mark.parametrize("regime", ["R2009", "R2024"])
def test_every_condition_of_the_law_opened_the_door_to_someone(mire, regime):
    taken = Journey.objects.filter(agreed_on__isnull=False, regime__code=regime)
    met = taken.values_list("assessment__criteria_met", flat=True)
    assert {code for codes in met for code in codes} == {str(number) for number in range(1, 10)}


@pytest.mark.parametrize(
    ("model", "count"),
    [
        (Team, 3),
        (Beneficiary, 400),
        (Employer, 120),
        (Vacancy, 150),
        (Programme, 9),
        (QualitativeSection, 5),
        (Story, 4),
    ],
)
def test_there_are_as_many_as_were_asked_for(mire, model, count):
    assert model.objects.count() == count


@pytest.mark.parametrize(
    ("role", "count"),
    [
        (Role.COACH, 12),
        (Role.PROSPECTOR, 4),
        (Role.COORDINATOR, 2),
        (Role.MANAGER, 2),
        (Role.ADMINISTRATOR, 1),
    ],
)
def test_the_house_has_its_people(mire, role, count):
    assert User.objects.with_role(role).count() == count


def test_every_coach_follows_persons_of_the_own_team(mire):
    for coach in User.objects.with_role(Role.COACH):
        caseload = coach.caseload.all()
        assert len(caseload) > 10
        assert {person.team_id for person in caseload} == {coach.team_id}


def test_every_coach_has_a_step_that_is_due(mire):
    for coach in User.objects.with_role(Role.COACH):
        assert FollowUp.objects.step_due(mire).filter(created_by=coach).exists()


def test_some_agreements_end_within_a_month_and_one_is_late(mire):
    soon = Journey.objects.due_within(30, mire).filter(agreed_on__isnull=False)
    assert soon.filter(due_on__gte=mire).count() >= 3
    assert soon.filter(due_on__lt=mire).exists()


def test_someone_is_always_in_intake(mire):
    assert Journey.objects.open().filter(agreed_on__isnull=True).count() >= 10


def test_someone_came_back_after_a_first_parcours(mire):
    assert Beneficiary.objects.filter(journeys__closed_on__isnull=False).filter(
        journeys__closed_on__isnull=True
    )


def test_past_running_and_coming_cohorts_have_learners(mire):
    running = Cohort.objects.running(mire)
    past = Cohort.objects.filter(ends_on__lt=mire)
    coming = Cohort.objects.filter(starts_on__gt=mire)
    for cohorts in (past, running, coming):
        assert Enrolment.objects.filter(cohort__in=cohorts).count() >= 5


def test_there_are_sessions_in_the_week_before_and_after(mire):
    day = timezone.make_aware(datetime.combine(mire, datetime.min.time()))
    for start in (day - timedelta(days=7), day, day + timedelta(days=7)):
        assert Session.objects.between(start, start + timedelta(days=7)).count() > 10


def test_persons_with_an_account_have_sessions_to_come_and_some_a_calendar(mire):
    people = Beneficiary.objects.filter(user__isnull=False)
    assert len(people) >= 4
    day = timezone.make_aware(datetime.combine(mire, datetime.min.time()))
    for person in people:
        mine = Session.objects.filter(cohort__enrolments__beneficiary=person)
        assert mine.filter(starts_at__gte=day).exists()
    assert CalendarFeed.objects.filter(beneficiary__in=people).exists()


def test_an_operator_sent_its_list_and_some_of_what_differs_is_settled(mire):
    sheet = OperatorSheet.objects.get()
    pairs = Pairs(sheet, 500, ALL)[0:500]
    assert {pair.match for pair in pairs} == set(Match)
    assert {pair.settlement for pair in pairs} == {None, *Settlement}
    assert balance_of(sheet).open_count
    assert {name["settlement"] for name in strangers_of(sheet)} == {"", Settlement.OURS}


def test_some_absences_have_their_paper_in_the_file(mire):
    proved = Attendance.objects.filter(proof__isnull=False)
    assert proved.filter(state=AttendanceState.EXCUSED).count() == proved.count() > 0


def test_texts_have_no_hole_left(mire):
    assert not FollowUp.objects.filter(text__contains="{").exists()
    assert FollowUp.objects.filter(text="", outcome=Outcome.DONE).count() == 0


def test_a_person_with_an_agreement_of_some_weeks_has_eight_to_fifteen_follow_ups(mire):
    long = Journey.objects.filter(
        agreed_on__lt=mire - timedelta(days=120), closed_on__isnull=True
    ).exclude(beneficiary__journeys__closed_on__isnull=False)
    counts = [journey.beneficiary.follow_ups.count() for journey in long]
    assert counts
    assert all(6 <= count <= 15 for count in counts)
    assert sum(counts) / len(counts) > 9


def test_each_prospector_finds_every_kind_of_line_in_the_day(mire):
    for prospector in User.objects.with_role(Role.PROSPECTOR):
        groups = queue_of(prospector, mire, own_only=True).groups
        assert {group.matter for group in groups} == set(Matter)


def test_most_open_vacancies_are_told_in_full_and_some_are_not(mire):
    vacancies = list(Vacancy.objects.open())
    complete = [vacancy for vacancy in vacancies if not missing(vars(vacancy))]
    assert len(vacancies) / 2 < len(complete) < len(vacancies)
    for site in Site.objects.all():
        assert unit_compacted(site.unit_number) == site.unit_number
