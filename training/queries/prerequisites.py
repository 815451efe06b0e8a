"""The person's skills held against what the programme asks."""

from beneficiaries.models import Beneficiary
from training.models import Programme
from training.rules.prerequisites import Gap, gaps


def gaps_of(programme: Programme, beneficiary: Beneficiary) -> list[Gap]:
    asked = list(programme.asked_skills.values_list("skill", "skill__label", "level"))
    if not asked:
        return []
    keys = [key for key, _, _ in asked]
    held = beneficiary.skills.filter(skill__in=keys).values_list("skill", "level")
    return gaps(asked, dict(held))
