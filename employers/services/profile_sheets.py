"""What an employer is told of a person: written once, then kept as it was sent.

An anonymous sheet takes only what stands in closed lists: no name, age, sex or address, none of
the file's own words, and no kind of contract (article 60 would tell of the CPAS).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.crypto import salted_hmac

from beneficiaries.enums import Diploma, SkillOrigin
from beneficiaries.models import Beneficiary, BeneficiarySkill
from employers.enums import TimeSlot, Transport
from employers.models import Placement, Proposal, WorkWish
from employers.rules.anonymity import Identity
from mirec.core.wording import day_full, plural, uncapped

LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""Neither vowels nor look-alikes: no reference reads as a word."""
LENGTH = 5
ORIGINS = {
    SkillOrigin.TRAINING: "acquise en formation",
    SkillOrigin.WORK: "acquise au travail",
    SkillOrigin.OTHERWISE: "acquise autrement",
}


@dataclass(frozen=True)
class Item:
    """An experience or a title that may be told."""

    key: str
    label: str


def reference_of(proposal: Proposal) -> str:
    """« K7QX2 »: always the same for a proposal; without the house's key it says nothing."""
    drawn = salted_hmac("employers.profile", str(proposal.pk)).digest()
    return "".join(LETTERS[figure % len(LETTERS)] for figure in drawn[:LENGTH])


def items_of(person: Beneficiary, on: date, *, with_title: bool) -> list[Item]:
    """What the person has done, latest first; `with_title`: the highest title as well."""
    rows = person.placements.filter(starts_on__lte=on).select_related(
        "vacancy__occupation", "employer"
    )
    items = [Item(f"contrat-{row.pk}", text) for row in rows if (text := _experience(row, on))]
    if with_title and person.diploma not in {"", Diploma.NONE}:
        items.append(Item("diplome", f"Diplôme : {uncapped(person.get_diploma_display())}"))
    return items


def sheet_of(
    proposal: Proposal,
    *,
    on: date,
    skills: Collection[int],
    items: Collection[str],
    is_anonymous: bool,
    with_title: bool = False,
    message: str = "",
) -> dict[str, Any]:
    """`skills` and `items` are the keys of those chosen."""
    person = proposal.beneficiary
    rows = person.skills.filter(skill__in=skills).select_related("skill")
    offered = items_of(person, on, with_title=with_title)
    return compose(
        proposal,
        on=on,
        skills=rows.order_by("-level", "skill__label_key"),
        wish=WorkWish.objects.filter(beneficiary=person).first(),
        items=[item.label for item in offered if item.key in items],
        is_anonymous=is_anonymous,
        message=message,
    )


def compose(
    proposal: Proposal,
    *,
    on: date,
    skills: Iterable[BeneficiarySkill],
    wish: WorkWish | None,
    items: list[str],
    is_anonymous: bool,
    message: str = "",
) -> dict[str, Any]:
    """The sheet as plain values, from rows that were read already."""
    person = proposal.beneficiary
    return {
        "reference": reference_of(proposal),
        "name": "" if is_anonymous else person.full_name,
        "vacancy": proposal.vacancy.title,
        "employer": proposal.vacancy.employer.name,
        "skills": [
            [row.skill.label, row.get_level_display(), ORIGINS[SkillOrigin(row.origin)]]
            for row in skills
        ],
        "availability": list(_availability(person, wish, on)),
        "mobility": list(_mobility(person, wish)),
        "items": items,
        "message": message,
    }


def identity_of(person: Beneficiary) -> Identity:
    locality = person.locality
    places = (person.street, locality.name, locality.commune) if locality else (person.street,)
    return Identity(
        names=(person.first_name, person.last_name),
        places=places,
        contacts=(str(person.phone or ""), person.email, person.file_number),
        born_on=person.born_on,
    )


def _experience(row: Placement, on: date) -> str:
    """The occupation as the library says it: a job title would tell the sex."""
    label = row.vacancy.occupation.label if row.vacancy else ""
    label = label or (f"Secteur {uncapped(row.employer.sector)}" if row.employer.sector else "")
    if not label:
        return ""
    gap = relativedelta(min(row.last_day or on, on), row.starts_on)
    months = gap.years * 12 + gap.months
    return f"{label}, {plural(months, 'mois', 'mois') if months else 'moins d’un mois'}"


def _availability(person: Beneficiary, wish: WorkWish | None, on: date) -> Iterator[str]:
    if person.available_from:
        later = person.available_from > on
        yield f"Dès le {day_full(person.available_from)}" if later else "Tout de suite"
    if wish and wish.slots:
        slots = [uncapped(TimeSlot(slot).label) for slot in wish.slots]
        yield ", ".join(slots).capitalize()
    if wish and (wish.hours_from or wish.hours_to):
        hours = sorted({value.normalize() for value in (wish.hours_from, wish.hours_to) if value})
        told = " à ".join(f"{value:f}".replace(".", ",") for value in hours)
        yield f"{told} heures par semaine"


def _mobility(person: Beneficiary, wish: WorkWish | None) -> Iterator[str]:
    if person.has_driving_licence:
        yield "Permis B, avec véhicule" if person.has_vehicle else "Permis B"
    for way in wish.transports if wish else ():
        yield Transport(way).label
