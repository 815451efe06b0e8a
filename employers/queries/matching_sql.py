"""The order of `rules.matching.Order`, asked of the database: one statement, both ways.

`p` are persons, `v` vacancies, each a queryset of plain columns; whichever side is one row, the
other is ranked. Skills are read from those that are asked for to their holders, by the index
`beneficiary_skill_held`. No column of a person is read but those of `PERSON`.
"""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Coalesce

from employers.rules.matching import Order

PERSON = {
    "person": F("pk"),
    "occupation": F("target_occupation"),
    "rome_code": F("target_occupation__rome_code"),
    "commune": F("locality__commune"),
    "licence": F("has_driving_licence"),
    "vehicle": F("has_vehicle"),
    "free_from": F("available_from"),
    "slots": F("work_wish__slots"),
    "transports": F("work_wish__transports"),
    "communes": F("work_wish__communes"),
    "hours_from": F("work_wish__hours_from"),
    "hours_to": F("work_wish__hours_to"),
}
PLACE = Coalesce("locality__commune", "site__locality__commune", output_field=TextField())
VACANCY = {
    "vacancy": F("pk"),
    "job": F("occupation"),
    "rome": F("occupation__rome_code"),
    "place": PLACE,
    "asks_licence": F("needs_licence"),
    "moments": F("slots"),
    "hours": F("hours_per_week"),
    "starts": F("starts_on"),
    "received": F("received_on"),
}

WISH = """CASE WHEN p.occupation IS NULL THEN 2 WHEN p.occupation = v.job THEN 0
    WHEN v.rome <> '' AND p.rome_code = v.rome THEN 1 ELSE 3 END"""
MOBILITY = """GREATEST(
    CASE WHEN NOT v.asks_licence OR p.licence THEN 0 WHEN p.licence IS NULL THEN 1 ELSE 2 END,
    CASE WHEN v.place IS NULL THEN 1
        WHEN p.commune = v.place OR v.place = ANY (p.communes) THEN 0
        WHEN cardinality(p.communes) > 0 THEN 2
        WHEN p.vehicle OR 'car' = ANY (p.transports) THEN 0 ELSE 1 END)"""
AVAILABILITY = """GREATEST(
    CASE WHEN cardinality(v.moments) = 0 OR coalesce(cardinality(p.slots), 0) = 0 THEN 1
        WHEN v.moments <@ p.slots THEN 0 ELSE 2 END,
    CASE WHEN p.free_from IS NULL THEN 1
        WHEN p.free_from <= GREATEST(v.starts, %s::date) THEN 0 ELSE 2 END,
    CASE WHEN v.hours IS NULL OR (p.hours_from IS NULL AND p.hours_to IS NULL) THEN 1
        WHEN v.hours < p.hours_from OR v.hours > p.hours_to THEN 2 ELSE 0 END)"""

SKILLS = """
WITH v AS MATERIALIZED ({vacancies}),
asked AS MATERIALIZED (
    SELECT r.vacancy_id AS vacancy, r.skill_id, r.level, r.need = 'must' AS is_must,
        r.need = 'must' AND r.skill_id <> ALL (%s::bigint[]) AS is_hard
    FROM employers_requirement r JOIN v ON v.vacancy = r.vacancy_id),
totals AS (
    SELECT vacancy, count(*) FILTER (WHERE is_must) AS musts,
        sum(level) FILTER (WHERE is_must) AS levels, count(*) FILTER (WHERE is_hard) AS hards
    FROM asked GROUP BY vacancy),
held AS MATERIALIZED (
    SELECT s.beneficiary_id AS person, a.vacancy,
        count(*) FILTER (WHERE a.is_must AND s.level >= a.level) AS musts,
        coalesce(sum(LEAST(s.level, a.level)) FILTER (WHERE a.is_must), 0) AS levels,
        count(*) FILTER (WHERE NOT a.is_must) AS others,
        count(*) FILTER (WHERE a.is_hard AND s.level >= a.level) AS hards
    FROM asked a JOIN beneficiaries_beneficiaryskill s
        ON s.skill_id = a.skill_id AND (a.is_must OR s.level >= a.level) {only}
    GROUP BY s.beneficiary_id, a.vacancy)
"""
"""`held` has those who hold something of what is asked: for one vacancy they precede all others."""
MUST_MISSING = "coalesce(t.musts, 0) - coalesce(h.musts, 0)"
HARD_MISSING = "coalesce(t.hards, 0) - coalesce(h.hards, 0)"
COLUMNS = f"""p.person, v.vacancy, {MUST_MISSING} AS must_missing,
    -coalesce(h.musts, 0) AS must_met,
    coalesce(t.levels, 0) - coalesce(h.levels, 0) AS levels_missing,
    -coalesce(h.others, 0) AS other_met, {WISH} AS wish, {MOBILITY} AS mobility,
    {AVAILABILITY} AS availability, v.received"""
