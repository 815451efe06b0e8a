"""Reports and what the manager writes for them."""

import factory
from django.utils import timezone

from mirec.core.periods import today
from reporting.enums import ReportStatus
from reporting.models import Inspection, QualitativeSection, Report, Story
from tests.factories.accounts import UserFactory
from tests.factories.beneficiaries import BeneficiaryFactory


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    class Params:
        running = factory.Trait(status=ReportStatus.RUNNING, progress=40, step="Les parcours")
        done = factory.Trait(
            status=ReportStatus.DONE,
            progress=100,
            content=factory.LazyFunction(dict),
            finished_at=factory.LazyFunction(timezone.now),
            sha256="0" * 64,
        )
        failed = factory.Trait(
            status=ReportStatus.FAILED,
            message="Le service a été arrêté pendant le calcul.",
            finished_at=factory.LazyFunction(timezone.now),
        )

    year = factory.LazyFunction(lambda: today().year - 1)
    requested_by = factory.SubFactory(UserFactory, manager=True)
    computed_on = factory.LazyFunction(today)


class QualitativeSectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QualitativeSection

    year = factory.LazyFunction(lambda: today().year - 1)
    title = factory.Sequence(lambda n: f"Section {n}")
    text = "Le réseau des employeurs s'est élargi."
    order = factory.Sequence(lambda n: n + 1)


class StoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Story

    class Params:
        without_consent = factory.Trait(consented_on=None)

    year = factory.LazyFunction(lambda: today().year - 1)
    beneficiary = factory.SubFactory(BeneficiaryFactory)
    pseudonym = "Leïla"
    text = "Après dix mois, elle a signé un contrat à durée indéterminée."
    consented_on = factory.LazyFunction(today)


class InspectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inspection

    starts_on = factory.LazyFunction(lambda: today().replace(month=1, day=1))
    ends_on = factory.LazyFunction(today)
    size = 5
    seed = 7
    drawn_on = factory.LazyFunction(today)
