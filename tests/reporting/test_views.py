"""The pages of the reports, as the manager sees them and as others do not."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from mirec.core.periods import today
from reporting.enums import ReportStatus
from reporting.models import Report
from reporting.services.annual import fingerprint
from reporting.views import reports
from tests.factories import (
    DerogationAuthorisationFactory,
    JourneyFactory,
    RegimeFactory,
    ReportFactory,
)
from tests.reporting.conftest import YEAR


@pytest.fixture
def browser(client_of, manager):
    return client_of(manager)


@pytest.fixture
def sent(monkeypatch) -> list[Report]:
    """Reports handed to a worker that never runs."""
    handed: list[Report] = []
    monkeypatch.setattr(reports, "send", lambda report: not handed.append(report))
    return handed


@pytest.fixture
def done(db, content, manager) -> Report:
    report = ReportFactory(
        done=True,
        year=YEAR,
        content=content,
        sha256=fingerprint(content),
        requested_by=manager,
    )
    report.xlsx.save("7/rapport-annuel-2025.xlsx", ContentFile(b"PK xlsx"))
    return report


def page_of(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("cast", ["coach", "prospector", "coordinator", "administrator"])
def test_only_the_direction_reads_reports(client_of, request, cast, done):
    browser = client_of(request.getfixturevalue(cast))
    for url in (
        reverse("reporting:list"),
        done.get_absolute_url(),
        reverse("reporting:download", args=[done.pk, "xlsx"]),
        reverse("reporting:quota"),
        reverse("reporting:sections", args=[YEAR]),
    ):
        assert browser.get(url).status_code == 403


def test_the_list_says_year_state_author_fingerprint_and_files(browser, done):
    page = page_of(browser.get(reverse("reporting:list")))
    for words in ("Rapport 2025", "Prêt", "Anne Wauters", done.sha256[:12], "XLSX"):
        assert words in page
    assert "Partie qualitative" in page


def test_the_list_costs_the_same_with_many_reports(browser, django_assert_max_num_queries):
    ReportFactory.create_batch(20, done=True)
    with django_assert_max_num_queries(6):
        browser.get(reverse("reporting:list"))


def test_asking_for_a_year_keeps_the_report_and_shows_its_progress(browser, sent, manager):
    response = browser.post(reverse("reporting:create"), {"year": YEAR}, follow=True)
    report = Report.objects.get()
    assert sent == [report]
    assert (report.year, report.requested_by, report.computed_on) == (YEAR, manager, today())
    page = page_of(response)
    assert "En attente du service de calcul" in page
    assert f"{reverse('reporting:progress', args=[report.pk])}?annonce=0" in page
    assert "load delay:2s" in page
    assert "Relancer" not in page


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        ("", "Indiquez une année."),
        ("2004", "Le premier régime date de 2005"),
        ("2999", "pas encore commencé"),
        ("deux mille", "quatre chiffres"),
        ("9" * 400, "pas encore commencé"),
    ],
)
def test_a_wrong_year_gets_a_sentence_and_nothing_is_produced(browser, sent, year, sentence):
    response = browser.post(reverse("reporting:create"), {"year": year})
    assert sentence in page_of(response).replace("&#x27;", "'")
    assert not sent


def test_when_the_broker_is_silent_the_report_waits_and_can_be_started_again(browser, monkeypatch):
    def refused(*args, **options):
        raise ConnectionError

    monkeypatch.setattr("reporting.tasks.produce_report.apply_async", refused)
    page = page_of(browser.post(reverse("reporting:create"), {"year": YEAR}, follow=True))
    report = Report.objects.get()
    assert report.status == ReportStatus.QUEUED
    assert "Le service de calcul ne répond pas." in page
    assert reverse("reporting:retry", args=[report.pk]) in page


def test_the_progress_is_read_aloud_by_quarters_only(browser):
    report = ReportFactory(running=True, progress=40)
    url = reverse("reporting:progress", args=[report.pk])
    first = page_of(browser.get(url, {"annonce": "0"}))
    assert 'role="status"' in first
    assert "25 % faits" in first
    assert "annonce=25" in first
    assert "hx-swap-oob" not in page_of(browser.get(url, {"annonce": "25"}))
    assert '<progress value="40" max="100"' in first


def test_once_ready_the_progress_becomes_the_report(browser, done):
    response = browser.get(reverse("reporting:progress", args=[done.pk]))
    assert response["HX-Retarget"] == "#rapport"
    page = page_of(response)
    assert "Le rapport est prêt." in page
    assert "hx-trigger" not in page
    assert "1. Accueil et bilan" in page


def test_a_report_shows_each_figure_with_definition_source_and_last_year(browser, done):
    page = page_of(browser.get(done.get_absolute_url()))
    figure = done.content["chapters"][1]["figures"][0]
    for words in (figure["label"], "Chaque personne compte une fois", "2025", "2024"):
        assert words in page
    for words in ("à compléter", "aucun modèle officiel", done.sha256, "Plafond dépassé"):
        assert words in page
    assert " style=" not in page


def test_a_report_costs_few_queries_whatever_it_holds(browser, done, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        browser.get(done.get_absolute_url())


def test_a_failed_report_says_so_and_offers_to_start_again(browser, sent):
    report = ReportFactory(failed=True)
    page = page_of(browser.get(report.get_absolute_url()))
    assert report.message in page
    assert "Relancer" in page
    browser.post(reverse("reporting:retry", args=[report.pk]))
    report.refresh_from_db()
    assert (report.status, sent) == (ReportStatus.QUEUED, [report])


def test_a_report_that_waits_too_long_can_be_started_again(browser):
    report = ReportFactory(running=True)
    url = reverse("reporting:progress", args=[report.pk])
    assert "Relancer" not in page_of(browser.get(url))
    Report.objects.update(requested_at=timezone.now() - timedelta(minutes=11))
    assert "Relancer" in page_of(browser.get(url))


def test_a_finished_report_is_not_started_again(browser, done, sent):
    browser.post(reverse("reporting:retry", args=[done.pk]))
    assert not sent


@pytest.mark.parametrize("content", [{}, {"schema": 1, "chapters": []}])
def test_a_report_of_an_earlier_version_still_opens(browser, content):
    page = page_of(browser.get(ReportFactory(done=True, content=content).get_absolute_url()))
    assert "lisez ses documents" in page


def test_a_file_comes_as_an_attachment_with_a_safe_name(browser, done):
    response = browser.get(reverse("reporting:download", args=[done.pk, "xlsx"]))
    assert response["Content-Disposition"] == 'attachment; filename="rapport-annuel-2025.xlsx"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"].startswith("application/vnd.openxmlformats")
    assert b"".join(response.streaming_content) == b"PK xlsx"


@pytest.mark.parametrize("name", ["pdf", "exe", "content", "sha256"])
def test_a_file_that_is_not_there_is_a_404(browser, done, name):
    assert browser.get(reverse("reporting:download", args=[done.pk, name])).status_code == 404


def test_a_file_whose_storage_was_emptied_is_a_404(browser, done):
    done.xlsx.storage.delete(done.xlsx.name)
    assert browser.get(reverse("reporting:download", args=[done.pk, "xlsx"])).status_code == 404


def test_the_quota_page_counts_what_is_left(browser):
    on = today()
    for _ in range(11):
        JourneyFactory(on=on, towards_employment=True, agreed_on=on)
    JourneyFactory(on=on, derogated=True, agreed_on=on)
    page = page_of(browser.get(reverse("reporting:quota")))
    assert "1 sur 12 personnes prises en charge" in page
    assert "plafond 10,0" in page
    assert "Plafond atteint" in page


@pytest.mark.parametrize("year", ["2004", "3000", "abc", "%00", ""])
def test_a_strange_year_shows_this_year(browser, year):
    page = page_of(browser.get(reverse("reporting:quota"), {"annee": year}))
    assert f"Dérogations {today().year}" in page


def test_a_year_before_the_derogation_rule_says_so(browser, db):
    page = page_of(browser.get(reverse("reporting:quota"), {"annee": "2012"}))
    assert "plafond 20,0" in page


def test_the_authorisation_of_the_year_is_cited(browser, db):
    DerogationAuthorisationFactory(year=2012, reference="AM-2012-9")
    page = page_of(browser.get(reverse("reporting:quota"), {"annee": "2012"}))
    assert "Autorisation de 2012, régime R2009 : AM-2012-9" in page
    assert "AM-2012-9" not in page_of(browser.get(reverse("reporting:quota"), {"annee": "2013"}))


def test_a_regime_that_is_over_leaves_no_margin(browser, db):
    JourneyFactory(
        regime=RegimeFactory(r2009=True), towards_employment=True, agreed_on=date(2023, 6, 1)
    )
    page = page_of(browser.get(reverse("reporting:quota"), {"annee": "2024"}))
    assert "ce régime n&#x27;est plus en vigueur" in page
