"""Stays in a company during a training, and words between a person and the team."""

from datetime import timedelta

import factory
from django.utils import timezone

from coaching.enums import AlternancePaperKind, Party
from coaching.models import (
    AlternancePaper,
    AlternanceSignature,
    Internship,
    InternshipVisit,
    Message,
    TutorReview,
)
from coaching.services.alternance_papers import agreement_text, contract_text
from mirec.core.periods import today
from tests.factories.accounts import UserFactory
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.employers import EmployerFactory
from tests.factories.training import EnrolmentFactory


class InternshipFactory(factory.django.DjangoModelFactory):
    """Insured, and it runs on the day `on`."""

    class Meta:
        model = Internship

    class Params:
        on = factory.LazyFunction(today)
        uninsured = factory.Trait(
            insurer="", policy_number="", insured_from=None, insured_until=None
        )

    enrolment = factory.SubFactory(EnrolmentFactory)
    employer = factory.SubFactory(EmployerFactory)
    place = "Rue de la Vapeur 8, 6000 Charleroi"
    tutor_name = "Sandrine Lemaire"
    tutor_email = "tutrice@example.be"
    tasks = "Préparer les commandes, ranger le dépôt."
    schedule = "Du lundi au jeudi, de 8 h à 16 h"
    starts_on = factory.LazyAttribute(lambda o: o.on - timedelta(days=10))
    ends_on = factory.LazyAttribute(lambda o: o.on + timedelta(days=20))
    insurer = "Assureur de la Mire"
    policy_number = "AT-2026-0042"
    insured_from = factory.SelfAttribute("starts_on")
    insured_until = factory.SelfAttribute("ends_on")


class AlternancePaperFactory(factory.django.DjangoModelFactory):
    """The training contract of three; `agreement`: of the stay in a company."""

    class Meta:
        model = AlternancePaper

    class Params:
        agreement = factory.Trait(
            kind=AlternancePaperKind.INTERNSHIP,
            internship=factory.SubFactory(
                InternshipFactory, enrolment=factory.SelfAttribute("..enrolment")
            ),
            parties=[Party.PERSON, Party.MIRE, Party.EMPLOYER],
        )

    enrolment = factory.SubFactory(EnrolmentFactory)
    internship = None
    kind = AlternancePaperKind.CONTRACT
    version = 1
    content = factory.LazyAttribute(
        lambda o: agreement_text(o.internship) if o.internship else contract_text(o.enrolment)
    )
    parties = factory.LazyFunction(lambda: [Party.PERSON, Party.MIRE, Party.FOREM])
    drawn_on = factory.LazyFunction(today)


class AlternanceSignatureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AlternanceSignature

    paper = factory.SubFactory(AlternancePaperFactory)
    party = Party.PERSON
    name = "Samira Benali"
    signed_on = factory.LazyFunction(today)


class InternshipVisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InternshipVisit

    class Params:
        done = factory.Trait(
            visited_on=factory.SelfAttribute("planned_on"), words="Bien accueilli par l'équipe."
        )

    internship = factory.SubFactory(InternshipFactory)
    planned_on = factory.LazyFunction(today)


class TutorReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TutorReview

    class Params:
        given = factory.Trait(
            given_on=factory.SelfAttribute("asked_on"),
            punctuality=4,
            work=3,
            team=3,
            autonomy=2,
            would_hire=3,
        )

    internship = factory.SubFactory(InternshipFactory)
    asked_on = factory.LazyFunction(today)


class MessageFactory(factory.django.DjangoModelFactory):
    """Written by the person; `answer`: by a colleague."""

    class Meta:
        model = Message

    class Params:
        answer = factory.Trait(
            is_from_person=False, created_by=factory.SubFactory(UserFactory, coach=True)
        )

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    is_from_person = True
    text = "Bonjour, je ne trouve pas le local."
    sent_at = factory.LazyFunction(timezone.now)
