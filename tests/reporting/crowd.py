"""A crowd whose dates fall on and around every border of two years, the same at each run."""

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from beneficiaries.enums import (
    Diploma,
    Household,
    IntakeSource,
    Residence,
    Sex,
    SituationKind,
    Verdict,
)
from beneficiaries.models import Assessment, Beneficiary, Locality, Situation
from coaching.enums import Channel, ExitReason, FirstInterview, FollowUpKind, Outcome, Phase
from coaching.models import FollowUp, Journey
from employers.enums import ContractType, EndReason
from employers.models import Placement
from mirec.core.periods import months_after
from tests.factories import (
    CohortFactory,
    EmployerFactory,
    LocalityFactory,
    PartnerFactory,
    ProgrammeFactory,
    RegimeFactory,
    UserFactory,
)
from tests.reporting.hired import follow_hires
from training.enums import AttendanceState, EnrolmentStatus, SessionKind
from training.models import Attendance, Enrolment, Session

PERSONS = 140
BORDERS = [
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 6, 15),
    date(2026, 6, 16),
]
ANSWERED = [ExitReason.REFUSED, ExitReason.ORIENTED, ExitReason.REFUSED_AUTOMATICALLY]
AFTER = [each for each in ExitReason if each not in ANSWERED]
NO_DECISION = [ExitReason.GAVE_UP, ExitReason.NO_CONTACT]


