"""Employers, vacancies, the persons proposed and the contracts signed."""

from datetime import timedelta
from decimal import Decimal

import factory

from employers.enums import ContractType, EndReason, Need, ProposalStage, VacancyStatus
from employers.models import Contact, Employer, Placement, Proposal, Requirement, Vacancy
from mirec.core.periods import months_after, today
from tests.factories.accounts import UserFactory
from tests.factories.beneficiaries import (
    BeneficiaryFactory,
    LocalityFactory,
    OccupationFactory,
    SkillFactory,
)


def bce_for(serial: int) -> str:
    """A valid enterprise number of ten digits."""
    stem = 4_000_000 + serial
    return f"0{stem}{97 - stem % 97:02d}"


class EmployerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Employer

    class Params:
        serial = factory.Sequence(lambda n: n)

    name = factory.Sequence(lambda n: f"Entreprise {n} SRL")
    bce = factory.LazyAttribute(lambda o: bce_for(o.serial))
    sector = "Nettoyage"
    street = "Chaussée de Bruxelles 151"
    locality = factory.SubFactory(LocalityFactory)
    phone = "+3271987654"
    prospector = factory.SubFactory(UserFactory, prospector=True)


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    employer = factory.SubFactory(EmployerFactory)
    first_name = "Anne"
    last_name = "Delvaux"
    position = "Responsable du personnel"
    phone = "+3271987655"
    email = "anne.delvaux@entreprise.example"


class VacancyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vacancy

    class Params:
        on = factory.LazyFunction(today)
        filled = factory.Trait(
            status=VacancyStatus.FILLED, closed_on=factory.LazyAttribute(lambda o: o.on)
        )
        withdrawn = factory.Trait(
            status=VacancyStatus.WITHDRAWN, closed_on=factory.LazyAttribute(lambda o: o.on)
        )

    employer = factory.SubFactory(EmployerFactory)
    occupation = factory.SubFactory(OccupationFactory)
    title = factory.Sequence(lambda n: f"Technicien·ne de surface {n}")
    contract_type = ContractType.CDD
    hours_per_week = Decimal("24.0")
    locality = factory.SubFactory(LocalityFactory)
    received_on = factory.LazyAttribute(lambda o: o.on - timedelta(days=10))
    prospector = factory.SelfAttribute("employer.prospector")


class RequirementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Requirement

    class Params:
        trainable = factory.Trait(need=Need.TRAINABLE)
        nice = factory.Trait(need=Need.NICE)

    vacancy = factory.SubFactory(VacancyFactory)
    skill = factory.SubFactory(SkillFactory)
    need = Need.MUST
    level = 2


class ProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Proposal

    class Params:
        on = factory.LazyFunction(today)
        sent = factory.Trait(stage=ProposalStage.SENT)
        interview = factory.Trait(stage=ProposalStage.INTERVIEW)
        trial = factory.Trait(stage=ProposalStage.TRIAL)
        hired = factory.Trait(stage=ProposalStage.HIRED)
        refused = factory.Trait(
            stage=ProposalStage.REFUSED, refusal_reason="Profil trop peu expérimenté."
        )
        withdrawn = factory.Trait(
            stage=ProposalStage.WITHDRAWN, refusal_reason="La personne a trouvé ailleurs."
        )

    vacancy = factory.SubFactory(VacancyFactory)
    beneficiary = factory.SubFactory(BeneficiaryFactory)
    stage = ProposalStage.PROPOSED
    proposed_on = factory.LazyAttribute(lambda o: o.on - timedelta(days=5))
    stage_on = factory.SelfAttribute("proposed_on")


class PlacementFactory(factory.django.DjangoModelFactory):
    """An open-ended contract that still runs; `on` is the day the traits count from."""

    class Meta:
        model = Placement

    class Params:
        on = factory.LazyFunction(today)
        open_ended = factory.Trait(contract_type=ContractType.CDI, planned_end_on=None)
        fixed_term = factory.Trait(
            contract_type=ContractType.CDD,
            planned_end_on=factory.LazyAttribute(
                lambda o: months_after(o.starts_on, 6) - timedelta(days=1)
            ),
        )
        interim = factory.Trait(
            contract_type=ContractType.INTERIM,
            planned_end_on=factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=6)),
        )
        ended = factory.Trait(
            ended_on=factory.LazyAttribute(lambda o: max(o.starts_on, o.on - timedelta(days=1))),
            end_reason=EndReason.DISMISSED,
        )

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    employer = factory.SubFactory(EmployerFactory)
    job_title = "Technicienne de surface"
    contract_type = ContractType.CDI
    starts_on = factory.LazyAttribute(lambda o: o.on - timedelta(days=20))
    hours_per_week = Decimal("24.0")
