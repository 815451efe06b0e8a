"""Employers, vacancies, the persons proposed and the contracts signed."""

from datetime import date, timedelta
from decimal import Decimal

import factory

from employers.enums import (
    ApproachKind,
    ContractType,
    EndReason,
    Need,
    ProfileChannel,
    ProposalStage,
    RefusalKind,
    RefusalSide,
    TimeSlot,
    Transport,
    VacancyStatus,
)
from employers.models import (
    Approach,
    Contact,
    ContractExtension,
    Employer,
    EmployerMerge,
    HiringAid,
    Negotiation,
    Placement,
    ProfileSending,
    Proposal,
    Requirement,
    Site,
    Vacancy,
    WorkBreak,
    WorkWish,
)
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


class EmployerMergeFactory(factory.django.DjangoModelFactory):
    """Two that had nothing yet."""

    class Meta:
        model = EmployerMerge

    class Params:
        on = factory.LazyFunction(today)

    kept = factory.SubFactory(EmployerFactory)
    absorbed = factory.SubFactory(EmployerFactory, merged_into=factory.SelfAttribute("..kept"))
    merged_on = factory.SelfAttribute("on")
    created_by = factory.SubFactory(UserFactory, prospector=True)


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    employer = factory.SubFactory(EmployerFactory)
    first_name = "Anne"
    last_name = "Delvaux"
    position = "Responsable du personnel"
    phone = "+3271987655"
    email = "anne.delvaux@entreprise.example"


class SiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Site

    employer = factory.SubFactory(EmployerFactory)
    name = factory.Sequence(lambda n: f"Dépôt {n}")
    street = "Rue de la Station 12"
    locality = factory.SubFactory(LocalityFactory)
    access_without_car = "Bus 52, arrêt « Zoning », 5 minutes à pied."


class ApproachFactory(factory.django.DjangoModelFactory):
    """A call; `promised` is due on the day `on`."""

    class Meta:
        model = Approach

    class Params:
        on = factory.LazyFunction(today)
        promised = factory.Trait(
            next_step="Rappeler pour les horaires", next_step_on=factory.SelfAttribute("on")
        )

    employer = factory.SubFactory(EmployerFactory)
    kind = ApproachKind.CALL
    happened_on = factory.LazyAttribute(lambda o: o.on - timedelta(days=3))
    text = "Cherche du renfort pour le printemps."
    created_by = factory.SelfAttribute("employer.prospector")


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
    confirmed_on = factory.SelfAttribute("received_on")
    confirm_due_on = factory.LazyAttribute(lambda o: o.confirmed_on + timedelta(days=30))
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


class NegotiationFactory(factory.django.DjangoModelFactory):
    """An indispensable skill that the employer agreed to train."""

    class Meta:
        model = Negotiation

    vacancy = factory.SubFactory(VacancyFactory)
    skill = factory.SubFactory(SkillFactory)
    need_before = Need.MUST
    level_before = 3
    need_after = Need.TRAINABLE
    level_after = 2
    reason = "Une collègue forme sur place."
    agreed_on = factory.LazyFunction(today)
    reachable_before = 3
    reachable_after = 12
    created_by = factory.SelfAttribute("vacancy.prospector")


class HiringAidFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HiringAid

    code = factory.Sequence(lambda n: f"aide-{n}")
    label = factory.Sequence(lambda n: f"Aide à l'emploi {n}")
    summary = "Une part du salaire est prise en charge."
    conditions = factory.LazyFunction(list)
    source = "Décret de test, art. 1er"
    is_certain = True
    valid_from = date(2020, 1, 1)


class WorkWishFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkWish

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    slots = factory.LazyFunction(lambda: [TimeSlot.DAYS.value])
    transports = factory.LazyFunction(lambda: [Transport.TRANSIT.value])
    communes = factory.LazyFunction(lambda: ["Charleroi"])
    hours_from = Decimal("19.0")
    hours_to = Decimal("38.0")


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
            stage=ProposalStage.REFUSED,
            refusal_side=RefusalSide.EMPLOYER,
            refusal_kind=RefusalKind.EXPERIENCE,
            refusal_reason="Profil trop peu expérimenté.",
        )
        withdrawn = factory.Trait(
            stage=ProposalStage.WITHDRAWN,
            refusal_side=RefusalSide.PERSON,
            refusal_kind=RefusalKind.OTHER,
            refusal_reason="La personne a trouvé ailleurs.",
        )

    vacancy = factory.SubFactory(VacancyFactory)
    beneficiary = factory.SubFactory(BeneficiaryFactory)
    stage = ProposalStage.PROPOSED
    proposed_on = factory.LazyAttribute(lambda o: o.on - timedelta(days=5))
    stage_on = factory.SelfAttribute("proposed_on")


class ProfileSendingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProfileSending

    class Params:
        on = factory.LazyFunction(today)

    proposal = factory.SubFactory(ProposalFactory)
    sent_on = factory.SelfAttribute("on")
    channel = ProfileChannel.EMAIL
    consented_on = factory.SelfAttribute("on")
    content = factory.LazyFunction(
        lambda: {
            "reference": "K7QX2",
            "name": "",
            "vacancy": "Technicien·ne de surface",
            "employer": "Entreprise SRL",
            "skills": [["Nettoyer", "En autonomie", "acquise au travail"]],
            "availability": ["Tout de suite"],
            "mobility": ["Permis B"],
            "items": [],
            "message": "",
            "sent_to": "Anne Delvaux",
            "address": "anne.delvaux@entreprise.example",
            "cv": "",
            "cv_sha256": "",
        }
    )


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


class WorkBreakFactory(factory.django.DjangoModelFactory):
    """Five days of the contract, from its eleventh on."""

    class Meta:
        model = WorkBreak

    placement = factory.SubFactory(PlacementFactory)
    starts_on = factory.LazyAttribute(lambda o: o.placement.starts_on + timedelta(days=10))
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=4))


class ContractExtensionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContractExtension

    placement = factory.SubFactory(PlacementFactory, fixed_term=True)
    former_end_on = factory.LazyAttribute(lambda o: o.placement.planned_end_on - timedelta(days=30))
    new_end_on = factory.SelfAttribute("placement.planned_end_on")
    agreed_on = factory.SelfAttribute("placement.starts_on")
