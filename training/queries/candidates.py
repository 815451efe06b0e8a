"""Whom could one enrol? A few persons found by name, never the whole house."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from mirec.core.keys import key_from
from mirec.core.search import every_word
from training.models import Cohort, Enrolment

MOST_FOUND = 20
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Candidates:
    query: str
    chosen: int | None
    persons: list[Beneficiary]

    @property
    def is_cut(self) -> bool:
        return len(self.persons) == MOST_FOUND


def candidates(cohort: Cohort, user: User, typed: str, chosen: object) -> Candidates:
    """Persons whose name holds what was typed, and the one already chosen.

    Each has `is_in`: already in this cohort.
    """
    query = typed.replace("\0", "").strip()[:LONGEST_SEARCH]
    picked = key_from(chosen)
    wanted = Q(pk=picked)
    if query:
        wanted |= every_word(query, "name_key")
    here = Enrolment.objects.filter(cohort=cohort, beneficiary=OuterRef("pk"))
    visible = Beneficiary.objects.profile_visible_to(user)
    found = visible.filter(wanted).annotate(is_in=Exists(here))
    return Candidates(query, picked, list(found.order_by("name_key", "pk")[:MOST_FOUND]))
