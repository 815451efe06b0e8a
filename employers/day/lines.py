"""What is a line of the prospector's day? What it is about, why it waits, how to answer it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from phonenumber_field.phonenumber import PhoneNumber

from employers.models import Contact, Employer
from mirec.accounts.models import User
from mirec.core.badges import Badge
from mirec.core.queue import Answer


class Matter(Enum):
    """In the order of the page: what was promised comes first."""

    PROMISE = "promesse", "Promesses à tenir", "warn"
    VACANCY = "offre", "Offres à confirmer", "warn"
    PROPOSAL = "proposition", "Propositions sans réponse", ""
    EMPLOYER = "employeur", "Employeurs à revoir", ""

    @property
    def key(self) -> str:
        return self.value[0]

    @property
    def title(self) -> str:
        return self.value[1]

    @property
    def tone(self) -> str:
        return self.value[2]


@dataclass(frozen=True)
class Line:
    """`name` leads to `url`; `when` and `detail` say since when it waits."""

    matter: Matter
    target: int
    icon: str
    when: str
    detail: str
    name: str
    url: str
    why: str
    answers: tuple[Answer, ...]
    tone: str = ""
    badge: Badge | None = None

    @property
    def key(self) -> str:
        return f"q-{self.matter.key}-{self.target}"

    def to_read(self) -> "Line":
        """For who only reads: the telephone stays, what writes goes."""
        kept = tuple(answer for answer in self.answers if answer.url.startswith("tel:"))
        return replace(self, answers=kept)


@dataclass(frozen=True)
class Source:
    """`rows`: those the user may see and that wait on the day, the longest waiting first.

    `own` narrows them to who follows them; `line` says one of them in words.
    """

    matter: Matter
    rows: Callable[[User, date], QuerySet]
    own: Callable[[QuerySet, User], QuerySet]
    line: Callable[[Any, date], Line]


def telephone(contact: Contact | None, employer: Employer) -> tuple[Answer, ...]:
    """« Appeler 071 12 34 56 »: the contact's number, else the employer's; nothing without one."""
    number: PhoneNumber | str = (contact.phone if contact else "") or employer.phone
    if not number:
        return ()
    return (Answer(f"Appeler {number.as_national}", f"tel:{number.as_e164}"),)


def note(employer_id: int, *, quiet: bool = False) -> Answer:
    url = reverse("employers:approach-create", args=[employer_id])
    return Answer("Noter un contact", url, quiet=quiet)
