"""What a door of the house answers to each of the cast, in words."""

from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url

OPENS, REFUSED, UNKNOWN, SIGN_IN = "opens", "refused", "not found", "sign in first"
CAST = (
    "anonymous",
    "coach",
    "colleague",
    "stranger_coach",
    "prospector",
    "coordinator",
    "manager",
    "administrator",
    "beneficiary",
    "other_beneficiary",
)
WELCOME = {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.UNPROCESSABLE_ENTITY}


def answer_of(response: HttpResponse) -> str:
    login = resolve_url(settings.LOGIN_URL)
    if response.status_code == HTTPStatus.FOUND and response["Location"].startswith(f"{login}?"):
        return SIGN_IN
    if response.status_code in WELCOME:
        return OPENS
    words = {HTTPStatus.FORBIDDEN: REFUSED, HTTPStatus.NOT_FOUND: UNKNOWN}
    return words.get(response.status_code, f"error {response.status_code}")


@dataclass(frozen=True)
class Audience:
    """Who is let in, and for whom the object does not exist; the others are refused."""

    let_in: frozenset[str]
    in_the_dark: frozenset[str] = frozenset()

    def answers(self) -> dict[str, str]:
        return {who: self.answer(who) for who in CAST}

    def answer(self, who: str) -> str:
        if who in self.let_in:
            return OPENS
        if who == "anonymous":
            return SIGN_IN
        return UNKNOWN if who in self.in_the_dark else REFUSED

    def first(self) -> list[str]:
        """One who is let in, the manager when that may be; nobody at a door open to none."""
        let_in = [who for who in CAST if who in self.let_in and who != "anonymous"]
        return ["manager"] if "manager" in let_in else let_in[:1]


def lets_in(who: str, *, not_found: str = "") -> Audience:
    return Audience(frozenset(who.split()), frozenset(not_found.split()))


# The field: whoever works with persons, jobs or trainings.
_COACHES = "coach colleague stranger_coach manager"
_FIELD = f"{_COACHES} prospector coordinator"
_SIGNED_IN = f"{_FIELD} administrator beneficiary other_beneficiary"

EVERYONE = lets_in(f"anonymous {_SIGNED_IN}")
SIGNED_IN = lets_in(_SIGNED_IN)
COACHES = lets_in(_COACHES)
FIELD = lets_in(_FIELD)
NETWORK = lets_in(f"{_FIELD} administrator")
JOB_FINDERS = lets_in(f"{_COACHES} prospector")
TRAINERS = lets_in("coordinator manager")
# Whoever pays, and the person who is paid.
PAYERS_AND_THE_PERSON = lets_in("coordinator manager beneficiary", not_found="other_beneficiary")
RATEKEEPERS = lets_in("coordinator manager administrator")
NETWORKERS = lets_in("prospector coordinator manager")
MANAGER = lets_in("manager")
LAWKEEPERS = lets_in("manager administrator")
ADMINISTRATOR = lets_in("administrator")
THE_PERSON = lets_in("beneficiary other_beneficiary")
# What hangs from the person `beneficiary`, for that person alone.
OWN_ROW = lets_in("beneficiary", not_found="other_beneficiary")
# The team of the person `beneficiary`, and the manager; to another coach the file does not exist.
TEAM = lets_in("coach colleague manager", not_found="stranger_coach")
# The same, in rooms that prospectors and coordinators enter for other reasons.
TEAM_AND_COORDINATOR = lets_in("coach colleague coordinator manager", not_found="stranger_coach")
TEAM_TAB = lets_in("coach colleague manager", not_found="stranger_coach prospector coordinator")
AUTHOR = lets_in("coach", not_found="colleague stranger_coach manager")
# Who noted a contact with an employer; for the others of that room there is nothing to correct.
JOURNALIST = lets_in("coach", not_found="colleague stranger_coach manager prospector")
