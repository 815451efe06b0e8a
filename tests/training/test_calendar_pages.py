"""The week of every cohort, and the tab on a person's page."""

import pytest

from mirec.core.periods import today
from tests.factories import (
    AttendanceFactory,
    EnrolmentFactory,
    SessionFactory,
)
from tests.training.pages import DAY, text, url
from training.rules.weeks import Week, local


@pytest.fixture
def browser(client_of, coordinator):
    return client_of(coordinator)


class TestCalendar:
    def test_a_week_shows_every_cohort_and_marks_what_is_cancelled(self, browser):
        SessionFactory(title="Cours du jour")
        SessionFactory(title="Cours annulé", cancelled=True)
        SessionFactory(title="Cours lointain", on=today() + 30 * DAY)
        shown = text(browser.get(url("calendar")))
        assert "Cours du jour" in shown
        assert "Annulée" in shown
        assert "Cours lointain" not in shown

    def test_another_week_has_its_address(self, browser):
        session = SessionFactory(title="Plus tard", on=today() + 30 * DAY)
        week = Week.of(local(session.starts_at).date())
        shown = browser.get(url("calendar"), {"semaine": week.key})
        assert "Plus tard" in text(shown)
        assert f"semaine={week.next.key}" in text(shown)

    @pytest.mark.parametrize("key", ["2026-W99", "abc", "9999-W52", "<b>"])
    def test_a_week_that_does_not_exist_is_told(self, browser, key):
        shown = browser.get(url("calendar"), {"semaine": key})
        assert "Cette semaine n'existe pas" in text(shown)
        assert shown.context["week"] == Week.of(today())

    def test_it_is_filtered_by_programme_and_by_coordinator(self, browser, coordinator):
        mine = SessionFactory(title="Le mien", cohort__coordinator=coordinator)
        SessionFactory(title="Celui d'un autre")
        for query in (
            {"coordinator": coordinator.pk},
            {"programme": mine.cohort.programme_id},
        ):
            shown = text(browser.get(url("calendar"), query))
            assert "Le mien" in shown
            assert "Celui d'un autre" not in shown

    def test_a_holiday_is_named(self, browser):
        assert "Armistice" in text(browser.get(url("calendar"), {"semaine": "2026-W46"}))


class TestPanel:
    def test_it_shows_enrolments_hours_and_what_comes(self, client_of, coach, beneficiary):
        session = SessionFactory(title="Demain déjà", on=today() + DAY)
        enrolment = EnrolmentFactory(cohort=session.cohort, beneficiary=beneficiary)
        AttendanceFactory(session=SessionFactory(cohort=session.cohort), enrolment=enrolment)
        shown = text(client_of(coach).get(url("panel", beneficiary.pk)))
        assert "Demain déjà" in shown
        assert "3 h suivies en tout" in shown
        assert beneficiary.openings.get().part == "Formations"

    def test_a_coach_of_another_team_gets_404(self, client_of, stranger_coach, beneficiary):
        assert client_of(stranger_coach).get(url("panel", beneficiary.pk)).status_code == 404

    def test_a_coordinator_opens_no_file(self, browser, beneficiary):
        assert browser.get(url("panel", beneficiary.pk)).status_code == 404