ORDER = "must_missing, must_met, levels_missing, other_met, wish, mobility, availability"
TIES = {"person": "person", "vacancy": "received DESC, vacancy DESC"}
"""Who was registered first; which vacancy came last."""
PAIRS = """CROSS JOIN v LEFT JOIN totals t ON t.vacancy = v.vacancy
{join} held h ON {same} WHERE {where}"""
"""`same`: of one vacancy only the person tells holders apart, of one person only the vacancy; a
second key would mislead the planner, who knows neither how many hold nor that one side is one."""
COUNTED = f"{SKILLS} SELECT count(*) FROM ({{keys}}) k {PAIRS}"  # noqa: S608 - own text
EVERY_ROW = f"SELECT {COLUMNS} FROM ({{persons}}) p {PAIRS}"  # noqa: S608
HOLDERS = """,
best AS MATERIALIZED (
    SELECT h.person FROM (
        SELECT * FROM held ORDER BY musts DESC, levels DESC, others DESC OFFSET 0) h
    JOIN ({keys}) k ON k.person = h.person LEFT JOIN totals t ON t.vacancy = h.vacancy
    WHERE {where}
    ORDER BY h.musts DESC, h.levels DESC, h.others DESC FETCH FIRST (%s) ROWS WITH TIES),
enough AS MATERIALIZED (SELECT count(*) >= %s AS is_true FROM best)
"""
"""The skills alone choose the first holders, with all who equal the last."""
BEST_ROWS = f"""SELECT {COLUMNS} FROM best JOIN ({{everybody}}) p ON p.person = best.person
CROSS JOIN v LEFT JOIN totals t ON t.vacancy = v.vacancy
JOIN held h ON h.person = p.person AND h.vacancy = v.vacancy
WHERE (SELECT is_true FROM enough)"""  # noqa: S608
FIRST_ROWS = f"""{SKILLS}{HOLDERS} SELECT * FROM (
{BEST_ROWS} UNION ALL {EVERY_ROW} AND NOT (SELECT is_true FROM enough)) found"""  # noqa: S608
"""Only of those is the rest of the order asked; of everybody, when they fill no page."""
FIRST = 1_000
"""Rows from the top that are looked for among the first holders; beyond, all are ordered."""


@dataclass(frozen=True)
class Placed:
    person: int
    vacancy: int
    order: Order


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which persons, which vacancies, on which day. `ties` names the side that is ranked.

    `persons` or `skills` narrow the skills that are read to those of a few beforehand;
    `holders_only`: who holds nothing of what is asked cannot be meant.
    """

    people: QuerySet
    vacancies: QuerySet
    on: date
    ties: str
    persons: tuple[int, ...] | None = None
    skills: tuple[int, ...] | None = None
    fillable: tuple[int, ...] = ()
    musts_only: bool = False
    fillable_only: bool = False
    holders_only: bool = False

    def count(self) -> int:
        if not (self.musts_only or self.fillable_only):
            return (self.people if self.ties == "person" else self.vacancies).order_by().count()
        try:
            found = _fetched(*self._built(COUNTED, "k", ["keys"]))
        except EmptyResultSet:
            return 0
        return found[0][0]

    def rows(self, start: int = 0, count: int | None = None) -> list[Placed]:
        """From `start` on, at most `count` of them (None: all)."""
        try:
            found = _fetched(*self.statement(start, count))
        except EmptyResultSet:
            return []
        return [Placed(person, vacancy, Order(*order)) for person, vacancy, *order, _ in found]

    def statement(self, start: int, count: int | None) -> tuple[str, list[object]]:
        """The text and its parameters; raises EmptyResultSet when nothing can be found."""
        stop = start + count if count else None
        if self.ties == "person" and stop and stop <= FIRST:
            order = ["keys", stop, stop, self.on, "everybody", self.on, "persons"]
            text, parameters = self._built(FIRST_ROWS, "p", order)
        else:
            text, parameters = self._built(SKILLS + EVERY_ROW, "p", [self.on, "persons"])
        tail = f" ORDER BY {ORDER}, {TIES[self.ties]} LIMIT %s OFFSET %s"
        return text + tail, [*parameters, count, start]

    def _built(self, statement: str, one: str, order: list[object]) -> tuple[str, list[object]]:
        """`order` are the parameters as the text has them; the querysets stand by their names."""
        texts, given = {}, {}
        texts["persons"], given["persons"] = _columns(self.people, PERSON)
        everybody = self.people.model.objects.all()
        texts["everybody"], given["everybody"] = _columns(everybody, PERSON)
        texts["keys"], given["keys"] = _columns(self.people, {"person": F("pk")})
        texts["vacancies"], of_vacancies = _columns(self.vacancies, VACANCY)
        only, narrow = self._few()
        parameters = [*of_vacancies, list(self.fillable), *narrow]
        for part in order:
            parameters += given.get(part, [part])
        join = "JOIN" if self.holders_only else "LEFT JOIN"
        same = f"h.person = {one}.person" if self.ties == "person" else "h.vacancy = v.vacancy"
        text = statement.format(**texts, only=only, join=join, same=same, where=self._where())
        return text, parameters

    def _few(self) -> tuple[str, list[object]]:
        """Which skills of whom are read at all: told to the planner, that could not guess it."""
        few = {"s.beneficiary_id": self.persons, "s.skill_id": self.skills}
        told = {column: list(keys) for column, keys in few.items() if keys is not None}
        text = " ".join(f"AND {column} = ANY (%s::bigint[])" for column in told)
        return text, list(told.values())

    def _where(self) -> str:
        kept = ["TRUE"]
        if self.musts_only:
            kept.append(f"{MUST_MISSING} = 0")
        if self.fillable_only:
            kept.append(f"{HARD_MISSING} = 0")
        return " AND ".join(kept)


def _columns(rows: QuerySet, columns: dict) -> tuple[str, tuple]:
    return rows.order_by().values(**columns).query.sql_with_params()


def _fetched(text: str, parameters: list[object]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        return cursor.fetchall()
