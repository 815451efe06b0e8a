"""Programmes, cohorts, sessions, enrolments and attendance."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from mirec.core.periods import today
from tests.factories.accounts import UserFactory
from tests.factories.beneficiaries import BeneficiaryFactory, OccupationFactory, SkillFactory
from tests.factories.partners import PartnerFactory
from training.enums import (
    AttendanceState,
    ClaimKind,
    EnrolmentStatus,
    Measure,
    RateCode,
    RunStatus,
    SessionKind,
)
from training.models import (
    Attendance,
    BankAccount,
    CalendarFeed,
    Claim,
    ClaimCorrection,
    ClaimProof,
    Cohort,
    Enrolment,
    LedgerLine,
    OperatorLine,
    OperatorSheet,
    Payment,
    PaymentRun,
    Prerequisite,
    Programme,
    Rate,
    SchoolHoliday,
    Session,
    SessionAnswer,
    SkillResult,
    TaughtSkill,
)
from training.rules.weeks import instant


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    title = factory.Sequence(lambda n: f"Formation {n}")
    occupation = factory.SubFactory(OccupationFactory)
    operator = factory.SubFactory(PartnerFactory, operator=True)
    theory_hours = 320
    practice_hours = 240


class TaughtSkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TaughtSkill

    programme = factory.SubFactory(ProgrammeFactory)
    skill = factory.SubFactory(SkillFactory)


class PrerequisiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Prerequisite

    programme = factory.SubFactory(ProgrammeFactory)
    skill = factory.SubFactory(SkillFactory)


class SchoolHolidayFactory(factory.django.DjangoModelFactory):
    """Of a year that nobody teaches in, away from the ones that the migrations wrote."""

    class Meta:
        model = SchoolHoliday

    name = "Congé d'automne"
    starts_on = factory.Sequence(lambda n: date(2090, 1, 1) + timedelta(weeks=2 * n))
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=11))
    source = "Circulaire de la Fédération Wallonie-Bruxelles"


class CohortFactory(factory.django.DjangoModelFactory):
    """A cohort that runs on the day."""

    class Meta:
        model = Cohort

    class Params:
        on = factory.LazyFunction(today)
        past = factory.Trait(
            starts_on=factory.LazyAttribute(lambda o: o.on - timedelta(days=200)),
            ends_on=factory.LazyAttribute(lambda o: o.on - timedelta(days=80)),
        )
        coming = factory.Trait(
            starts_on=factory.LazyAttribute(lambda o: o.on + timedelta(days=30)),
            ends_on=factory.LazyAttribute(lambda o: o.on + timedelta(days=150)),
        )

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Groupe {n}")
    coordinator = factory.SubFactory(UserFactory, coordinator=True)
    starts_on = factory.LazyAttribute(lambda o: o.on - timedelta(days=30))
    ends_on = factory.LazyAttribute(lambda o: o.on + timedelta(days=60))
    places = 12
    site = "Rue de Montigny 12, 6000 Charleroi"


def soon() -> datetime:
    """In five minutes; late in the evening a little earlier, so that the session ends that day."""
    return min(timezone.now() + timedelta(minutes=5), midnight() - timedelta(minutes=9))


def midnight() -> datetime:
    """That ends the day at the office."""
    return instant(today() + timedelta(days=1))


class SessionFactory(factory.django.DjangoModelFactory):
    """A morning of theory, on the day `on`; `at_the_door`: begins now, for three hours at most."""

    class Meta:
        model = Session

    class Params:
        on = factory.LazyFunction(today)
        at_the_door = factory.Trait(
            starts_at=factory.LazyFunction(soon),
            ends_at=factory.LazyAttribute(
                lambda o: min(o.starts_at + timedelta(hours=3), midnight() - timedelta(seconds=1))
            ),
        )
        practice = factory.Trait(kind=SessionKind.PRACTICE, title="Pratique en entreprise")
        cancelled = factory.Trait(
            cancelled_at=factory.LazyFunction(timezone.now),
            cancelled_by=factory.SelfAttribute("cohort.coordinator"),
            revision=1,
        )

    cohort = factory.SubFactory(CohortFactory, on=factory.SelfAttribute("..on"))
    kind = SessionKind.THEORY
    title = "Hygiène et sécurité"
    starts_at = factory.LazyAttribute(
        lambda o: timezone.make_aware(datetime.combine(o.on, time(9)))
    )
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=3))
    place = "Rue de Montigny 12, 6000 Charleroi"


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment

    class Params:
        on = factory.LazyFunction(today)
        waiting = factory.Trait(status=EnrolmentStatus.WAITING)
        completed = factory.Trait(
            status=EnrolmentStatus.COMPLETED, ended_on=factory.LazyAttribute(lambda o: o.on)
        )
        dropped = factory.Trait(
            status=EnrolmentStatus.DROPPED,
            ended_on=factory.LazyAttribute(lambda o: o.on),
            end_reason="Garde d'enfant impossible à cet horaire.",
        )

    cohort = factory.SubFactory(CohortFactory)
    beneficiary = factory.SubFactory(BeneficiaryFactory)
    status = EnrolmentStatus.ENROLLED
    enrolled_on = factory.LazyAttribute(lambda o: o.on - timedelta(days=40))


class SessionAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionAnswer

    class Params:
        away = factory.Trait(is_coming=False, reason="Rendez-vous au CPAS.")

    session = factory.SubFactory(SessionFactory)
    enrolment = factory.SubFactory(
        EnrolmentFactory, cohort=factory.SelfAttribute("..session.cohort")
    )
    is_coming = True
    answered_at = factory.LazyFunction(timezone.now)


class SkillResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SkillResult

    class Params:
        noted = factory.Trait(level=3, noted_on=factory.LazyFunction(today))

    enrolment = factory.SubFactory(EnrolmentFactory)
    skill = factory.SubFactory(SkillFactory)


class OperatorSheetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OperatorSheet

    cohort = factory.SubFactory(CohortFactory)
    starts_on = factory.SelfAttribute("cohort.starts_on")
    ends_on = factory.SelfAttribute("cohort.ends_on")
    file = factory.django.FileField(filename="heures.csv", data=b"nom;jour;heures\n")
    name = "heures.csv"
    media_type = "text/csv"
    size = 16
    sha256 = "0" * 64


class OperatorLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OperatorLine

    sheet = factory.SubFactory(OperatorSheetFactory)
    enrolment = factory.SubFactory(EnrolmentFactory, cohort=factory.SelfAttribute("..sheet.cohort"))
    number = factory.Sequence(lambda n: n + 2)
    typed_name = factory.LazyAttribute(lambda o: o.enrolment.beneficiary.full_name)
    worked_on = factory.SelfAttribute("sheet.starts_on")
    minutes = 180


class AttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendance

    class Params:
        late = factory.Trait(state=AttendanceState.LATE, minutes=150)
        absent = factory.Trait(state=AttendanceState.ABSENT, minutes=0)
        excused = factory.Trait(state=AttendanceState.EXCUSED, minutes=0)

    session = factory.SubFactory(SessionFactory)
    enrolment = factory.SubFactory(
        EnrolmentFactory, cohort=factory.SelfAttribute("..session.cohort")
    )
    state = AttendanceState.PRESENT
    minutes = 180
    recorded_by = factory.SelfAttribute("session.cohort.coordinator")


class CalendarFeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    class Params:
        revoked = factory.Trait(revoked_at=factory.LazyFunction(timezone.now))

    beneficiary = factory.SubFactory(BeneficiaryFactory, with_account=True)


IBAN = "BE71096123456769"


class RateFactory(factory.django.DjangoModelFactory):
    """A rate of a time before ours, beside those that the migration laid."""

    class Meta:
        model = Rate

    code = RateCode.KM
    value = Decimal("0.15")
    valid_from = factory.Sequence(lambda n: date(1900, 1, 1) + timedelta(days=n))
    valid_to = factory.SelfAttribute("valid_from")
    source = "Note interne de test"
    is_certain = True


class BankAccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BankAccount

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    iban = IBAN
    holder = factory.LazyAttribute(lambda o: o.beneficiary.full_name[:70])
    valid_from = date(2020, 1, 1)


class PaymentRunFactory(factory.django.DjangoModelFactory):
    """The month before, given up; `draft` is in preparation."""

    class Meta:
        model = PaymentRun

    class Params:
        on = factory.LazyFunction(today)
        draft = factory.Trait(status=RunStatus.DRAFT)
        validated = factory.Trait(
            status=RunStatus.VALIDATED,
            validated_on=factory.SelfAttribute("on"),
            validated_by=factory.SubFactory(UserFactory, manager=True),
            file="<Document/>",
        )

    status = RunStatus.DISCARDED
    month_on = factory.LazyAttribute(
        lambda o: (o.on.replace(day=1) - timedelta(days=1)).replace(day=1)
    )
    prepared_on = factory.SelfAttribute("on")
    execution_on = factory.SelfAttribute("on")
    created_by = factory.SubFactory(UserFactory, coordinator=True)


class LedgerLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LedgerLine

    session = factory.SubFactory(SessionFactory)
    enrolment = factory.SubFactory(
        EnrolmentFactory, cohort=factory.SelfAttribute("..session.cohort")
    )
    measure = Measure.DONE
    minutes = factory.SelfAttribute("session.minutes")
    worked_on = factory.LazyAttribute(lambda o: timezone.localdate(o.session.starts_at))


class PaymentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Payment

    run = factory.SubFactory(PaymentRunFactory)
    enrolment = factory.SubFactory(EnrolmentFactory)
    minutes = 600
    hours_eur = Decimal("20.00")
    withheld_eur = Decimal("0.00")
    claims_eur = Decimal("0.00")
    total_eur = factory.LazyAttribute(lambda o: o.hours_eur - o.withheld_eur + o.claims_eur)
    iban = IBAN
    holder = "Karim Benali"
    content = factory.LazyFunction(list)


class ClaimFactory(factory.django.DjangoModelFactory):
    """A bus pass that nobody has decided on yet."""

    class Meta:
        model = Claim

    class Params:
        on = factory.LazyFunction(today)
        granted = factory.Trait(
            granted_eur=factory.SelfAttribute("asked_eur"),
            decided_on=factory.SelfAttribute("on"),
            decided_by=factory.SubFactory(UserFactory, manager=True),
        )

    enrolment = factory.SubFactory(EnrolmentFactory)
    kind = ClaimKind.TRANSIT
    spent_on = factory.SelfAttribute("on")
    asked_eur = Decimal("12.50")
    created_by = factory.SubFactory(UserFactory, coordinator=True)


class ClaimCorrectionFactory(factory.django.DjangoModelFactory):
    """The whole of granted costs taken back."""

    class Meta:
        model = ClaimCorrection

    claim = factory.SubFactory(ClaimFactory, granted=True)
    eur = factory.LazyAttribute(lambda line: -line.claim.granted_eur)
    reason = "Ticket d'une autre personne"
    created_by = factory.SubFactory(UserFactory, manager=True)


class ClaimProofFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ClaimProof

    claim = factory.SubFactory(ClaimFactory)
    file = factory.django.FileField(filename="ticket.pdf", data=b"%PDF-1.4")
    name = "ticket.pdf"
    media_type = "application/pdf"
    size = 8
    sha256 = "0" * 64
