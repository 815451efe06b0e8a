"""Whom could one enrol? A few persons found by name, never the whole house."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Lower

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from mirec.core.models import Unaccent
from training.models import Cohort, Enrolment

MOST_FOUND = 20
LONGEST_SEARCH = 100
KEY = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True)
class Candidates:
    query: str
    chosen: int | None
    persons: list[Beneficiary]

    @property
    def is_cut(self) -> bool:
        return len(self.persons) == MOST_FOUND


def candidates(cohort: Cohort, user: User, typed: str, chosen: object) -> Candidates:
    """Persons whose name holds what was typed , and the one already chosen.

    Each has `is_in`: already in this cohort.
    """
    query = typed.replace("\0", "").strip()[:LONGEST_SEARCH]
    picked = _key(chosen)
    wanted = Q(pk=picked)
    if query:
        words = [Q(name_key__contains=Lower(Unaccent(Value(word)))) for word in query.split()]
        wanted |= reduce(and_, words)
    here = Enrolment.objects.filter(cohort=cohort, beneficiary=OuterRef("pk"))
    visible = Beneficiary.objects.profile_visible_to(user)
    found = visible.filter(wanted).annotate(is_in=Exists(here))
    return Candidates(query, picked, list(found.order_by("name_key", "pk")[:MOST_FOUND]))


def _key(value: object) -> int | None:
    """The primary key that a form or an address gives; None when it is not one."""
    text = str(value or "")
    return int(text) if KEY.fullmatch(text) else None
