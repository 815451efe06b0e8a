"""Who is an entry about? Persons asked for in an address or a form, or found by a few letters."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from beneficiaries.models import Beneficiary
from mirec.core.keys import key_from

SUGGESTED = 10
MOST_ASKED = 200
"""More than any entry takes: the form says how many are too many."""
LONGEST = 100


def asked_persons(request: HttpRequest) -> list[Beneficiary]:
    """Those of the form, else of the address (`personne`), in that order; 404 when one is not
    among the persons that the user follows."""
    sent = request.POST.getlist("beneficiary") or request.GET.getlist("personne")
    keys = [key for key in map(key_from, sent) if key is not None]
    keys = list(dict.fromkeys(keys))[:MOST_ASKED]
    found = Beneficiary.objects.visible_to(request.user).in_bulk(keys) if keys else {}
    if len(found) != len(keys):
        raise Http404
    return [found[key] for key in keys]


def searched_text(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]


def found_persons(
    request: HttpRequest, without: Sequence[Beneficiary] = ()
) -> QuerySet[Beneficiary]:
    """By name or file number; without a text, one's own persons, the last met first."""
    text = searched_text(request)
    visible = Beneficiary.objects.visible_to(request.user)
    persons = visible.named(text) if text else visible.of_coach(request.user)
    persons = persons.exclude(pk__in=[person.pk for person in without])
    order = ["name_key", "pk"] if text else ["-last_contact_on", "name_key"]
    return persons.defer("niss", "niss_digest").order_by(*order)[:SUGGESTED]
