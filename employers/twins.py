"""Is this employer recorded already, under a name, number or address that is nearly the same?"""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Q

from beneficiaries.models import Locality
from employers.models import Contact, Employer, Site
from mirec.core.search import folded
from mirec.core.twins import holds, weighed

MOST = 5
LOOKED_AT = 40
NEAR = 0.5
"""From this trigram similarity on, two names are near enough to ask."""
EVERYBODYS_MAIL = frozenset({
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.be", "outlook.com", "outlook.be",
    "live.be", "live.com", "msn.com", "yahoo.com", "yahoo.fr", "icloud.com", "me.com", "proton.me",
    "protonmail.com", "skynet.be", "telenet.be", "proximus.be", "voo.be", "scarlet.be",
    "belgacom.net", "brutele.be", "orange.be",
})  # fmt: skip
"""An address there says nothing of the enterprise."""
LEGAL_FORMS = ("sa", "srl", "sprl", "sc", "scrl", "snc", "asbl")
LEGAL_FORM = re.compile(rf"\s({'|'.join(LEGAL_FORMS)})$", re.IGNORECASE)


@dataclass(frozen=True)
class Described:
    """What is known of the employer that may be recorded already; `bce` is compact."""

    name: str
    bce: str = ""
    phone: str = ""
    email: str = ""
    street: str = ""
    locality: Locality | None = None

    @property
    def domain(self) -> str:
        """Of the e-mail address, "" when it is everybody's."""
        domain = self.email.rpartition("@")[2].lower()
        return "" if domain in EVERYBODYS_MAIL else domain

    @property
    def bare_name(self) -> str:
        """Without its legal form: « Toitures Martinet SRL » and « Toitures Martinet »."""
        return LEGAL_FORM.sub("", self.name.replace(".", "").strip())

    @property
    def names(self) -> list[str]:
        """As typed, and the same with each legal form or none."""
        bare = self.bare_name
        return [self.name.strip(), bare, *(f"{bare} {form}" for form in LEGAL_FORMS)]


@dataclass(frozen=True)
class Twin:
    """An employer that may be the same enterprise, and why."""

    employer: Employer
    why: str
    weight: int


def described(employer: Employer) -> Described:
    return Described(
        name=employer.name,
        bce=employer.bce or "",
        phone=str(employer.phone),
        email=employer.email,
        street=employer.street,
        locality=employer.locality,
    )


def twins_of(who: Described, *, except_pk: int | None = None) -> list[Twin]:
    """The likeliest first, at most `MOST`."""
    signs = _signs(who)
    rows = (
        Employer.objects.present()
        .exclude(pk=except_pk)
        .alias(nearness=TrigramSimilarity("name_key", folded(who.bare_name)))
        .filter(reduce(or_, signs.values()))
        .annotate(**{key: holds(sign) for key, sign in signs.items()})
        .select_related("locality")
        .order_by("pk")
    )
    found = [_twin(row) for row in rows[:LOOKED_AT]]
    return sorted(found, key=lambda twin: -twin.weight)[:MOST]


def _signs(who: Described) -> dict[str, Q]:
    contacts, sites = (model.objects.filter(employer=OuterRef("pk")) for model in (Contact, Site))
    none = Q(pk__in=[])
    phone, domain, place = none, none, none
    if who.phone:
        phone = Q(phone=who.phone) | Exists(contacts.filter(phone=who.phone))
    if who.domain:
        own = f"@{who.domain}"
        domain = Q(email__iendswith=own) | Exists(contacts.filter(email__iendswith=own))
    if who.street and who.locality:
        here = {"street__iexact": who.street.strip(), "locality": who.locality}
        place = Q(**here) | Exists(sites.filter(**here))
    key = folded(who.bare_name)
    return {
        "same_bce": Q(bce=who.bce) if who.bce else none,
        "same_name": Q(name_key__in=[folded(each) for each in who.names]),
        "near_name": Q(name_key__trigram_similar=key, nearness__gte=NEAR),
        "same_phone": phone,
        "same_domain": domain,
        "same_place": place,
    }


def _twin(row: Employer) -> Twin:
    weight, why = weighed(
        [
            (row.same_bce, 16, "même numéro BCE"),
            (row.same_name, 6, "même nom"),
            (row.near_name and not row.same_name, 3, "nom presque pareil"),
            (row.same_phone, 4, "même téléphone"),
            (row.same_domain, 3, "même nom de domaine dans l'e-mail"),
            (row.same_place, 2, "même adresse"),
        ]
    )
    return Twin(row, why, weight)
