"""What was negotiated about a few open vacancies, so that the log ends in what they ask now."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch

from beneficiaries.enums import SkillLevel
from employers.enums import Need
from employers.models import Contact, Negotiation, Requirement, Vacancy
from employers.queries.reachable import reachable
from employers.rules.negotiations import Terms
from mirec.demo.chance import between, dealt, rng_for
from mirec.demo.writers.market import BATCH

MOST_VACANCIES = 16
MOST_CHANGES = 2
REASONS = {
    Need.MUST: (
        "Le poste se fait à deux : la collègue montre les premiers jours.",
        "Le chef d'équipe prend le temps d'accompagner.",
    ),
    Need.TRAINABLE: (
        "Une formation interne de deux jours est prévue à l'arrivée.",
        "Le centre de compétence forme en deux semaines, l'employeur attend.",
    ),
    Need.NICE: (
        "Utile certains jours seulement : l'équipe s'arrange.",
        "Demandé par habitude ; le poste s'en passe.",
    ),
}
"""What convinced the employer, by what the skill became."""


def write_negotiations(seed: int, on: date) -> int:
    """For the first open vacancies where the employer gave in on a skill; how many changes."""
    rows = [
        change
        for index, vacancy in enumerate(_negotiable())
        for change in _changes(vacancy, index, seed, on)
    ]
    Negotiation.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _negotiable() -> list[Vacancy]:
    asked = Requirement.objects.select_related("skill").order_by("pk")
    contacts = Contact.objects.order_by("pk")
    vacancies = Vacancy.objects.open().prefetch_related(
        Prefetch("requirements", queryset=asked),
        Prefetch("employer__contacts", queryset=contacts),
    )
    return [each for each in vacancies.order_by("pk")[: 2 * MOST_VACANCIES] if _softened(each)][
        :MOST_VACANCIES
    ]


def _softened(vacancy: Vacancy) -> list[tuple[Requirement, Terms]]:
    """The requirements that may have been harder at first, with what they were."""
    found = []
    for row in vacancy.requirements.all():
        if row.need != Need.MUST:
            found.append((row, Terms(Need.MUST, row.level)))
        elif row.level < SkillLevel.ALONE:
            found.append((row, Terms(Need.MUST, row.level + 1)))
    return found[:MOST_CHANGES]


def _changes(vacancy: Vacancy, index: int, seed: int, on: date) -> Iterator[Negotiation]:
    """The last change leads to what stands; the ones before are undone one by one."""
    rng = rng_for(seed, "negotiation", index)
    contacts = list(vacancy.employer.contacts.all())
    softened = _softened(vacancy)
    musts = {row.skill_id: row.level for row in vacancy.requirements.all() if row.need == Need.MUST}
    steps, after_count = [], reachable(musts).count()
    for row, before in reversed(softened):
        musts = musts | {row.skill_id: before.level}
        before_count = reachable(musts).count()
        steps.append((row, before, before_count, after_count))
        after_count = before_count
    days = sorted(between(rng, vacancy.received_on, on) for _ in steps)
    for (row, before, before_count, after), day in zip(reversed(steps), days, strict=True):
        yield Negotiation(
            vacancy=vacancy,
            skill_id=row.skill_id,
            need_before=before.need,
            level_before=before.level,
            need_after=row.need,
            level_after=row.level,
            contact=contacts[0] if contacts else None,
            reason=dealt(REASONS[Need(row.need)], index),
            agreed_on=day,
            reachable_before=before_count,
            reachable_after=after,
            created_by_id=vacancy.prospector_id,
        )
