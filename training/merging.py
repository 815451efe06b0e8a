"""Why may two files of one person not become one yet? Nobody follows two sessions at one hour."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from beneficiaries.models import Beneficiary
from training.models import Session
from training.queries.clashes import takes_part, when_words


def refusals(kept: Beneficiary, absorbed: Beneficiary) -> Iterator[str]:
    """Two sessions that are both closed were held: they tell what was, and are in nobody's way."""
    theirs, ours = _followed_by(absorbed), _followed_by(kept)
    meets = Q(starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))
    meanwhile = theirs.filter(meets).exclude(cohort=OuterRef("cohort"))
    one = ours.filter(
        Exists(meanwhile.filter(closed_at__isnull=True))
        | Q(Exists(meanwhile), closed_at__isnull=True)
    ).first()
    if one is None:
        return
    other = theirs.filter(starts_at__lt=one.ends_at, ends_at__gt=one.starts_at)
    other = other.exclude(cohort=one.cohort_id).order_by(F("closed_at").desc(nulls_first=True))
    yield (
        f"Les deux dossiers suivent deux séances en même temps : {when_words(one)}, et "
        f"{when_words(other.first())}. Déplacez une de ces séances, ou notez la fin d'une des "
        "deux inscriptions, puis fusionnez."
    )


def _followed_by(person: Beneficiary) -> QuerySet[Session]:
    """Sessions that stand, of cohorts where the person has a place that day."""
    there = takes_part(
        person.enrolments.filter(cohort=OuterRef("cohort")), OuterRef("starts_at__date")
    )
    rows = Session.objects.kept().filter(Exists(there)).select_related("cohort__programme")
    return rows.order_by("starts_at", "pk")
