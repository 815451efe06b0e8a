"""Which pages are measured, as whom, and what the same rows cost in bare SQL."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.urls import reverse

from beneficiaries.models import Beneficiary
from coaching.models import Journey
from mirec.accounts.enums import Role
from mirec.accounts.models import User

ROWS = 50


@dataclass(frozen=True)
class Page:
    """`addresses` are all that a browser asks for to show the page; `sent` is what it posts.

    `reader` is a user, the first one of a role, or None for who has not signed in.
    """

    label: str
    reader: Role | User | None
    addresses: tuple[str, ...]
    yardstick: str = ""
    budget: str = ""
    sent: str = ""


PERSONS_SQL = """
    SELECT b.id, b.file_number, b.first_name, b.last_name, b.born_on, b.diploma,
           b.last_contact_on, l.commune, u.first_name, u.last_name
    FROM beneficiaries_beneficiary b
    LEFT JOIN beneficiaries_locality l ON l.id = b.locality_id
    LEFT JOIN accounts_user u ON u.id = b.coach_id
    {where} ORDER BY {order} LIMIT 50 OFFSET {offset};
    SELECT count(*) FROM beneficiaries_beneficiary b {where}
"""
FOLLOW_UPS_SQL = """
    SELECT f.id, f.happened_on, f.kind, f.channel, f.outcome, f.minutes, f.text,
           b.first_name, b.last_name, u.first_name, u.last_name
    FROM coaching_followup f JOIN beneficiaries_beneficiary b ON b.id = f.beneficiary_id
    LEFT JOIN accounts_user u ON u.id = f.created_by_id
    ORDER BY f.happened_on DESC, f.id DESC LIMIT 50;
    SELECT count(*) FROM coaching_followup
"""
SEARCH_SQL = """
    SELECT id, file_number, first_name, last_name, born_on FROM beneficiaries_beneficiary
        WHERE name_key LIKE '%{word}%' ORDER BY name_key, id LIMIT 6;
    SELECT id, name FROM employers_employer WHERE name_key LIKE '%{word}%' LIMIT 6;
    SELECT id, title FROM employers_vacancy WHERE title_key LIKE '%{word}%' LIMIT 6;
    SELECT id, title FROM training_programme WHERE title_key LIKE '%{word}%' LIMIT 6;
    SELECT id, title FROM coaching_step WHERE title_key LIKE '%{word}%' LIMIT 6
"""
"""As written only: bare SQL forgives nothing."""
PERSON_SQL = """
    SELECT * FROM beneficiaries_beneficiary WHERE id = {person};
    SELECT * FROM beneficiaries_assessment WHERE beneficiary_id = {person};
    SELECT * FROM coaching_journey WHERE beneficiary_id = {person};
    SELECT * FROM coaching_followup WHERE beneficiary_id = {person}
        ORDER BY happened_on DESC, id DESC LIMIT 30
"""


def persons_sql(where: str = "", order: str = "b.name_key, b.id", offset: int = 0) -> str:
    return PERSONS_SQL.format(where=where, order=order, offset=offset)


def search(typed: str, role: Role) -> Page:
    yardstick = SEARCH_SQL.format(word=typed)
    return Page(
        f"Ctrl K, « {typed} »", role, (reverse("finding:search"),), yardstick, "50 ms", typed
    )


def pages() -> list[Page]:
    journey = Journey.objects.filter(agreed_on__isnull=False, closed_on__isnull=True)
    person = journey.order_by("-pk").first().beneficiary_id
    people, last_page = reverse("beneficiaries:list"), Beneficiary.objects.count() // ROWS
    detail = [
        reverse(name, args=[person])
        for name in ("beneficiaries:detail", "coaching:header", "coaching:panel-followups")
    ]
    return [
        Page("connexion", None, (reverse("account_login"),)),
        Page("accueil du coach", Role.COACH, (reverse("coaching:home"),), "", "50 ms, 10"),
        Page("personnes, 1re page", Role.MANAGER, (people,), persons_sql(), "60 ms, 8, 60 kB"),
        Page(
            "personnes, dernière page", Role.MANAGER, (f"{people}?page={last_page}",),
            persons_sql(offset=ROWS * (last_page - 1)),
        ),
        Page(
            "personnes, « ben »", Role.MANAGER, (f"{people}?q=ben",),
            persons_sql(where="WHERE b.name_key LIKE '%ben%'"), "60 ms, 8, 60 kB",
        ),
        Page(
            "personnes, dernier contact", Role.MANAGER, (f"{people}?sort=last_contact_on",),
            persons_sql(order="b.last_contact_on NULLS LAST, b.id"),
        ),
        Page("personnes de l'équipe", Role.COACH, (people,), "", "60 ms, 8, 60 kB"),
        Page("une personne (3 requêtes)", Role.MANAGER, tuple(detail),
             PERSON_SQL.format(person=person), "50 ms, 10"),
        search("benali", Role.MANAGER),
        search("benalli", Role.MANAGER),
        search("0470 12 34", Role.COACH),
        Page("suivis", Role.MANAGER, (reverse("coaching:followup-list"),), FOLLOW_UPS_SQL),
        Page("parcours", Role.MANAGER, (reverse("coaching:journey-list"),)),
        Page("offres", Role.PROSPECTOR, (reverse("employers:vacancy-list"),)),
        Page("propositions", Role.PROSPECTOR, (reverse("employers:proposal-list"),)),
        Page("tableau des propositions", Role.PROSPECTOR, (reverse("employers:proposal-board"),)),
        Page("mises à l'emploi", Role.PROSPECTOR, (reverse("employers:placement-list"),)),
        Page("calendrier, une semaine", Role.COORDINATOR, (reverse("training:calendar"),)),
        Page("ma semaine", Role.BENEFICIARY, (reverse("training:my-week"),)),
    ]  # fmt: skip


def answer_of(page: Page) -> Callable[[], bytes]:
    """Asks for the whole page as its reader would."""
    client, reader = Client(raise_request_exception=True), page.reader
    if isinstance(reader, Role):
        reader = User.objects.with_role(reader).order_by("pk").first()
    if reader:
        client.force_login(reader)

    def ask() -> bytes:
        first, *fetched = page.addresses
        responses = [
            client.post(first, {"q": page.sent}, headers={"HX-Request": "true"})
            if page.sent
            else client.get(first),
            *(client.get(each, HTTP_HX_REQUEST="true") for each in fetched),
        ]
        assert {response.status_code for response in responses} == {200}, page.label
        return b"".join(response.content for response in responses)

    return ask


def bare_answer_of(page: Page) -> Callable[[], bytes]:
    """The same rows, asked straight from the database and read, with nothing made of them."""

    def ask() -> bytes:
        with connection.cursor() as cursor:
            found = []
            for statement in page.yardstick.split(";"):
                cursor.execute(statement.replace("%", "%%"))
                found.append(cursor.fetchall())
        return repr(found).encode()

    return ask
