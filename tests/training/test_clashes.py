"""A room, a trainer, a participant is in one place at a time: the database says no, in words."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories import (
    BeneficiaryFactory,
    CohortFactory,
    EnrolmentFactory,
    SchoolHolidayFactory,
    SessionFactory,
    UserFactory,
)
from tests.training.plans import ENROLLED, ON, details, faults, times
from tests.training.test_races import race
from training.enums import EnrolmentStatus, SessionKind
from training.models import Session
from training.queries.clashes import UNSEEN
from training.rules.holidays import Closures, shifted_weeks
from training.rules.weeks import instant, local
from training.services import (
    cancel_session,
    change_session,
    copy_calendar,
    enrol,
    move_enrolment,
    schedule_session,
    schedule_weekly,
)

EIGHT_TO_TEN = times(ON, time(8), time(10))
TEN_TO_NOON = times(ON, time(10), time(12))


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(on=ON, coordinator=coordinator)


@pytest.fixture
def other(coordinator):
    return CohortFactory(on=ON, coordinator=coordinator, name="Groupe B")


@pytest.fixture
def plan(cohort, coordinator):
    def schedule(of=cohort, when=EIGHT_TO_TEN, **changes) -> Session:
        return schedule_session(cohort=of, by=coordinator, **when, **details(**changes))

    return schedule


CLASHES = [
    ({"room": "2"}, {"room": "2"}, "room"),
    ({"room": "Local A"}, {"room": "LOCAL A", "place": "CHARLEROI"}, "room"),
    ({"room": "2"}, {"room": "3"}, None),
    ({"room": "2"}, {"room": "2", "place": "Namur"}, None),
    ({"room": ""}, {"room": ""}, None),
    ({"trainer": "Sofia Nunes"}, {"trainer": "sofia nunes"}, "trainer"),
    ({"trainer": "Sofia Nunes"}, {"trainer": "Karim Haddad"}, None),
    (
        {"trainer": "Tuteur", "kind": SessionKind.PRACTICE},
        {"trainer": "Tuteur", "kind": SessionKind.PRACTICE},
        None,
    ),
]


@pytest.mark.django_db
class TestRoomsAndTrainers:
    @pytest.mark.parametrize(("first", "second", "field"), CLASHES)
    def test_what_is_taken_is_refused_with_who_takes_it(self, plan, other, first, second, field):
        plan(title="Hygiène", **first)
        if field is None:
            assert plan(of=other, **second).pk
            return
        with pytest.raises(ValidationError) as refused:
            plan(of=other, **second)
        assert set(faults(refused)) == {field}
        assert "« Hygiène » du groupe" in faults(refused)[field][0]
        assert "de 8 h 00 à 10 h 00" in faults(refused)[field][0].replace("\u00a0", " ")

    def test_one_after_the_other_is_no_clash(self, plan, other):
        plan(room="2")
        assert plan(of=other, when=TEN_TO_NOON, room="2").pk

    def test_a_cancelled_session_frees_its_room(self, plan, other, coordinator):
        cancel_session(session=plan(room="2"), by=coordinator, at=instant(ON))
        assert plan(of=other, room="2").pk

    def test_a_session_is_not_moved_onto_another(self, plan, other, coordinator):
        plan(room="2")
        late = plan(of=other, when=TEN_TO_NOON, room="2")
        with pytest.raises(ValidationError, match="déjà pris"):
            change_session(session=late, by=coordinator, **EIGHT_TO_TEN, **details(room="2"))
        late.refresh_from_db()
        assert (late.starts_at, late.revision) == (TEN_TO_NOON["starts_at"], 0)

    def test_a_repetition_that_clashes_once_plans_nothing(self, plan, other, coordinator):
        plan(room="2", when=times(ON + timedelta(weeks=1), time(8), time(10)))
        with pytest.raises(ValidationError, match="déjà pris"):
            schedule_weekly(
                cohort=other,
                by=coordinator,
                until=ON + timedelta(weeks=2),
                **EIGHT_TO_TEN,
                **details(room="2"),
            )
        assert not other.sessions.exists()

    def test_the_form_says_it_and_keeps_what_was_typed(self, client_of, coordinator, plan, other):
        plan(room="2")
        typed = details(room="2", title="Sécurité") | {"day": ON, "starts": "8:30", "ends": "9:30"}
        path = reverse("training:session-create", args=[other.pk])
        page = client_of(coordinator).post(path, typed).content.decode()
        assert "est déjà pris" in page
        assert 'value="Sécurité"' in page


@pytest.mark.django_db
class TestParticipants:
    def test_a_session_at_the_hour_of_another_of_a_participant_is_refused(self, plan, other):
        person = BeneficiaryFactory(first_name="Samira", last_name="Benali")
        plan()
        for cohort in (Session.objects.get().cohort, other):
            EnrolmentFactory(cohort=cohort, beneficiary=person)
        with pytest.raises(ValidationError, match="Benali suit déjà « Hygiène »"):
            plan(of=other)
        assert plan(of=other, when=TEN_TO_NOON).pk

    @pytest.mark.parametrize(
        ("status", "ended_on", "clashes"),
        [
            (EnrolmentStatus.WAITING, None, False),
            (EnrolmentStatus.DROPPED, ON - timedelta(days=1), False),
            (EnrolmentStatus.DROPPED, ON, True),
            (EnrolmentStatus.COMPLETED, ON, True),
        ],
    )
    def test_who_waits_or_has_left_may_be_elsewhere(self, plan, other, status, ended_on, clashes):
        plan()
        person = BeneficiaryFactory()
        EnrolmentFactory(
            cohort=Session.objects.get().cohort,
            beneficiary=person,
            on=ON,
            status=status,
            ended_on=ended_on,
        )
        EnrolmentFactory(cohort=other, beneficiary=person)
        if clashes:
            with pytest.raises(ValidationError, match="suit déjà"):
                plan(of=other)
        else:
            assert plan(of=other).pk

    def test_nobody_is_enrolled_in_two_cohorts_at_one_hour(self, plan, cohort, other, coordinator):
        plan()
        plan(of=other)
        person = BeneficiaryFactory()
        EnrolmentFactory(cohort=cohort, beneficiary=person)
        with pytest.raises(ValidationError, match="Cette personne suit déjà « Hygiène »"):
            enrol(cohort=other, beneficiary=person, by=coordinator, on=ON)

    def test_a_place_is_not_taken_up_at_the_hour_of_another(self, plan, cohort, other, coordinator):
        plan()
        plan(of=other)
        person = BeneficiaryFactory()
        EnrolmentFactory(cohort=cohort, beneficiary=person)
        waiting = EnrolmentFactory(cohort=other, beneficiary=person, on=ON, waiting=True)
        with pytest.raises(ValidationError, match="suit déjà"):
            move_enrolment(enrolment=waiting, to=ENROLLED, moved_on=ON, by=coordinator, on=ON)
        waiting.refresh_from_db()
        assert waiting.status == EnrolmentStatus.WAITING


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_coordinators_book_one_room(self):
        by, cohorts = UserFactory(coordinator=True), CohortFactory.create_batch(2, on=ON)
        for number in range(5):
            when = times(ON + timedelta(days=number), time(8), time(10))
            won = race(
                *(
                    lambda cohort=cohort, when=when: schedule_session(
                        cohort=cohort, by=by, **when, **details(room="2")
                    )
                    for cohort in cohorts
                )
            )
            assert sorted(type(each).__name__ for each in won) == ["Session", "ValidationError"]
            refused = next(each for each in won if isinstance(each, ValidationError))
            assert "déjà pris" in refused.messages[0]
            assert UNSEEN not in refused.messages

    def test_two_sessions_for_one_participant(self):
        by, cohorts = UserFactory(coordinator=True), CohortFactory.create_batch(2, on=ON)
        person = BeneficiaryFactory()
        for cohort in cohorts:
            EnrolmentFactory(cohort=cohort, beneficiary=person)
        won = race(
            *(
                lambda cohort=cohort: schedule_session(
                    cohort=cohort, by=by, **EIGHT_TO_TEN, **details()
                )
                for cohort in cohorts
            )
        )
        assert sorted(type(each).__name__ for each in won) == ["Session", "ValidationError"]


MONDAY = date(2025, 10, 6)
AUTUMN = Closures(((date(2025, 10, 20), date(2025, 10, 31), "Congé d'automne"),))


@pytest.mark.parametrize(
    ("weeks", "start", "expected"),
    [
        ([date(2024, 1, 1)], MONDAY, [MONDAY]),
        ([date(2024, 1, 1)], date(2025, 10, 8), [MONDAY]),
        ([date(2024, 1, 1)], date(2025, 10, 22), [date(2025, 11, 3)]),
        (
            [date(2024, 1, 1), date(2024, 1, 8), date(2024, 2, 5)],
            MONDAY,
            [MONDAY, date(2025, 10, 13), date(2025, 11, 3)],
        ),
    ],
)
def test_teaching_weeks_follow_each_other_past_the_holidays(weeks, start, expected):
    assert list(shifted_weeks(weeks, start, AUTUMN).values()) == expected


@pytest.mark.django_db
class TestCopying:
    def test_a_calendar_is_copied_week_after_open_week(self, coordinator):
        source = CohortFactory(starts_on=date(2024, 9, 2), ends_on=date(2024, 12, 20))
        for week in range(4):
            day = date(2024, 9, 3) + timedelta(weeks=week)
            starts_at = instant(day, time(9))
            SessionFactory(
                cohort=source, starts_at=starts_at, ends_at=starts_at + timedelta(hours=3), room="2"
            )
        SessionFactory(cohort=source, on=date(2024, 9, 4), cancelled=True)
        cohort = CohortFactory(starts_on=date(2025, 10, 6), ends_on=date(2025, 12, 19))
        copied = copy_calendar(cohort=cohort, source=source, by=coordinator)
        days = [local(row.starts_at).date() for row in copied.sessions]
        # Two weeks of October, the autumn holidays skipped, then Armistice on a Tuesday.
        assert days == [date(2025, 10, 7), date(2025, 10, 14), date(2025, 11, 4)]
        assert copied.closed == [(date(2025, 11, 11), "Armistice")]
        assert {(row.room, local(row.starts_at).hour) for row in copied.sessions} == {("2", 9)}

    def test_what_cannot_be_copied_says_why(self, cohort, other, plan, coordinator):
        plan(of=other)
        ends_soon = CohortFactory(starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 9))
        for target, source, sentence in [
            (ends_soon, cohort, "pas de séance"),
            (other, cohort, "a déjà des séances"),
            (ends_soon, other, "après la fin"),
        ]:
            with pytest.raises(ValidationError, match=sentence):
                copy_calendar(cohort=target, source=source, by=coordinator)

    def test_the_page_copies_and_tells_what_is_left_out(self, client_of, coordinator, cohort, plan):
        plan()
        target = CohortFactory(starts_on=date(2026, 5, 11), ends_on=date(2026, 6, 30))
        SchoolHolidayFactory(starts_on=date(2026, 5, 12), ends_on=date(2026, 5, 12), name="Pont")
        path = reverse("training:calendar-copy", args=[target.pk])
        page = client_of(coordinator).post(path, {"source": cohort.pk}, follow=True)
        assert "Pont" in page.content.decode()
        assert not target.sessions.exists()


@pytest.mark.django_db
def test_school_holidays_are_written_and_never_overlap(client_of, coordinator):
    browser, path = client_of(coordinator), reverse("training:holiday-create")
    new = {
        "name": "Congé d'automne",
        "starts_on": "2026-10-19",
        "ends_on": "2026-10-30",
        "source": "Circulaire",
    }
    assert browser.post(path, new).status_code == 302
    again = browser.post(path, new | {"name": "Encore"}).content.decode()
    assert "Un autre congé recouvre ces jours" in again
    backwards = browser.post(path, new | {"ends_on": "2026-10-01"}).content.decode()
    assert "La fin ne peut pas précéder le début" in backwards
    assert "Congé d&#x27;automne" in browser.get(reverse("training:holiday-list")).content.decode()
