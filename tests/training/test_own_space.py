"""« Ma semaine »: the person sees the own schedule, all of it, and nobody else's."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mirec.core.periods import today
from tests.factories import (
    AppointmentFactory,
    AttendanceFactory,
    CohortFactory,
    EnrolmentFactory,
    SessionFactory,
    UserFactory,
    WorkshopSeatFactory,
)
from training.models import CalendarFeed
from training.queries.own_space import agenda_of
from training.rules.weeks import Week, instant

MY_WEEK = reverse("training:my-week")
MY_FEED = reverse("training:my-feed")


@pytest.fixture
def browser(client_of, beneficiary_user, beneficiary):
    return client_of(beneficiary_user)


@pytest.fixture
def cohort(beneficiary):
    cohort = CohortFactory()
    EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)
    return cohort


def text(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def next_monday() -> date:
    return Week.of(today()).next.monday


class TestTheWeek:
    def test_today_says_when_where_with_whom_and_what_to_bring(self, browser, cohort):
        SessionFactory(
            cohort=cohort,
            place="Boulangerie Delacroix",
            room="atelier 2",
            directions="Bus 1, 25 minutes",
            to_bring="Chaussures de sécurité",
            trainer="Monsieur Delacroix",
        )
        shown = text(browser.get(MY_WEEK))
        for words in (
            "Bonjour Noah",
            "9 h 00 – 12 h 00",
            "Boulangerie Delacroix",
            "atelier 2",
            "Bus 1, 25 minutes",
            "Chaussures de sécurité",
            "Monsieur Delacroix",
        ):
            assert words in shown

    def test_next_week_is_there_too(self, browser, cohort):
        SessionFactory(cohort=cohort, on=next_monday(), title="Cours de lundi")
        assert "Cours de lundi" in text(browser.get(MY_WEEK))

    def test_a_day_without_session_tells_the_next_one(self, browser, cohort):
        SessionFactory(cohort=cohort, on=today() + timedelta(days=40))
        shown = text(browser.get(MY_WEEK))
        assert "Pas de séance" in shown
        assert "La prochaine séance est" in shown

    def test_a_person_without_training_gets_kind_words(self, browser):
        assert "Aucune séance n'est prévue pour le moment." in text(browser.get(MY_WEEK))

    def test_what_is_cancelled_is_marked(self, browser, cohort):
        SessionFactory(cohort=cohort, cancelled=True)
        shown = text(browser.get(MY_WEEK))
        assert "Cette séance est annulée." in shown
        assert "Annulée : ne venez pas" in shown

    def test_what_was_cancelled_before_asks_nothing_any_more(self, beneficiary, cohort):
        SessionFactory(cohort=cohort, on=Week.of(today()).monday, cancelled=True)
        sunday = Week.of(today()).sunday
        (entry,) = agenda_of(beneficiary, on=sunday).this_week
        assert (entry.is_past, entry.is_coming) == (True, False)

    def test_what_changed_lately_is_marked(self, browser, cohort):
        SessionFactory(cohort=cohort, on=next_monday(), revision=1)
        assert "Changé récemment" in text(browser.get(MY_WEEK))

    def test_the_own_presence_is_shown_once_noted(self, browser, cohort):
        AttendanceFactory(session=SessionFactory(cohort=cohort), enrolment=cohort.enrolments.get())
        shown = text(browser.get(MY_WEEK))
        assert "Présence notée, 3 h" in shown
        assert "Heures suivies en" in shown

    def test_an_excused_absence_is_called_so(self, browser, cohort):
        session = SessionFactory(cohort=cohort)
        AttendanceFactory(session=session, enrolment=cohort.enrolments.get(), excused=True)
        assert "Absence excusée" in text(browser.get(MY_WEEK))

    def test_the_coach_can_be_reached(self, browser, coach):
        shown = text(browser.get(MY_WEEK))
        assert "Nadia Ferrero" in shown
        assert reverse("coaching:my-messages") in shown
        coach.phone = "+3271200300"
        coach.save()
        assert 'href="tel:+32-71-20-03-00"' in text(browser.get(MY_WEEK))

    def test_a_person_without_coach_is_told_whom_to_ask(self, browser, beneficiary):
        beneficiary.coach = None
        beneficiary.save()
        assert "Votre coach n'est pas encore choisi." in text(browser.get(MY_WEEK))

    def test_weeks_are_cut_at_monday(self, beneficiary, cohort):
        monday = Week.of(today()).monday
        for days in (-1, 0, 6, 7, 13, 14):
            SessionFactory(cohort=cohort, on=monday + timedelta(days=days))
        agenda = agenda_of(beneficiary, on=today())
        assert [entry.day - monday for entry in agenda.this_week] == [
            timedelta(days=0),
            timedelta(days=6),
        ]
        assert [entry.day - monday for entry in agenda.next_week] == [
            timedelta(days=7),
            timedelta(days=13),
        ]


class TestTheWeekOfOthers:
    """What the coach arranged stands in the same week, by a registry."""

    def test_appointments_and_workshops_are_there_without_the_coach_s_words(
        self, browser, beneficiary, coach, cohort
    ):
        at = instant(next_monday(), time(14))
        AppointmentFactory(
            beneficiary=beneficiary,
            subject="Parler de ses dettes",
            place="Rue Neuve 1",
            starts_at=at,
            ends_at=at + timedelta(hours=1),
        )
        moved = at + timedelta(days=1)
        AppointmentFactory(
            beneficiary=beneficiary, cancelled=True, starts_at=moved, ends_at=moved + timedelta(1)
        )
        workshop = {"title": "Mon CV", "starts_at": moved, "ends_at": moved + timedelta(hours=2)}
        seat = WorkshopSeatFactory(
            beneficiary=beneficiary,
            remark="Lit mal",
            **{f"workshop__{name}": value for name, value in workshop.items()},
        )
        WorkshopSeatFactory(workshop__title="Pas le mien")
        SessionFactory(cohort=cohort, on=next_monday(), title="Cours du matin")
        shown = text(browser.get(MY_WEEK))
        assert shown.index("Cours du matin") < shown.index("Rendez-vous avec Nadia Ferrero")
        for words in ("Rue Neuve 1", "14 h 00 – 15 h 00", "Annulé : ne venez pas", "Mon CV"):
            assert words in shown
        for words in ("dettes", "Lit mal", "Pas le mien"):
            assert words not in shown
        seat.status = "cancelled"
        seat.save()
        assert "Mon CV" not in text(browser.get(MY_WEEK))

    def test_a_full_week_costs_as_many_queries(
        self, browser, beneficiary, cohort, django_assert_max_num_queries
    ):
        counts = []
        for _ in range(2):
            SessionFactory.create_batch(3, cohort=cohort)
            WorkshopSeatFactory.create_batch(3, beneficiary=beneficiary)
            AppointmentFactory.create_batch(3, beneficiary=beneficiary)
            with django_assert_max_num_queries(12) as asked:
                browser.get(MY_WEEK)
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestOnlyMine:
    def test_another_person_s_sessions_never_appear(self, browser, cohort, other_beneficiary):
        other = CohortFactory()
        EnrolmentFactory(cohort=other, beneficiary=other_beneficiary)
        SessionFactory(cohort=other, title="Secret de l'autre groupe")
        SessionFactory(cohort=other, title="Secret de lundi", on=next_monday())
        assert "Secret" not in text(browser.get(MY_WEEK))

    def test_companions_of_the_cohort_are_not_named(self, browser, cohort, other_beneficiary):
        EnrolmentFactory(cohort=cohort, beneficiary=other_beneficiary)
        session = SessionFactory(cohort=cohort)
        AttendanceFactory(
            session=session, enrolment=cohort.enrolments.get(beneficiary=other_beneficiary)
        )
        shown = text(browser.get(MY_WEEK))
        assert "Hoyaux" not in shown
        assert "Présence notée" not in shown, "the companion's presence is not mine"

    @pytest.mark.parametrize("trait", ["waiting", "dropped"])
    def test_who_waits_or_left_has_no_schedule(self, browser, beneficiary, trait):
        cohort = CohortFactory()
        EnrolmentFactory(cohort=cohort, beneficiary=beneficiary, **{trait: True})
        SessionFactory(cohort=cohort, title="Pas pour moi")
        assert "Pas pour moi" not in text(browser.get(MY_WEEK))

    @pytest.mark.parametrize(
        ("name", "needs"),
        [
            ("programme-list", ""),
            ("programme-create", ""),
            ("programme-detail", "programme"),
            ("programme-edit", "programme"),
            ("cohort-create", "programme"),
            ("cohort-detail", "cohort"),
            ("cohort-edit", "cohort"),
            ("session-create", "cohort"),
            ("enrolment-create", "cohort"),
            ("enrolment-move", "enrolment"),
            ("session-detail", "session"),
            ("session-edit", "session"),
            ("session-cancel", "session"),
            ("attendance", "session"),
            ("calendar", ""),
            ("panel", "beneficiary"),
        ],
    )
    def test_pages_of_the_staff_are_closed(self, browser, beneficiary, cohort, name, needs):
        keys = {
            "programme": cohort.programme_id,
            "cohort": cohort.pk,
            "enrolment": cohort.enrolments.get().pk,
            "session": SessionFactory(cohort=cohort).pk,
            "beneficiary": beneficiary.pk,
        }
        path = reverse(f"training:{name}", args=[keys[needs]] if needs else [])
        assert browser.get(path).status_code in {403, 404}
        assert browser.post(path).status_code in {403, 404, 405}

    @pytest.mark.parametrize(
        "role", ["coach", "prospector", "coordinator", "manager", "administrator"]
    )
    def test_staff_have_no_own_space(self, client_of, db, role):
        staff = client_of(UserFactory(**{role: True}))
        assert staff.get(MY_WEEK).status_code == 403
        assert staff.post(MY_FEED).status_code == 403

    def test_an_account_without_a_file_gets_404(self, client_of, db):
        assert client_of(UserFactory(beneficiary=True)).get(MY_WEEK).status_code == 404

    def test_it_is_never_kept_by_a_browser_and_the_worker_tells_nothing(self, browser, client):
        assert "no-store" in browser.get(MY_WEEK)["Cache-Control"]
        worker = client.get(reverse("training:my-worker"))
        assert worker["Content-Type"].startswith("text/javascript")
        assert worker["Service-Worker-Allowed"] == "/"
        assert worker.content == browser.get(reverse("training:my-worker")).content
        manifest = client.get(reverse("training:my-manifest")).json()
        assert manifest["start_url"] == MY_WEEK

    def test_on_a_shared_computer_nothing_is_kept_for_want_of_a_network(self, browser):
        assert "data-keep" in text(browser.get(MY_WEEK))
        session = browser.session
        session.set_expiry(0)
        session.save()
        assert "data-keep" not in text(browser.get(MY_WEEK))

    def test_a_visitor_is_asked_to_sign_in(self, client, db):
        assert reverse("account_login") in client.get(MY_WEEK).url


class TestThePrivateAddress:
    def test_it_is_made_shown_and_taken_back(self, browser, beneficiary):
        assert ".ics" not in text(browser.get(MY_WEEK))
        browser.post(MY_FEED)
        feed = beneficiary.calendar_feeds.get()
        shown = text(browser.get(MY_WEEK))
        assert f"http://testserver/agenda/{feed.token}.ics" in shown
        assert f'href="webcal://testserver/agenda/{feed.token}.ics"' in shown
        quoted = f"cid=webcal%3A%2F%2Ftestserver%2Fagenda%2F{feed.token}.ics"
        assert f'href="https://calendar.google.com/calendar/render?{quoted}"' in shown
        browser.post(MY_FEED, {"revoke": "1"})
        assert feed.token not in text(browser.get(MY_WEEK))
        feed.refresh_from_db()
        assert feed.revoked_at <= timezone.now()

    def test_a_second_press_keeps_the_address(self, browser):
        browser.post(MY_FEED)
        browser.post(MY_FEED)
        assert CalendarFeed.objects.count() == 1

    def test_one_cannot_take_back_another_s_address(self, browser, other_beneficiary):
        other = CalendarFeed.objects.create(beneficiary=other_beneficiary)
        browser.post(MY_FEED, {"revoke": "1"})
        other.refresh_from_db()
        assert other.revoked_at is None
