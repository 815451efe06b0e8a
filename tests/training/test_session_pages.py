"""Enrolments, sessions and presences: what staff write and are told."""

from datetime import date

import pytest

from mirec.core.periods import today
from tests.factories import (
    AttendanceFactory,
    BeneficiaryFactory,
    CohortFactory,
    EnrolmentFactory,
    SessionFactory,
)
from tests.training.pages import DAY, session_fields, text, told, url
from training.enums import EnrolmentStatus
from training.models import Session
from training.rules.weeks import local


@pytest.fixture
def browser(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(coordinator=coordinator, places=2)


class TestEnrolments:
    def test_a_person_is_found_by_name_and_enrolled(self, browser, cohort):
        person = BeneficiaryFactory(first_name="Zoé", last_name="Étienne")
        BeneficiaryFactory(last_name="Autre")
        found = browser.get(url("enrolment-create", cohort.pk), {"q": "etienne zoe"})
        assert [candidate.pk for candidate in found.context["found"].persons] == [person.pk]
        fields = {"beneficiary": person.pk, "enrolled_on": today().isoformat()}
        sent = browser.post(url("enrolment-create", cohort.pk), fields)
        assert sent.url == cohort.get_absolute_url()
        assert told(sent) == ["Zoé Étienne a une place dans le groupe."]

    def test_a_person_may_be_named_by_the_address(self, browser, cohort, beneficiary):
        shown = browser.get(url("enrolment-create", cohort.pk), {"personne": beneficiary.pk})
        assert f'value="{beneficiary.pk}" id="personne-{beneficiary.pk}" checked' in text(shown)

    def test_a_full_cohort_says_that_the_person_waits(self, browser, cohort, beneficiary):
        EnrolmentFactory.create_batch(2, cohort=cohort)
        assert "ira sur la liste d'attente" in text(browser.get(url("enrolment-create", cohort.pk)))
        fields = {"beneficiary": beneficiary.pk, "enrolled_on": today().isoformat()}
        sent = browser.post(url("enrolment-create", cohort.pk), fields)
        assert "liste d'attente" in told(sent)[0]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"beneficiary": ""}, "beneficiary", id="nobody chosen"),
            pytest.param({"beneficiary": "9" * 30}, "beneficiary", id="an absurd number"),
            pytest.param({"beneficiary": "x'; --"}, "beneficiary", id="not a number"),
            pytest.param({"enrolled_on": "hier"}, "enrolled_on", id="not a date"),
            pytest.param({"enrolled_on": "2999-01-01"}, "enrolled_on", id="the future"),
        ],
    )
    def test_bad_input_gets_a_sentence_and_enrols_nobody(
        self, browser, cohort, beneficiary, changes, field
    ):
        fields = {"beneficiary": beneficiary.pk, "enrolled_on": today().isoformat()} | changes
        shown = browser.post(url("enrolment-create", cohort.pk), fields)
        assert set(shown.context["form"].errors) == {field}
        assert not cohort.enrolments.exists()

    @pytest.mark.parametrize("query", ["\0", "%", "a" * 5_000, "'; drop table x; --"])
    def test_a_strange_search_finds_nobody(self, browser, cohort, beneficiary, query):
        shown = browser.get(url("enrolment-create", cohort.pk), {"q": query})
        assert shown.status_code == 200

    def test_an_enrolment_is_dropped_with_a_reason(self, browser, cohort):
        enrolment = EnrolmentFactory(cohort=cohort)
        fields = {"status": "dropped", "moved_on": today().isoformat(), "reason": ""}
        fields |= {"drop_cause": "job"}
        refused = browser.post(url("enrolment-move", enrolment.pk), fields)
        assert "reason" in refused.context["form"].errors
        sent = browser.post(
            url("enrolment-move", enrolment.pk), fields | {"reason": "A trouvé un emploi"}
        )
        assert sent.status_code == 302
        enrolment.refresh_from_db()
        assert (enrolment.status, enrolment.ended_on) == (EnrolmentStatus.DROPPED, today())
        assert "A trouvé un emploi" in text(browser.get(url("cohort-detail", cohort.pk)))

    def test_a_drop_says_its_cause(self, browser, cohort):
        enrolment = EnrolmentFactory(cohort=cohort)
        fields = {"status": "dropped", "moved_on": today().isoformat(), "reason": "x"}
        refused = browser.post(url("enrolment-move", enrolment.pk), fields)
        assert "Choisissez la cause" in text(refused)
        browser.post(url("enrolment-move", enrolment.pk), fields | {"drop_cause": "mobility"})
        enrolment.refresh_from_db()
        assert (enrolment.drop_cause, enrolment.end_reason) == ("mobility", "x")

    def test_a_move_that_is_no_longer_possible_says_so(self, browser, cohort):
        enrolment = EnrolmentFactory(cohort=cohort, completed=True)
        fields = {"status": "dropped", "moved_on": today().isoformat(), "reason": "x"}
        shown = browser.post(url("enrolment-move", enrolment.pk), fields)
        assert "n'est plus possible" in text(shown)


