"""The tables that everything refers to: localities, occupations, skills, partners, regimes."""

from dataclasses import dataclass

from django.apps import apps

from beneficiaries.data.localities import load_localities
from beneficiaries.models import Locality, Occupation, Regime, Skill
from beneficiaries.rules.regimes import RegimeRules
from beneficiaries.services.regimes import rules_of
from mirec.demo.network import PARTNERS
from mirec.demo.occupations import JOBS
from mirec.demo.skills import LIBRARY
from partners.models import Partner


@dataclass(frozen=True)
class Reference:
    """Primary keys by what the plans call them."""

    localities: dict[tuple[str, str], int]
    occupations: dict[str, int]
    skills: dict[str, int]
    partners: dict[str, Partner]
    regimes: dict[str, Regime]
    rules: tuple[RegimeRules, ...]


def write_reference() -> Reference:
    """Adds what is missing; regimes come from their migration and stay as they are."""
    load_localities(apps)
    Occupation.objects.bulk_create(
        (Occupation(label=job.label, rome_code=job.rome) for job in JOBS.values()),
        ignore_conflicts=True,
    )
    Skill.objects.bulk_create(
        (Skill(label=label, kind=kind) for label, kind in LIBRARY.items()), ignore_conflicts=True
    )
    regimes = list(Regime.objects.prefetch_related("criteria"))
    return Reference(
        localities={(each.postal_code, each.name): each.pk for each in Locality.objects.iterator()},
        occupations=dict(Occupation.objects.values_list("label", "pk")),
        skills=dict(Skill.objects.values_list("label", "pk")),
        partners={each.name: each for each in _write_partners()},
        regimes={regime.code: regime for regime in regimes},
        rules=tuple(rules_of(regime) for regime in regimes),
    )


def _write_partners() -> list[Partner]:
    return Partner.objects.bulk_create(
        Partner(
            name=plan.name,
            kind=plan.kind,
            is_operator=plan.is_operator,
            postal_code=plan.postal_code,
            city=plan.city,
            phone=f"+3271990{index:03d}",
            email=f"partenaire{index}@partenaires.example",
            contact_name=plan.contact,
            services=plan.services,
        )
        for index, plan in enumerate(PARTNERS)
    )
