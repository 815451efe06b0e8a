"""The reasons of a ranking as a table: one column for each thing that the order compares.

No name and no protected attribute: a person is the number of the registration, the last tie.
"""

import csv
from collections.abc import Iterator
from datetime import date

from employers.models import Vacancy
from employers.queries.matching import Ranking, persons_in
from employers.queries.reasons import Matched, asked_of, matches_of
from employers.rules.matching import Reason
from employers.rules.skills import NEEDS, Asked
from mirec.accounts.models import User
from mirec.core.wording import uncapped

CHUNK = 500
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet."""


class _Line:
    """What a csv.writer writes to: gives each line back."""

    def write(self, line: str) -> str:
        return line


def exported(ranking: Ranking, vacancy: Vacancy, user: User, on: date) -> Iterator[str]:
    """The lines of the file, headings first, a few hundred persons at a time."""
    writer = csv.writer(_Line(), delimiter=";")
    asked = sorted(asked_of(vacancy), key=lambda one: NEEDS.index(one.need))
    yield "\ufeff" + writer.writerow(_headings(asked))
    placed = ranking.question.rows()
    for start in range(0, len(placed), CHUNK):
        part = placed[start : start + CHUNK]
        people = persons_in(user, [one.person for one in part], on)
        for rank, row in enumerate(matches_of(part, people, {vacancy.pk: vacancy}, on), start + 1):
            yield writer.writerow([_plain(cell) for cell in _cells(rank, row)])


def _headings(asked: list[Asked]) -> list[str]:
    skills = [
        _plain(f"{uncapped(one.need.label)} : {one.label} (niveau {one.level})") for one in asked
    ]
    reasons = ("permis", "trajet", "moments", "début", "heures")
    said = [heading for name in reasons for heading in (name, f"{name} : pourquoi")]
    return ["rang", "inscription", *skills, "métier visé", "métier visé : pourquoi", *said]


def _cells(rank: int, row: Matched) -> Iterator[object]:
    """The level of each skill as the file has it, empty when it says nothing; then the reasons."""
    yield rank
    yield row.person.pk
    for answer in row.match.comparison.answers:
        yield "" if answer.held is None else answer.held
    yield row.match.wish.label
    yield row.match.wish_reason.sentence
    for reason in (*row.match.mobility, *row.match.availability):
        yield from _told(reason)


def _told(reason: Reason) -> tuple[str, str]:
    return reason.state.label, reason.sentence


def _plain(cell: object) -> object:
    is_formula = isinstance(cell, str) and cell.startswith(FORMULAS)
    return f"'{cell}" if is_formula else cell
