"""Are two descriptions the same person? Certain, likely, or no."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Generic, TypeVar


class Kinship(IntEnum):
    """The stronger the higher."""

    LIKELY = 1
    SAME = 2


REASONS = {
    "niss": "même numéro national",
    "niss_other_name": "même numéro national, autre nom",
    "name": "même nom et même date de naissance",
    "name_only": "même nom, date de naissance à comparer",
    "name_other_niss": "même nom et même date de naissance, autre numéro national",
    "sound": "nom qui sonne pareil et même date de naissance",
    "phone": "même téléphone et même date de naissance",
}


@dataclass(frozen=True)
class Likeness:
    kinship: Kinship
    reason: str


@dataclass(frozen=True)
class Identity:
    """What tells a person: `name` is the folded name with its words in alphabetical order."""

    name: str
    sound: str
    born_on: date | None = None
    phone: str = ""
    niss: str = ""  # the number's fingerprint


def likeness(one: Identity, other: Identity) -> Likeness | None:
    """The strongest reason to think so. Two different national numbers are two persons, unless
    name and birth date agree: a bis number may have become a register number.
    """
    if one.niss and one.niss == other.niss:
        return _numbered_alike(one, other)
    two_numbers = bool(one.niss and other.niss)
    same_birth = one.born_on is not None and one.born_on == other.born_on
    if one.name == other.name:
        return _named_alike(one, other, same_birth, two_numbers)
    if two_numbers or not same_birth:
        return None
    if one.sound == other.sound:
        return Likeness(Kinship.LIKELY, REASONS["sound"])
    if one.phone and one.phone == other.phone:
        return Likeness(Kinship.LIKELY, REASONS["phone"])
    return None


def _numbered_alike(one: Identity, other: Identity) -> Likeness:
    """A number copied on the wrong line must not mix two persons: some of the name agrees too."""
    shares_name = bool(set(one.name.split()) & set(other.name.split()))
    if shares_name or one.sound == other.sound:
        return Likeness(Kinship.SAME, REASONS["niss"])
    return Likeness(Kinship.LIKELY, REASONS["niss_other_name"])


def _named_alike(
    one: Identity, other: Identity, same_birth: bool, two_numbers: bool
) -> Likeness | None:
    if same_birth and two_numbers:
        return Likeness(Kinship.LIKELY, REASONS["name_other_niss"])
    if same_birth:
        return Likeness(Kinship.SAME, REASONS["name"])
    if two_numbers or (one.born_on and other.born_on):
        return None
    return Likeness(Kinship.LIKELY, REASONS["name_only"])


Who = TypeVar("Who")


class TwinBook(Generic[Who]):
    """Persons by what they may share with another: finds the likeliest twin at once."""

    def __init__(self) -> None:
        self._by: dict[Hashable, list[tuple[Identity, Who]]] = defaultdict(list)

    def add(self, identity: Identity, who: Who) -> None:
        for key in _keys(identity):
            self._by[key].append((identity, who))

    def likeliest(self, identity: Identity) -> tuple[Likeness, Who] | None:
        """Of equals, the one that was added first."""
        best: tuple[Likeness, Who] | None = None
        for key in _keys(identity):
            for other, who in self._by.get(key, ()):
                found = likeness(identity, other)
                if found and (best is None or found.kinship > best[0].kinship):
                    best = (found, who)
        return best


def _keys(identity: Identity) -> Iterator[Hashable]:
    if identity.niss:
        yield "niss", identity.niss
    yield "name", identity.name
    if identity.born_on:
        yield "sound", identity.sound, identity.born_on
        if identity.phone:
            yield "phone", identity.phone, identity.born_on
