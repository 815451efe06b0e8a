"""Has this person a file already, under a name, a date or a number that is nearly the same?"""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Concat

from beneficiaries.models import Beneficiary
from beneficiaries.models.people import heard
from beneficiaries.rules.births import near_births
from mirec.accounts.models import User
from mirec.core.fields import digest
from mirec.core.models import Sound, Unaccent
from mirec.core.search import LEAST_FORGIVEN, folded, forgiving, nearly
from mirec.core.twins import holds, weighed

MOST = 10
LOOKED_AT = 40


@dataclass(frozen=True)
class Described:
    """What is known of the person who may have a file; `niss` is compact."""

    first_name: str
    last_name: str
    born_on: date | None = None
    phone: str = ""
    niss: str = ""


@dataclass(frozen=True)
class Twin:
    """A file that may be the same person's. Of a file that the user may not open, only its number
    and its team are told: who typed the name learns whom to ask, and nothing else.
    """

    person: Beneficiary
    why: str
    is_visible: bool
    weight: int


def twins_of(who: Described, *, user: User, except_pk: int | None = None) -> list[Twin]:
    """The likeliest first; files of any team, none that was merged into another."""
    visible = Beneficiary.objects.visible_to(user).filter(pk=OuterRef("pk"))
    rows = (
        Beneficiary.objects.filter(merged_into__isnull=True)
        .exclude(pk=except_pk)
        .alias(sounds=heard())
        .filter(may_be(who))
        .annotate(is_open=Exists(visible), **{key: holds(q) for key, q in _signs(who).items()})
        .select_related("team", "coach")
        .defer("niss")
    )
    with forgiving():
        found = [twin for row in rows.order_by("pk")[:LOOKED_AT] if (twin := _twin(row, who))]
    return sorted(found, key=lambda twin: -twin.weight)[:MOST]


def twins_of_file(person: Beneficiary, *, user: User) -> list[Twin]:
    who = Described(
        first_name=person.first_name,
        last_name=person.last_name,
        born_on=person.born_on,
        phone=str(person.phone),
        niss=person.niss or "",
    )
    return twins_of(who, user=user, except_pk=person.pk)


def may_be(who: Described) -> Q:
    """Each way in is served by an index: number, phone, sound, trigrams of the name."""
    signs = _signs(who)
    ways = [signs["same_niss"], signs["same_phone"] & signs["same_first_name"]]
    if who.born_on:
        same_day = Q(born_on__in=near_births(who.born_on))
        ways += [
            signs["same_name"] & (same_day | Q(born_on__isnull=True)),
            signs["same_sound"] & same_day,
            signs["near_name"] & Q(born_on=who.born_on),
        ]
    else:
        ways.append(signs["same_name"])
    return reduce(or_, ways)


def _signs(who: Described) -> dict[str, Q]:
    names, swapped = (who.last_name, who.first_name), (who.first_name, who.last_name)
    keys = [folded(" ".join(each)) for each in (names, swapped)]
    none = Q(pk__in=[])
    return {
        "same_niss": Q(niss_digest=digest(who.niss)) if who.niss else none,
        "same_phone": Q(phone=who.phone) if who.phone else none,
        "same_name": Q(name_key__in=keys),
        "same_sound": Q(sound_key__in=[_sound(names), _sound(swapped)]),
        "near_name": _near(f"{who.last_name} {who.first_name}"),
        "same_first_name": Q(sounds__contains=[Sound(Unaccent(Value(who.first_name)))]),
    }


def _near(text: str) -> Q:
    """Every word of the name is there, or nearly; a particle may be missing."""
    found = Q()
    for word in text.split():
        if len(word) >= LEAST_FORGIVEN:
            found &= nearly(word, "name_key")
    return found or Q(pk__in=[])


def _sound(names: tuple[str, str]) -> Concat:
    first, second = (Sound(Unaccent(Value(name))) for name in names)
    return Concat(first, Value(" "), second, output_field=TextField())


def _twin(row: Beneficiary, who: Described) -> Twin:
    """« nom qui sonne pareil, né·e le même jour »; a stronger sign weighs more."""
    signs = [
        (row.same_niss, 16, "même numéro national"),
        (row.same_name, 4, "même nom"),
        (row.same_sound and not row.same_name, 3, "nom qui sonne pareil"),
        (row.near_name and not (row.same_sound or row.same_name), 2, "nom presque pareil"),
        (row.same_phone, 4, "même numéro de téléphone"),
        (bool(who.born_on) and row.born_on == who.born_on, 4, "né·e le même jour"),
        (_is_near(row, who), 2, "date de naissance à une erreur près"),
        (row.born_on is None, 0, "date de naissance inconnue"),
    ]
    weight, why = weighed(signs)
    return Twin(person=row, why=why, is_visible=row.is_open, weight=weight)


def _is_near(row: Beneficiary, who: Described) -> bool:
    if not who.born_on or not row.born_on or row.born_on == who.born_on:
        return False
    return row.born_on in near_births(who.born_on)
