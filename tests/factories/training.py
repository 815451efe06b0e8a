"""Programmes, cohorts, sessions, enrolments and attendance."""

from datetime import datetime, time, timedelta

import factory
from django.utils import timezone

from mirec.core.periods import today
from tests.factories.accounts import UserFactory
from tests.factories.beneficiaries import BeneficiaryFactory, OccupationFactory
from tests.factories.partners import PartnerFactory
from training.enums import AttendanceState, EnrolmentStatus, SessionKind
from training.models import Attendance, CalendarFeed, Cohort, Enrolment, Programme, Session


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    title = factory.Sequence(lambda n: f"Formation {n}")
    occupation = factory.SubFactory(OccupationFactory)
    operator = factory.SubFactory(PartnerFactory, operator=True)
    theory_hours = 320
    practice_hours = 240


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


class SessionFactory(factory.django.DjangoModelFactory):
    """A morning of theory, on the day `on`."""

    class Meta:
        model = Session

    class Params:
        on = factory.LazyFunction(today)
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
