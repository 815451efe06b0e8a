"""Around a parcours: conventions, plans, appointments, gatherings, letters and transfers."""

from datetime import datetime, time, timedelta

import factory
from django.utils import timezone

from beneficiaries.enums import IntakeSource
from coaching.enums import (
    Addressee,
    AppointmentStatus,
    Channel,
    FollowUpKind,
    LetterKind,
    LimitMove,
    Matter,
    Party,
    Presence,
    SeatStatus,
    StepOwner,
    WorkshopKind,
)
from coaching.models import (
    AgendaFeed,
    Agreement,
    AgreementSignature,
    Appointment,
    Attachment,
    Goal,
    InformationSession,
    JourneyBreak,
    Letter,
    LimitChange,
    PlanSignature,
    PlanVersion,
    Prompt,
    SignUp,
    Snooze,
    Step,
    Topic,
    Transfer,
    TransferredFile,
    Workshop,
    WorkshopSeat,
)
from mirec.core.periods import today
from tests.factories.accounts import UserFactory
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.coaching import FollowUpFactory, JourneyFactory
from tests.factories.intake import stored


def _at(days: int, hour: int):
    """That hour of Brussels, so many days after `on`."""
    return factory.LazyAttribute(
        lambda o: timezone.make_aware(datetime.combine(o.on + timedelta(days=days), time(hour)))
    )


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    kind = FollowUpKind.JOBCOACHING
    label = factory.Sequence(lambda n: f"Sujet {n}")


class PromptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Prompt

    label = factory.Sequence(lambda n: f"Modèle {n}")
    text = "Ce qui a changé depuis la dernière fois :"


class AttachmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attachment

    follow_up = factory.SubFactory(FollowUpFactory)
    file = stored(name="lettre.pdf")["file"]
    name = "lettre.pdf"
    media_type = "application/pdf"
    size = 15
    sha256 = "0" * 64


class AppointmentFactory(factory.django.DjangoModelFactory):
    """Tomorrow at ten, for an hour."""

    class Meta:
        model = Appointment

    class Params:
        on = factory.LazyFunction(today)
        to_close = factory.Trait(starts_at=_at(-1, 10), ends_at=_at(-1, 11))
        cancelled = factory.Trait(status=AppointmentStatus.CANCELLED)

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    coach = factory.LazyAttribute(lambda o: o.beneficiary.coach or UserFactory(coach=True))
    subject = "Préparer l'entretien"
    channel = Channel.OFFICE
    starts_at = _at(1, 10)
    ends_at = _at(1, 11)


class AgendaFeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaFeed

    user = factory.SubFactory(UserFactory, coach=True)


class SnoozeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Snooze

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    matter = Matter.QUIET
    target = factory.Sequence(lambda n: n)
    until_on = factory.LazyFunction(lambda: today() + timedelta(days=7))


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    title = "Travailler comme aide-ménagère"


class StepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Step

    class Params:
        on = factory.LazyFunction(today)
        late = factory.Trait(due_on=factory.LazyAttribute(lambda o: o.on - timedelta(days=3)))
        done = factory.Trait(
            done_on=factory.SelfAttribute("on"),
            done_by=factory.LazyAttribute(lambda o: o.beneficiary.coach),
        )

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    title = "S'inscrire au permis théorique"
    owner = StepOwner.PERSON
    due_on = factory.LazyAttribute(lambda o: o.on + timedelta(days=14))


class PlanVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanVersion

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    version = factory.Sequence(lambda n: n + 1)
    content = factory.LazyAttribute(
        lambda o: {
            "person": "Samira Benali",
            "file_number": "2026-0001",
            "coach": "Nadia Ferrero",
            "occupation": "",
            "goals": [
                {
                    "title": "Travailler comme aide-ménagère",
                    "reached_on": "",
                    "steps": [
                        {
                            "title": f"Faire un CV, version {o.version}",
                            "who": "Samira",
                            "due_on": "10 février 2026",
                            "done_on": "",
                            "proof": "",
                            "obstacle": "",
                        }
                    ],
                }
            ],
        }
    )
    parties = factory.LazyFunction(lambda: [Party.PERSON.value, Party.MIRE.value])
    drawn_on = factory.LazyFunction(today)


class PlanSignatureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanSignature

    paper = factory.SubFactory(PlanVersionFactory)
    party = Party.PERSON
    name = "Samira Benali"
    signed_on = factory.LazyFunction(today)


