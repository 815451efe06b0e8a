"""Which skills does the occupation that the person aims at ask for? Told by its vacancies."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from beneficiaries.models import Beneficiary, Occupation, Skill
from employers.models import Requirement

ASKED_SHOWN = 15


@dataclass(frozen=True)
class AskedSkill:
    skill: Skill
    vacancies: int


def asked_skills(beneficiary: Beneficiary) -> list[AskedSkill]:
    """Skills that most vacancies of the occupation (or of its ROME sheet) ask for and that the
    file does not hold yet; two queries, counted by the database.
    """
    target = beneficiary.target_occupation
    if target is None:
        return []
    rows = (
        Requirement.objects.filter(vacancy__occupation__in=_same_work(target))
        .exclude(skill__in=beneficiary.skills.values("skill"))
        .values("skill")
        .annotate(vacancies=Count("vacancy", distinct=True))
        .order_by("-vacancies", "skill")[:ASKED_SHOWN]
    )
    counts = {row["skill"]: row["vacancies"] for row in rows}
    skills = Skill.objects.in_bulk(counts)
    return [AskedSkill(skills[pk], count) for pk, count in counts.items()]


def _same_work(target: Occupation) -> QuerySet[Occupation]:
    same = Q(pk=target.pk)
    if target.rome_code:
        same |= Q(rome_code=target.rome_code)
    return Occupation.objects.filter(same)