class TestSessions:
    def test_a_session_is_planned(self, browser, cohort):
        sent = browser.post(url("session-create", cohort.pk), session_fields())
        assert told(sent) == ["1 séance prévue."]
        session = Session.objects.get()
        assert local(session.starts_at).hour == 9

    def test_a_session_repeats_each_week(self, browser, coordinator):
        cohort = CohortFactory(starts_on=date(2026, 3, 23), ends_on=date(2026, 5, 1))
        fields = session_fields(day="2026-03-23", repeat_until="2026-04-13")
        sent = browser.post(url("session-create", cohort.pk), fields)
        assert told(sent) == ["3 séances prévues."], "Easter Monday is left out"

    def test_a_new_session_begins_with_the_place_of_the_last_one(self, browser, cohort):
        SessionFactory(cohort=cohort, place="Boulangerie Delacroix")
        shown = text(browser.get(url("session-create", cohort.pk)))
        assert 'value="Boulangerie Delacroix"' in shown
        assert 'value="09:00"' in shown

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"ends": "08:00"}, "ends", id="ends before it starts"),
            pytest.param({"day": "2020-01-01"}, "day", id="outside the cohort"),
            pytest.param({"starts": "25:00"}, "starts", id="no such hour"),
            pytest.param({"title": "x" * 300}, "title", id="too long"),
            pytest.param({"kind": "party"}, "kind", id="no such kind"),
            pytest.param({"repeat_until": "2020-01-01"}, "repeat_until", id="until before"),
            pytest.param({"repeat_until": "2999-01-01"}, "repeat_until", id="until too far"),
            pytest.param({"directions": "x" * 10_000_000}, "directions", id="10 MB"),
        ],
    )
    def test_bad_input_gets_a_sentence_beside_its_field(self, browser, cohort, changes, field):
        shown = browser.post(url("session-create", cohort.pk), session_fields(**changes))
        assert set(shown.context["form"].errors) == {field}
        assert not Session.objects.exists()

    def test_a_session_is_moved_and_a_stale_form_refused(self, browser, cohort):
        session = SessionFactory(cohort=cohort)
        version = browser.get(url("session-edit", session.pk)).context["form"]["version"].value()
        fields = session_fields(starts="10:00", version=version)
        assert browser.post(url("session-edit", session.pk), fields).status_code == 302
        session.refresh_from_db()
        assert (local(session.starts_at).hour, session.revision) == (10, 1)
        stale = browser.post(url("session-edit", session.pk), fields | {"starts": "11:00"})
        assert "Quelqu'un a modifié ces données" in text(stale)
        assert 'value="11:00"' in text(stale)

    def test_a_session_is_cancelled_after_a_question(self, browser, cohort, coordinator):
        session = SessionFactory(cohort=cohort)
        assert "Annuler cette séance ?" in text(browser.get(url("session-cancel", session.pk)))
        browser.post(url("session-cancel", session.pk))
        session.refresh_from_db()
        assert session.cancelled_by == coordinator
        assert "Séance annulée" in text(browser.get(session.get_absolute_url()))

    def test_a_session_with_hours_is_not_cancelled(self, browser, cohort):
        session = AttendanceFactory(session__cohort=cohort).session
        sent = browser.post(url("session-cancel", session.pk))
        assert "elle ne peut plus être annulée" in told(sent)[0]

    def test_a_cancelled_session_is_not_edited(self, browser, cohort):
        session = SessionFactory(cohort=cohort, cancelled=True)
        sent = browser.get(url("session-edit", session.pk))
        assert sent.url == session.get_absolute_url()