def _convention(row) -> dict:
    """The least that a convention prints."""
    return {
        "title": "Convention d'accompagnement",
        "regime": row.journey.regime.label,
        "planned_on": row.drawn_on.isoformat(),
        "parties": [{"name": str(row.journey.beneficiary), "lines": ["Dossier"]}],
        "limits": [{"label": "Signature prévue", "day": "1er mars 2024", "article": ""}],
        "sections": [{"title": "Objet", "paragraphs": ["L'accompagnement."], "items": []}],
        "assessed_on": row.drawn_on.isoformat(),
        "derogation_reason": "",
    }


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    journey = factory.SubFactory(JourneyFactory)
    version = factory.Sequence(lambda n: n + 1)
    content = factory.LazyAttribute(_convention)
    parties = factory.LazyFunction(lambda: [Party.PERSON.value, Party.MIRE.value])
    drawn_on = factory.LazyFunction(today)


class AgreementSignatureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreementSignature

    paper = factory.SubFactory(AgreementFactory)
    party = Party.PERSON
    name = "Samira Benali"
    signed_on = factory.LazyFunction(today)


class JourneyBreakFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = JourneyBreak

    class Params:
        on = factory.LazyFunction(today)

    journey = factory.SubFactory(JourneyFactory, towards_employment=True)
    starts_on = factory.LazyAttribute(lambda o: o.on - timedelta(days=5))
    ends_on = factory.LazyAttribute(lambda o: o.on + timedelta(days=20))
    reason = "Repos de maternité"


class LimitChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LimitChange

    journey = factory.SubFactory(JourneyFactory, towards_employment=True)
    move = LimitMove.CORRECTION
    former_due_on = factory.LazyFunction(today)
    new_due_on = factory.LazyAttribute(lambda o: o.former_due_on + timedelta(days=10))
    reason = "Date de signature mal recopiée"
    decided_on = factory.LazyFunction(today)


class LetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Letter

    journey = factory.SubFactory(JourneyFactory)
    beneficiary = factory.SelfAttribute("journey.beneficiary")
    kind = LetterKind.REFUSED_AUTOMATICALLY
    addressee = Addressee.PERSON
    subject = "Votre candidature"
    text = "Le délai d'accueil a pris fin."
    prepared_on = factory.LazyFunction(today)


class InformationSessionFactory(factory.django.DjangoModelFactory):
    """In five days at nine, for ten persons."""

    class Meta:
        model = InformationSession

    class Params:
        on = factory.LazyFunction(today)
        past = factory.Trait(starts_at=_at(-2, 9), ends_at=_at(-2, 11))
        cancelled = factory.Trait(cancelled_at=factory.LazyFunction(timezone.now))

    title = "Séance d'information"
    place = "Rue de Montigny 20, Charleroi"
    capacity = 10
    host = factory.SubFactory(UserFactory, coach=True)
    starts_at = _at(5, 9)
    ends_at = _at(5, 11)


class SignUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SignUp

    class Params:
        waiting = factory.Trait(status=SeatStatus.WAITING)
        came = factory.Trait(presence=Presence.PRESENT)
        withdrawn = factory.Trait(status=SeatStatus.CANCELLED)

    session = factory.SubFactory(InformationSessionFactory)
    first_name = "Karim"
    last_name = factory.Sequence(lambda n: f"Dubois {n}")
    email = factory.Sequence(lambda n: f"karim{n}@example.be")
    phone = "+32470654321"
    source = IntakeSource.SPONTANEOUS
    status = SeatStatus.REGISTERED


class WorkshopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Workshop

    class Params:
        on = factory.LazyFunction(today)
        past = factory.Trait(starts_at=_at(-2, 9), ends_at=_at(-2, 12))

    title = "Écrire son CV"
    kind = WorkshopKind.CV
    place = "Salle bleue"
    capacity = 8
    host = factory.SubFactory(UserFactory, coach=True)
    starts_at = _at(3, 9)
    ends_at = _at(3, 12)


class WorkshopSeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkshopSeat

    class Params:
        waiting = factory.Trait(status=SeatStatus.WAITING)

    workshop = factory.SubFactory(WorkshopFactory)
    beneficiary = factory.SubFactory(BeneficiaryFactory)
    status = SeatStatus.REGISTERED


class TransferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Transfer

    from_coach = factory.SubFactory(UserFactory, coach=True)
    to_coach = factory.SubFactory(UserFactory, coach=True)
    moved_on = factory.LazyFunction(today)


class TransferredFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TransferredFile

    transfer = factory.SubFactory(TransferFactory)
    beneficiary = factory.SubFactory(BeneficiaryFactory)
    note = "Rappeler le matin, elle travaille le soir."
