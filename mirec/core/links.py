"""Links of one use, for who has no account: issued for a purpose and a row, read, used once.

The token is only in the mail or on the paper; the database keeps its digest. Who forges one finds
nothing; purpose and target stand in the row, so that no address can be turned to another.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Model
from django.utils.crypto import salted_hmac

from mirec.core.models import OneUseLink

UNKNOWN = (
    "Cette adresse n'est pas complète ou n'existe pas : reprenez-la telle qu'elle est dans le "
    "message reçu."
)
USED = "Cette adresse a déjà servi : votre réponse est bien enregistrée, merci."
EXPIRED = "Cette adresse n'est plus valable : le délai pour répondre est passé."
REVOKED = "Cette adresse a été retirée : la question ne se pose plus."
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of the codes that are typed from a paper: neither 0 and O, nor 1, I and L, nor U and V."""
CODE_LENGTH = 8


@dataclass(frozen=True)
class FoundLink:
    """What an address leads to: `target` while it holds, else the French sentence that says why
    it does not.
    """

    target: int | None
    refusal: str = ""


def issue_link(
    *,
    purpose: str,
    target: int,
    at: datetime,
    by: Model | None,
    days: int = 0,
    minutes: int = 0,
) -> str:
    """The token of a new link that holds so long from `at`; those before it no longer do."""
    token = secrets.token_urlsafe(24)
    _issue(_digest(token), purpose, target, at, at + timedelta(days=days, minutes=minutes), by)
    return token


def issue_code(*, purpose: str, target: int, at: datetime, days: int, by: Model | None) -> str:
    """As `issue_link`, eight letters that a person types: « K7QM2XHB ».

    So short a code is kept under a keyed digest: whoever reads the table cannot try them all.
    """
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    _issue(_keyed(code, purpose), purpose, target, at, at + timedelta(days=days), by)
    return code


def tidied(code: str) -> str:
    """A code as it was issued, whatever spaces, dashes and small letters it was typed with."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


@transaction.atomic
def use_code(code: str, purpose: str, at: datetime) -> FoundLink:
    """As `use_link`."""
    return _use(_keyed(tidied(code), purpose), purpose, at)


def _issue(
    digest: str, purpose: str, target: int, at: datetime, until: datetime, by: Model | None
) -> None:
    revoke_links(purpose=purpose, target=target, at=at)
    OneUseLink.objects.create(
        purpose=purpose, target=target, digest=digest, expires_at=until, created_by=by
    )


def find_link(token: str, purpose: str, at: datetime) -> FoundLink:
    """For the page that asks the question; nothing is used up."""
    return _state(OneUseLink.objects.filter(digest=_digest(token), purpose=purpose).first(), at)


def was_issued(token: str, *, purpose: str, target: int) -> bool:
    """Was this link issued for that row, whether it holds still or not?"""
    links = OneUseLink.objects.filter(digest=_digest(token), purpose=purpose, target=target)
    return links.exists()


@transaction.atomic
def use_link(token: str, purpose: str, at: datetime) -> FoundLink:
    """Use the link up, in the caller's transaction: of two at once, one hears « déjà servi »."""
    return _use(_digest(token), purpose, at)


def live_link(*, purpose: str, target: int, at: datetime) -> OneUseLink | None:
    """The one that may still be used, with who issued it."""
    rows = OneUseLink.objects.filter(
        purpose=purpose,
        target=target,
        used_at__isnull=True,
        revoked_at__isnull=True,
        expires_at__gte=at,
    )
    return rows.select_related("created_by").last()


def _use(digest: str, purpose: str, at: datetime) -> FoundLink:
    rows = OneUseLink.objects.select_for_update()
    link = rows.filter(digest=digest, purpose=purpose).first()
    found = _state(link, at)
    if found.target is not None:
        link.used_at = at
        link.save(update_fields=["used_at"])
    return found


def revoke_links(*, purpose: str, target: int, at: datetime) -> int:
    """The links not used yet no longer hold; how many."""
    live = OneUseLink.objects.filter(
        purpose=purpose, target=target, used_at__isnull=True, revoked_at__isnull=True
    )
    return live.update(revoked_at=at)


def _digest(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()


def _keyed(code: str, purpose: str) -> str:
    return salted_hmac(
        f"mirec.links.{purpose}", code.encode(errors="replace"), algorithm="sha256"
    ).hexdigest()


def _state(link: OneUseLink | None, at: datetime) -> FoundLink:
    if link is None:
        return FoundLink(None, UNKNOWN)
    if link.used_at is not None:
        return FoundLink(None, USED)
    if link.revoked_at is not None:
        return FoundLink(None, REVOKED)
    if at > link.expires_at:
        return FoundLink(None, EXPIRED)
    return FoundLink(link.target)
