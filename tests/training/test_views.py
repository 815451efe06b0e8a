"""Pages of the training room: what staff see, write and are told."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from mirec.core.periods import today
from tests.factories import (
    AttendanceFactory,
    BeneficiaryFactory,
    CohortFactory,
    EnrolmentFactory,
    OccupationFactory,
    PartnerFactory,
    ProgrammeFactory,
    SessionFactory,
    SkillFactory,
)
from training.enums import EnrolmentStatus
from training.models import Cohort, Programme, Session
from training.rules.weeks import Week, local

DAY = timedelta(days=1)


@pytest.fixture
def browser(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(coordinator=coordinator, places=2)


def text(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def told(response) -> list[str]:
    return [str(message).replace("\u00a0", " ") for message in get_messages(response.wsgi_request)]


def url(name: str, *args) -> str:
    return reverse(f"training:{name}", args=args)


def programme_fields(**changes) -> dict:
    return {
        "title": "Commis de cuisine",
        "target_occupation": OccupationFactory(label="Commis de cuisine").label,
        "operator": PartnerFactory(operator=True).pk,
        "theory_hours": 400,
        "practice_hours": 600,
        "skills": [],
        "is_offered": "on",
    } | changes


def cohort_fields(by, **changes) -> dict:
    return {
        "name": "Printemps",
        "coordinator": by.pk,
        "starts_on": today().isoformat(),
        "ends_on": (today() + 60 * DAY).isoformat(),
        "places": 12,
        "site": "Charleroi",
    } | changes


def session_fields(**changes) -> dict:
    return {
        "kind": "theory",
        "title": "Hygiène",
        "day": today().isoformat(),
        "starts": "09:00",
        "ends": "12:00",
        "place": "Charleroi",
    } | changes


class TestProgrammes:
    def test_the_list_searches_without_accents_and_filters(self, browser):
        wanted = ProgrammeFactory(title="Éco-construction")
        ProgrammeFactory(title="Secrétaire médicale", is_offered=False)
        by_name = browser.get(url("programme-list"), {"q": "eco-c"})
        assert [row.record for row in by_name.context["table"].rows] == [wanted]
        by_operator = browser.get(url("programme-list"), {"operator": wanted.operator_id})
        assert [row.record for row in by_operator.context["table"].rows] == [wanted]
        no_more = browser.get(url("programme-list"), {"is_offered": "non"})
        assert "Éco-construction" not in text(no_more)

    @pytest.mark.parametrize(
        "query",
        [
            {"q": "a" * 5_000},
            {"operator": "x"},
            {"sort": "evil"},
            {"page": "99999"},
            {"q": "%_'\""},
            {"is_offered": "maybe"},
        ],
    )
    def test_a_strange_address_still_shows_a_page(self, browser, query):
        ProgrammeFactory()
        assert browser.get(url("programme-list"), query).status_code == 200

    def test_a_programme_is_added_with_its_skills(self, browser, coordinator):
        skill = SkillFactory(label="Règles d'hygiène")
        sent = browser.post(url("programme-create"), programme_fields(skills=[skill.pk]))
        programme = Programme.objects.get()
        assert programme.occupation.label == "Commis de cuisine"
        assert sent.url == programme.get_absolute_url()
        assert programme.created_by == coordinator
        shown = text(browser.get(sent.url))
        assert "Règles d'hygiène" in shown
        assert "1 000 h" in shown

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            pytest.param({"title": ""}, "title", "obligatoire", id="no title"),
            pytest.param({"title": "x" * 200}, "title", "160", id="too long a title"),
            pytest.param({"theory_hours": -1}, "theory_hours", "supérieure", id="negative"),
            pytest.param({"practice_hours": 99_999}, "practice_hours", "inférieure", id="huge"),
            pytest.param({"operator": 0}, "operator", "choix", id="no such operator"),
            pytest.param(
                {"target_occupation": "Astronaute"},
                "target_occupation",
                "Aucun métier",
                id="no such occupation",
            ),
            pytest.param(
                {"description": "x" * 10_000_000}, "description", "10000", id="10 MB of text"
            ),
        ],
    )
    def test_bad_input_gets_a_sentence_beside_its_field(self, browser, changes, field, sentence):
        shown = browser.post(url("programme-create"), programme_fields(**changes))
        assert shown.status_code == 200
        assert sentence in str(shown.context["form"].errors[field]).replace("\u202f", "")
        assert not Programme.objects.exists()

    def test_a_name_serves_once(self, browser):
        ProgrammeFactory(title="Commis de cuisine")
        shown = browser.post(url("programme-create"), programme_fields())
        assert "Une formation porte déjà ce nom." in text(shown)

    def test_a_stale_form_is_refused_once_and_keeps_what_was_typed(self, browser):
        programme = ProgrammeFactory()
        page = browser.get(url("programme-edit", programme.pk))
        assert f'value="{programme.occupation.label}"' in text(page)
        version = page.context["form"]["version"]
        Programme.objects.filter(pk=programme.pk).update(theory_hours=1)
        fields = programme_fields(title="Autre nom", version=version.value())
        stale = browser.post(url("programme-edit", programme.pk), fields)
        assert "Quelqu'un a modifié ces données" in text(stale)
        assert 'value="Autre nom"' in text(stale)
        again = fields | {"version": stale.context["form"]["version"].value()}
        assert browser.post(url("programme-edit", programme.pk), again).status_code == 302


class TestCohorts:
    def test_a_cohort_is_opened_and_shows_its_places(self, browser, coordinator):
        programme = ProgrammeFactory()
        sent = browser.post(url("cohort-create", programme.pk), cohort_fields(coordinator))
        cohort = Cohort.objects.get()
        assert (sent.url, cohort.created_by) == (cohort.get_absolute_url(), coordinator)
        assert "0 sur 12" in text(browser.get(sent.url))

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"ends_on": "2020-01-01"}, "ends_on", id="ends before it starts"),
            pytest.param({"starts_on": "31/02/2026"}, "starts_on", id="no such day"),
            pytest.param({"places": 0}, "places", id="no place"),
            pytest.param({"places": "douze"}, "places", id="not a number"),
            pytest.param({"name": "Déjà pris"}, "name", id="a name in use"),
            pytest.param({"coordinator": 0}, "coordinator", id="no such coordinator"),
        ],
    )
    def test_bad_input_gets_a_sentence_beside_its_field(self, browser, coordinator, changes, field):
        programme = CohortFactory(name="Déjà pris").programme
        fields = cohort_fields(coordinator, **changes)
        shown = browser.post(url("cohort-create", programme.pk), fields)
        assert set(shown.context["form"].errors) == {field}
        assert Cohort.objects.count() == 1

    def test_fewer_places_than_taken_is_refused_beside_the_field(self, browser, cohort):
        EnrolmentFactory.create_batch(2, cohort=cohort)
        fields = cohort_fields(cohort.coordinator, places=1, starts_on=cohort.starts_on)
        shown = browser.post(url("cohort-edit", cohort.pk), fields)
        assert "2 places déjà prises" in text(shown).replace("&nbsp;", " ")
        assert "places" in shown.context["form"].errors

    def test_the_page_lists_persons_with_hours_and_sessions(self, browser, cohort, coach):
        person = EnrolmentFactory(cohort=cohort).beneficiary
        session = SessionFactory(cohort=cohort)
        AttendanceFactory(session=session, enrolment=cohort.enrolments.get())
        shown = text(browser.get(url("cohort-detail", cohort.pk)))
        assert person.full_name in shown
        assert "1 sur 1" in shown
        assert session.title in shown
        assert "1 séance, théorie 3 h." in shown
        assert url("panel", person.pk) not in shown, "a coordinator opens no file"

    def test_a_coach_reads_but_is_offered_no_change(self, client_of, cohort, coach):
        EnrolmentFactory(cohort=cohort, dropped=True, end_reason="Raison privée")
        shown = text(client_of(coach).get(url("cohort-detail", cohort.pk)))
        assert url("enrolment-create", cohort.pk) not in shown
        assert "Raison privée" not in shown


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
        refused = browser.post(url("enrolment-move", enrolment.pk), fields)
        assert "reason" in refused.context["form"].errors
        sent = browser.post(
            url("enrolment-move", enrolment.pk), fields | {"reason": "A trouvé un emploi"}
        )
        assert sent.status_code == 302
        enrolment.refresh_from_db()
        assert (enrolment.status, enrolment.ended_on) == (EnrolmentStatus.DROPPED, today())

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
