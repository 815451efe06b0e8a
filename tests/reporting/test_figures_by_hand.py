"""Every figure, table and quota of the report equals what hand-written SQL finds."""

from datetime import date

import pytest
from django.db import connection

from reporting.indicators.registry import CHAPTERS
from reporting.services.annual import compute_annual
from tests.reporting.crowd import Crowd
from tests.reporting.hand_sql import FIGURES, QUOTAS, TABLES

SPANS = {
    "a year that is over": (2025, date(2026, 6, 15)),
    "a year that still runs": (2026, date(2026, 6, 15)),
    "the last year of the former regime": (2023, date(2026, 6, 15)),
    "the first year of the present regime": (2024, date(2024, 12, 31)),
    "a year whose only day is the first": (2026, date(2026, 1, 1)),
    "a year without anybody": (2019, date(2026, 6, 15)),
}


def asked(sql: str, year: int, on: date) -> list[tuple]:
    end = max(date(year, 1, 1), min(date(year, 12, 31), on))
    days = {"start": date(year, 1, 1), "end": end, "on": on, "year": year}
    with connection.cursor() as cursor:
        cursor.execute(sql, days)
        return cursor.fetchall()


def numbers(row) -> tuple:
    return tuple(None if number is None else int(number) for number in row)


def test_every_indicator_has_its_hand_written_twin():
    assert {each.key for chapter in CHAPTERS for each in chapter.indicators} == set(FIGURES)
    assert {each.key for chapter in CHAPTERS for each in chapter.breakdowns} == set(TABLES)


@pytest.mark.django_db
def test_every_figure_table_and_quota_equals_the_hand_written_sql():
    Crowd().build()
    for name, (year, on) in SPANS.items():
        content = compute_annual(year, on)
        assert wrong_figures(content, year, on) == {}, name
        assert wrong_tables(content, year, on) == {}, name
        assert wrong_quotas(content, year, on) == {}, name
    assert_nothing_is_empty(compute_annual(2025, date(2026, 6, 15)))


def assert_nothing_is_empty(content: dict) -> None:
    """A figure that the crowd leaves at zero would prove nothing."""
    assert [each["key"] for each in figures_of(content) if not each["value"]] == []
    assert [each["key"] for each in tables_of(content) if len(each["rows"]) < 2] == []


def wrong_figures(content: dict, year: int, on: date) -> dict:
    wrong = {}
    for figure in figures_of(content):
        for measured, of_year in ((figure, year), (figure["previous"], year - 1)):
            expected = numbers(asked(FIGURES[figure["key"]], of_year, on)[0])
            found = (measured["value"], measured["base"])
            if found != (*expected, None)[:2]:
                wrong[figure["key"], of_year] = (found, expected)
    return wrong


def wrong_tables(content: dict, year: int, on: date) -> dict:
    wrong = {}
    for table in tables_of(content):
        for of_year in (year, year - 1):
            found, expected = sides(table, year, of_year, on)
            if found != expected:
                wrong[table["key"], of_year] = (found, expected)
    return wrong


def wrong_quotas(content: dict, year: int, on: date) -> dict:
    wrong = {}
    for of_year, key in ((year, "derogations"), (year - 1, "derogations_before")):
        lines = {each["regime"]: (each["derogated"], each["base"]) for each in content[key]}
        for code, sql in QUOTAS.items():
            expected = numbers(asked(sql, of_year, on)[0])
            if lines.get(code, (0, 0)) != expected:
                wrong[code, of_year] = (lines.get(code), expected)
    return wrong


def figures_of(content: dict) -> list[dict]:
    return [figure for chapter in content["chapters"] for figure in chapter["figures"]]


def tables_of(content: dict) -> list[dict]:
    return [table for chapter in content["chapters"] for table in chapter["tables"]]


def sides(table: dict, year: int, of_year: int, on: date) -> tuple[dict, dict]:
    """What the report says of one year, and what the hand-written groups say, without zeros."""
    columns = table["columns"]
    labels = [column["label"] for column in columns if column["year"] == year]
    shown = [(at, labels.index(c["label"])) for at, c in enumerate(columns) if c["year"] == of_year]
    found = {row["key"]: tuple(row["values"][at] for at, _ in shown) for row in table["rows"]}
    expected = {
        category or "": tuple(numbers(counts)[at] for _, at in shown)
        for category, *counts in asked(TABLES[table["key"]], of_year, on)
    }
    return _filled(found), _filled(expected)


def _filled(groups: dict[str, tuple]) -> dict[str, tuple]:
    return {category: counts for category, counts in groups.items() if any(counts)}