class Crowd:
    """Draws by a seeded generator; `build()` writes everything."""

    def __init__(self, seed: int = 20231213) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - a test's dice
        self.coach = UserFactory(coach=True)
        self.regimes = {code: RegimeFactory(code=code) for code in ("R2009", "R2024")}
        self.criteria = {
            code: list(
                regime.criteria.filter(is_general=False)
                .order_by("order")
                .values_list("code", flat=True)
            )
            for code, regime in self.regimes.items()
        }

    def day(self, first: date = date(2023, 10, 1), last: date = date(2026, 9, 30)) -> date:
        """A border day in one draw out of three, when one lies between."""
        borders = [each for each in BORDERS if first <= each <= last]
        if borders and self.draw.random() < 0.34:
            return self.draw.choice(borders)
        return first + timedelta(days=self.draw.randrange((last - first).days + 1))

    def some(self, values) -> str:
        """One of the values, or nothing filled in, now and then."""
        return "" if self.draw.random() < 0.12 else self.draw.choice(list(values))

    def build(self) -> None:
        persons = self.persons()
        for person in persons:
            self.journeys(person)
            self.situations(person)
            self.placements(person)
            self.follow_ups(person)
        self.trainings(persons)
        follow_hires(self.draw, self.day, self.coach)

    def persons(self) -> list[Beneficiary]:
        places = [
            LocalityFactory(postal_code=code, name=name, commune=commune)
            for code, name, commune in (
                ("6000", "Charleroi", "Charleroi"),
                ("6001", "Marcinelle", "Charleroi"),
                ("6240", "Farciennes", "Farciennes"),
                ("6200", "Châtelet", "Châtelet"),
            )
        ]
        self.places: list[Locality | None] = [*places, None]
        return Beneficiary.objects.bulk_create(
            Beneficiary(
                file_number=f"C-{number:05d}",
                team=self.coach.team or self.team(),
                coach=self.coach,
                first_name="Camille",
                last_name=f"Dupont {number}",
                born_on=self.birth(),
                sex=self.some(Sex.values),
                diploma=self.some(Diploma.values),
                source=self.some(IntakeSource.values),
                residence=self.some(Residence.values),
                household=self.some(Household.values),
                locality=self.draw.choice(self.places),
            )
            for number in range(PERSONS)
        )

    def team(self):
        from_factory = UserFactory(coach=True)
        return from_factory.team

    def birth(self) -> date | None:
        if self.draw.random() < 0.08:
            return None
        year = self.draw.choice([1969, 1970, 1971, 1980, 1981, 1990, 1991, 2000, 2001, 2006])
        return self.draw.choice([date(year, 1, 1), date(year, 12, 31), date(year, 6, 15)])

    def journeys(self, person: Beneficiary) -> None:
        opened = self.day(last=date(2026, 6, 20))
        for _ in range(self.draw.choice([0, 1, 1, 2, 3])):
            journey = self.journey(person, opened)
            if journey.closed_on is None or journey.closed_on >= date(2026, 6, 1):
                return
            opened = self.day(first=journey.closed_on, last=date(2026, 6, 20))

    def journey(self, person: Beneficiary, opened: date) -> Journey:
        agreed = (
            None
            if self.draw.random() < 0.3
            else self.day(first=opened, last=opened + timedelta(days=70))
        )
        code = "R2024" if (agreed or opened) >= date(2024, 1, 1) else "R2009"
        journey = Journey(
            beneficiary=person,
            regime=self.regimes[code],
            phase_since=agreed or opened,
            first_interview=self.draw.choice(FirstInterview.values),
            opened_on=opened,
            intake_due_on=months_after(opened, 2) if opened >= date(2024, 1, 1) else None,
        )
        if agreed:
            self.agree(journey, agreed, code)
        if self.draw.random() < 0.6:
            self.close(journey)
        journey.save()
        return journey

    def agree(self, journey: Journey, agreed: date, code: str) -> None:
        met = sorted(self.draw.sample(self.criteria[code], self.draw.choice([0, 1, 1, 2, 3, 5])))
        journey.agreed_on, journey.agreed_by = agreed, self.coach
        journey.phase = Phase.TOWARDS_EMPLOYMENT
        journey.is_derogation = not met
        journey.derogation_reason = "" if met else "Très éloignée de l'emploi."
        journey.due_on = months_after(agreed, 24) if code == "R2024" else None
        journey.assessment = Assessment.objects.create(
            beneficiary=journey.beneficiary,
            regime=journey.regime,
            assessed_on=agreed,
            facts={"registered_months_of_36": self.draw.choice([None, 0, 11, 12, 23, 24, 36])},
            answers={"general": [], "criteria": []},
            verdict=Verdict.ELIGIBLE if met else Verdict.NOT_ELIGIBLE,
            criteria_met=met,
            derogation_possible=not met,
            sentence="Phrase.",
            assessed_by=self.coach,
        )
        if self.draw.random() < 0.4:
            journey.sustained_on = self.day(first=agreed, last=date(2026, 12, 31))
            journey.sustained_reason = "Trois mois chez un même employeur."

    def close(self, journey: Journey) -> None:
        first = journey.agreed_on or journey.opened_on
        journey.closed_on = self.day(first=first, last=max(first, date(2026, 7, 1)))
        reasons = AFTER if journey.agreed_on else ANSWERED + NO_DECISION
        journey.exit_reason = self.draw.choice(reasons)
        if journey.exit_reason != ExitReason.REFUSED_AUTOMATICALLY:
            journey.closed_by = self.coach

    def situations(self, person: Beneficiary) -> None:
        for kind in self.draw.sample(SituationKind.values, self.draw.choice([0, 1, 2, 3])):
            start = self.day()
            ends = None if self.draw.random() < 0.4 else self.day(first=start)
            Situation.objects.create(
                beneficiary=person, kind=kind, starts_on=start, ends_on=ends, created_by=self.coach
            )

    def placements(self, person: Beneficiary) -> None:
        if not hasattr(self, "employers"):
            sectors = ("Nettoyage", "Construction", "", "Soins")
            self.employers = [EmployerFactory(sector=sector) for sector in sectors]
        for _ in range(self.draw.choice([0, 0, 1, 2, 4])):
            start = self.day()
            kind = self.draw.choice(ContractType.values)
            term = None if kind == ContractType.CDI else self.day(first=start)
            ended = self.day(first=start) if self.draw.random() < 0.4 else None
            Placement.objects.create(
                beneficiary=person,
                employer=self.draw.choice(self.employers),
                job_title="Aide-cuisinière",
                contract_type=kind,
                is_aided=self.draw.random() < 0.3,
                starts_on=start,
                planned_end_on=term,
                ended_on=ended,
                end_reason=EndReason.TERM if ended else "",
                hours_per_week=self.draw.choice(
                    [Decimal("18.9"), Decimal("19.0"), Decimal("37.9"), Decimal("38.0")]
                ),
            )

    def follow_ups(self, person: Beneficiary) -> None:
        FollowUp.objects.bulk_create(
            FollowUp(
                beneficiary=person,
                happened_on=self.day(),
                channel=self.draw.choice(Channel.values),
                kind=self.draw.choice(FollowUpKind.values),
                outcome=self.draw.choice(Outcome.values),
                minutes=self.draw.choice([0, 5, 50, 61]),
                audience=self.draw.choice(["team", "private"]),
                created_by=self.coach,
            )
            for _ in range(self.draw.choice([0, 1, 3]))
        )

    def trainings(self, persons: list[Beneficiary]) -> None:
        operators = [PartnerFactory(operator=True, name=name) for name in ("IFAPME", "Forem")]
        programmes = [ProgrammeFactory(operator=each) for each in (*operators, operators[0])]
        for number, programme in enumerate(programmes * 2):
            self.cohort(programme, self.draw.sample(persons, 12), number)

    def cohort(self, programme, persons: list[Beneficiary], number: int) -> None:
        cohort = CohortFactory(
            programme=programme, starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 31)
        )
        enrolments = [self.enrolment(cohort, person) for person in persons]
        for _ in range(14):
            session = self.session(cohort, number)
            for enrolment in self.draw.sample(enrolments, self.draw.choice([0, 4, 10])):
                self.attendance(session, enrolment)

    def enrolment(self, cohort, person: Beneficiary) -> Enrolment:
        status = self.draw.choice(EnrolmentStatus.values)
        is_over = status in {EnrolmentStatus.COMPLETED, EnrolmentStatus.DROPPED}
        return Enrolment.objects.create(
            cohort=cohort,
            beneficiary=person,
            status=status,
            enrolled_on=date(2023, 12, 1),
            ended_on=self.day(first=date(2024, 1, 1)) if is_over else None,
        )

    def session(self, cohort, number: int) -> Session:
        """Late and early hours: the day at the office is not always the day in UTC. Each cohort
        has minutes of its own, for nobody is in two places at once.
        """
        hour = self.draw.choice([time(0, 15), time(8, 30), time(23, 30)])
        starts = timezone.make_aware(datetime.combine(self.day(), hour))
        starts += timedelta(minutes=4 * number)
        is_cancelled = self.draw.random() < 0.15
        return Session.objects.create(
            cohort=cohort,
            kind=self.draw.choice(SessionKind.values),
            title="Séance",
            starts_at=starts,
            ends_at=starts + timedelta(minutes=1),
            place="Centre",
            cancelled_at=starts if is_cancelled else None,
            cancelled_by=self.coach if is_cancelled else None,
        )

    def attendance(self, session: Session, enrolment: Enrolment) -> None:
        state = self.draw.choice(list(AttendanceState))
        Attendance.objects.create(
            session=session,
            enrolment=enrolment,
            state=state,
            minutes=self.draw.choice([0, 45, 200]) if state.has_hours else 0,
            recorded_by=self.coach,
        )