class TestAttendance:
    def fields(self, response, **changes) -> dict:
        form = response.context["form"]
        return {field.html_name: field.value() or "" for field in form} | changes

    def test_the_list_is_filled_in_and_saved_at_once(self, browser, cohort, coordinator):
        session = SessionFactory(cohort=cohort)
        one, two = EnrolmentFactory.create_batch(2, cohort=cohort)
        page = browser.get(url("attendance", session.pk))
        fields = self.fields(page)
        assert (fields[f"state_{one.pk}"], fields[f"minutes_{one.pk}"]) == ("present", 180)
        fields |= {f"state_{two.pk}": "late", f"minutes_{two.pk}": "120"}
        assert browser.post(url("attendance", session.pk), fields).status_code == 302
        noted = session.attendances.values_list("enrolment", "minutes", "recorded_by")
        assert set(noted) == {(one.pk, 180, coordinator.pk), (two.pk, 120, coordinator.pk)}

    def test_an_absence_needs_no_zero_typed(self, browser, cohort):
        session, enrolment = SessionFactory(cohort=cohort), EnrolmentFactory(cohort=cohort)
        page = browser.get(url("attendance", session.pk))
        fields = self.fields(page, **{f"state_{enrolment.pk}": "absent"})
        browser.post(url("attendance", session.pk), fields)
        assert session.attendances.get().minutes == 0

    @pytest.mark.parametrize(
        ("state", "minutes", "field"),
        [
            ("present", "999", "minutes"),
            ("late", "180", "minutes"),
            ("late", "0", "minutes"),
            ("late", "-5", "minutes"),
            ("late", "beaucoup", "minutes"),
            ("present", "9999999", "minutes"),
            ("asleep", "10", "state"),
        ],
    )
    def test_bad_input_gets_a_sentence_and_saves_no_line(
        self, browser, cohort, state, minutes, field
    ):
        session = SessionFactory(cohort=cohort)
        good, bad = EnrolmentFactory.create_batch(2, cohort=cohort)
        page = browser.get(url("attendance", session.pk))
        changes = {f"state_{bad.pk}": state, f"minutes_{bad.pk}": minutes}
        shown = browser.post(url("attendance", session.pk), self.fields(page, **changes))
        assert set(shown.context["form"].errors) == {f"{field}_{bad.pk}"}
        assert f'value="{minutes}"' in text(shown)
        assert not session.attendances.exists()

    def test_a_list_saved_by_a_colleague_in_the_meantime_is_not_overwritten(self, browser, cohort):
        session, enrolment = SessionFactory(cohort=cohort), EnrolmentFactory(cohort=cohort)
        fields = self.fields(browser.get(url("attendance", session.pk)))
        AttendanceFactory(session=session, enrolment=enrolment, excused=True)
        shown = browser.post(url("attendance", session.pk), fields)
        assert "Quelqu'un a modifié ces données" in text(shown)
        assert session.attendances.get().state == "excused"

    def test_a_session_to_come_has_no_list_yet(self, browser, cohort):
        session = SessionFactory(cohort=cohort, on=today() + DAY)
        sent = browser.get(url("attendance", session.pk))
        assert sent.url == session.get_absolute_url()
        assert "pas encore eu lieu" in told(sent)[0]

    def test_a_coach_does_not_note_presences(self, client_of, coach, cohort):
        session = SessionFactory(cohort=cohort)
        assert client_of(coach).get(url("attendance", session.pk)).status_code == 403
