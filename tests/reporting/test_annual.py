"""The report as data: it adds up, it is the same each time, it costs the same each time."""

import json
from dataclasses import replace
from datetime import date

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.indicators.shapes import Breakdown, Chapter, Indicator, Measure
from reporting.indicators.spans import span_of
from reporting.models import Report
from reporting.services import annual
from reporting.services.annual import (
    ReportDoesNotAddUpError,
    canonical,
    compute_annual,
    fingerprint,
)
from reporting.services.snapshot import one_snapshot
from tests.factories import BeneficiaryFactory, JourneyFactory
from tests.reporting.conftest import ON, YEAR, furnish


@pytest.mark.parametrize(
    ("year", "on", "end", "is_complete"),
    [
        (2025, date(2026, 3, 1), date(2025, 12, 31), True),
        (2025, date(2025, 12, 31), date(2025, 12, 31), True),
        (2025, date(2025, 12, 30), date(2025, 12, 30), False),
        (2026, date(2025, 6, 1), date(2026, 1, 1), False),
    ],
)
def test_a_year_ends_on_its_last_day_or_on_the_day_of_calculation(year, on, end, is_complete):
    span = span_of(year, on)
    assert (span.end, span.is_complete) == (end, is_complete)


def test_every_table_adds_up_to_its_figure_and_to_its_own_rows(content):
    for chapter in content["chapters"]:
        for table in chapter["tables"]:
            for at, total in enumerate(table["totals"]):
                if total is not None:
                    assert total == sum(row["values"][at] for row in table["rows"])


def test_every_figure_says_what_it_counts_and_where_that_comes_from(content):
    for chapter in content["chapters"]:
        for each in [*chapter["figures"], *chapter["tables"]]:
            assert len(each["definition"]) > 20
            assert each["source"]


def test_no_value_of_the_missing_decree_is_given(content):
    assert "à compléter" in content["targets"]
    assert "aucun modèle officiel" in content["targets"]


def test_the_fingerprint_survives_the_database(db, content):
    report = Report.objects.create(year=YEAR, computed_on=ON, content=content)
    report.refresh_from_db()
    assert fingerprint(report.content) == fingerprint(content)
    assert json.loads(canonical(content)) == content


def test_the_same_data_give_the_same_fingerprint_and_other_data_another(db):
    furnish()
    first = fingerprint(compute_annual(YEAR, ON))
    assert fingerprint(compute_annual(YEAR, ON)) == first
    JourneyFactory(on=ON, towards_employment=True)
    assert fingerprint(compute_annual(YEAR, ON)) != first


def test_only_stories_with_written_consent_are_told_and_nobody_is_named(content):
    assert content["qualitative"]["stories"] == [{"pseudonym": "Leïla", "text": "Elle a choisi."}]
    text = canonical(content).decode()
    assert "Benali" not in text
    assert "Samira" not in text


def test_twice_as_many_persons_cost_the_same_queries(db):
    furnish()
    with CaptureQueriesContext(connection) as few:
        compute_annual(YEAR, ON)
    furnish_again()
    with CaptureQueriesContext(connection) as many:
        compute_annual(YEAR, ON)
    assert len(many) == len(few) < 160


def furnish_again() -> None:
    for _ in range(8):
        JourneyFactory(on=ON, towards_employment=True, beneficiary=BeneficiaryFactory())


def test_a_table_that_contradicts_its_figure_stops_the_report(db, monkeypatch):
    figure = Indicator("1.1", "two", "Deux", "def", "src", "x", lambda span: Measure(2))
    table = Breakdown("1.A", "t", "T", "d", "s", rows=lambda span: [("a", 1)], total_of="two")
    chapter = Chapter(1, "c", "C", "", (figure,), (table,))
    monkeypatch.setattr(annual, "CHAPTERS", (chapter,))
    with pytest.raises(ReportDoesNotAddUpError, match=r"1\.A"):
        compute_annual(YEAR, ON)
    fitting = replace(table, rows=lambda span: [("a", 1), (None, 1)])
    monkeypatch.setattr(annual, "CHAPTERS", (replace(chapter, breakdowns=(fitting,)),))
    rows = compute_annual(YEAR, ON)["chapters"][0]["tables"][0]["rows"]
    assert [row["label"] for row in rows] == ["a", "Non renseigné"]


def test_a_change_during_the_calculation_is_not_seen(lasting_house):
    settings = connection.settings_dict
    with one_snapshot():
        before = fingerprint(compute_annual(YEAR, ON))
        with psycopg.connect(
            host=settings["HOST"],
            port=settings["PORT"] or None,
            user=settings["USER"],
            dbname=settings["NAME"],
            autocommit=True,
        ) as other:
            other.execute("UPDATE coaching_followup SET minutes = minutes + 60")
        assert fingerprint(compute_annual(YEAR, ON)) == before
    assert fingerprint(compute_annual(YEAR, ON)) != before
