"""At the door: a code of a few minutes, read once by the one who came."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mirec.core.periods import today
from tests.factories import (
    AttendanceFactory,
    BeneficiaryFactory,
    CohortFactory,
    DocumentFactory,
    EnrolmentFactory,
    SessionFactory,
)
from tests.training.pages import text, told, url
from training.enums import AttendanceSource, AttendanceState, SessionKind
from training.models import Attendance
from training.rules.presence import arrival, door_obstacle, half_days
from training.rules.weeks import BRUSSELS
from training.services import Line, arrive, attach_proof, door_token, record_attendance

MINUTE = timedelta(minutes=1)
PRESENT, LATE = AttendanceState.PRESENT, AttendanceState.LATE


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, 10, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("clock", "state", "minutes"),
    [
        ("08:40", PRESENT, 180),
        ("09:00", PRESENT, 180),
        ("09:10", PRESENT, 180),
        ("09:11", LATE, 169),
        ("11:59", LATE, 1),
    ],
)
def test_ten_minutes_after_the_start_is_still_on_time(clock, state, minutes):
    assert arrival(at("09:00"), at("12:00"), at(clock)) == (state, minutes)


@pytest.mark.parametrize(
    ("clock", "ended", "word"),
    [
        ("08:29", "", "pas encore ouverte"),
        ("08:30", "", ""),
        ("11:59", "", ""),
        ("12:00", "", "terminée"),
        ("09:00", "cancelled", "annulée"),
        ("09:00", "closed", "clôturées"),
    ],
)
def test_the_door_is_open_from_half_an_hour_before_until_the_end(clock, ended, word):
    cancelled = at("08:00") if ended == "cancelled" else None
    closed = at("08:00") if ended == "closed" else None
    said = str(door_obstacle(at("09:00"), at("12:00"), cancelled, closed, at(clock)))
    assert word in said
    assert bool(said) == bool(word)


@pytest.mark.parametrize(
    ("starts", "ends", "parts"),
    [
        ("09:00", "12:00", ["matin"]),
        ("08:30", "16:30", ["matin", "après-midi"]),
        ("13:00", "16:00", ["après-midi"]),
        ("12:30", "13:00", ["après-midi"]),
        ("11:00", "12:30", ["matin"]),
    ],
)
def test_a_day_is_signed_for_by_half_day(starts, ends, parts):
    assert half_days(at(starts), at(ends)) == parts


@pytest.fixture
def session(coordinator):
    """Of three hours."""
    return SessionFactory(cohort=CohortFactory(coordinator=coordinator, places=20))


@pytest.fixture
def enrolment(session, beneficiary):
    return EnrolmentFactory(cohort=session.cohort, beneficiary=beneficiary)


def come(session, beneficiary, moment) -> Attendance:
    token = door_token(session, moment)
    return arrive(token=token, beneficiary=beneficiary, by=beneficiary.user, at=moment)


class TestArriving:
    def test_a_participant_is_counted_once_however_often_the_code_is_read(self, session, enrolment):
        person = enrolment.beneficiary
        first = come(session, person, session.starts_at)
        again = come(session, person, session.starts_at + 30 * MINUTE)
        assert first.pk == again.pk
        row = Attendance.objects.get()
        assert (row.state, row.minutes, row.source) == (PRESENT, 180, AttendanceSource.DOOR)
        assert (row.arrived_at, row.recorded_by) == (session.starts_at, person.user)

    def test_an_absence_noted_too_early_becomes_a_late_arrival(self, session, enrolment):
        AttendanceFactory(session=session, enrolment=enrolment, absent=True)
        row = come(session, enrolment.beneficiary, session.starts_at + 20 * MINUTE)
        assert (row.state, row.minutes) == (LATE, 160)

    def test_what_the_trainer_corrects_after_the_door_stays(self, session, enrolment, coordinator):
        come(session, enrolment.beneficiary, session.starts_at)
        line = Line(enrolment.pk, AttendanceState.ABSENT, 0)
        record_attendance(session=session, lines=[line], by=coordinator, on=today())
        row = come(session, enrolment.beneficiary, session.starts_at + MINUTE)
        assert (row.state, row.source) == (AttendanceState.ABSENT, AttendanceSource.STAFF)

    def test_nobody_else_counts_and_a_code_lives_three_minutes(self, session, enrolment):
        stranger = BeneficiaryFactory(with_account=True)
        for person, token_at, word in (
            (stranger, session.starts_at, "pas sur la liste"),
            (enrolment.beneficiary, session.starts_at - 4 * MINUTE, "plus de trois minutes"),
        ):
            token = door_token(session, token_at)
            with pytest.raises(ValidationError, match=word):
                arrive(token=token, beneficiary=person, by=person.user, at=session.starts_at)
        assert not Attendance.objects.exists()


class TestPages:
    @pytest.fixture
    def session(self, coordinator):
        """Whose door is open."""
        return SessionFactory(cohort=CohortFactory(coordinator=coordinator), at_the_door=True)

    def test_the_person_scans_confirms_by_one_press_and_reads_it(
        self, client_of, session, enrolment
    ):
        page = client_of(enrolment.beneficiary.user)
        path = url("my-door", door_token(session, timezone.now()))
        assert "Vous êtes là ?" in text(page.get(path))
        assert not Attendance.objects.exists()
        assert "Votre présence est notée" in text(page.post(path, follow=True))
        assert Attendance.objects.get().source == AttendanceSource.DOOR

    def test_a_refusal_is_said_in_french(self, client_of, session, enrolment):
        page = client_of(enrolment.beneficiary.user)
        good = door_token(session, timezone.now())
        other = SessionFactory(starts_at=session.starts_at, ends_at=session.ends_at)
        key, until = good.split(":")[0].split(".")
        for token, word in (
            (good[:-1] + ("A" if good[-1] != "A" else "B"), "pas valable"),
            (good.replace(f"{key}.", f"{other.pk}."), "pas valable"),
            (good.replace(until, str(int(until) + 9999)), "pas valable"),
            ("x", "pas valable"),
            ("é\0" * 20, "pas valable"),
            (door_token(session, timezone.now() - 5 * MINUTE), "plus de trois minutes"),
            (door_token(other, timezone.now()), "pas sur la liste"),
        ):
            for send in (page.get, page.post):
                response = send(url("my-door", token))
                assert response.status_code == (404 if word == "pas valable" else 422)
                assert word in text(response)
        assert not Attendance.objects.exists()

    def test_the_screen_renews_its_code_and_lists_who_came(
        self, client_of, coordinator, session, enrolment
    ):
        page = client_of(coordinator)
        shown = page.get(url("door", session.pk))
        assert "Encore attendus" in text(shown)
        assert shown.context["qr"].startswith("data:image/svg+xml")
        come(session, enrolment.beneficiary, timezone.now())
        live = page.get(url("door", session.pk), HTTP_HX_REQUEST="true")
        assert "1 présence confirmée sur 1" in text(live)
        assert "<html" not in text(live)
        assert "annulée" in text(page.get(url("door", SessionFactory(cancelled=True).pk)))

    def test_after_the_door_nobody_is_thought_to_be_there(
        self, client_of, coordinator, session, enrolment
    ):
        missing = EnrolmentFactory(cohort=session.cohort)
        come(session, enrolment.beneficiary, timezone.now())
        form = client_of(coordinator).get(url("attendance", session.pk)).context["form"]
        assert form.initial.get(f"state_{missing.pk}") is None
        assert form.fields[f"state_{missing.pk}"].initial == ""
        assert form.fields[f"state_{enrolment.pk}"].initial == PRESENT

    def test_the_company_s_sheet_and_the_paper_leave_their_origin(self, client_of, coordinator):
        page = client_of(coordinator)
        for kind, asked, origin in (
            (SessionKind.PRACTICE, "", AttendanceSource.COMPANY),
            (SessionKind.THEORY, "?source=sheet", AttendanceSource.SHEET),
            (SessionKind.THEORY, "?source=dieu", AttendanceSource.STAFF),
        ):
            session = SessionFactory(kind=kind)
            enrolment = EnrolmentFactory(cohort=session.cohort)
            path = url("attendance", session.pk) + asked
            shown = page.get(path).context["form"]["source"].value()
            page.post(
                path,
                {
                    f"state_{enrolment.pk}": "present",
                    f"minutes_{enrolment.pk}": "",
                    "source": shown if shown in AttendanceSource.values else "",
                },
            )
            assert enrolment.attendances.get().source == origin

    def test_the_week_on_paper_has_a_column_per_half_day(self, client_of, coordinator, enrolment):
        day = date(2026, 3, 10)
        SessionFactory(cohort=CohortFactory(on=day), on=day)
        cohort = CohortFactory(on=day)
        SessionFactory(cohort=cohort, on=day)
        EnrolmentFactory(cohort=cohort, on=day)
        for week in ("2026-W11", "2026-W99", "x"):
            response = client_of(coordinator).get(url("sheet-paper", cohort.pk, week))
            assert response.content.startswith(b"%PDF")


class TestProofs:
    def test_an_excused_absence_takes_a_paper_of_the_person_or_a_new_one(
        self, client_of, manager, coordinator
    ):
        row = AttendanceFactory(excused=True)
        person = row.enrolment.beneficiary
        paper = DocumentFactory(beneficiary=person)
        sealed = DocumentFactory(beneficiary=person, is_sealed=True)
        page = client_of(manager)
        path = url("attendance-proof", row.pk)
        offered = page.get(path).context["form"].fields["document"].queryset
        assert paper in offered
        assert sealed not in offered
        assert "l'un des deux" in text(page.post(path, {}))
        assert told(page.post(path, {"document": paper.pk}))
        row.refresh_from_db()
        assert row.proof == paper
        sent = {"file": SimpleUploadedFile("mot.pdf", b"%PDF-1.7"), "kind": "medical"}
        assert told(client_of(coordinator).post(path, sent))
        row.refresh_from_db()
        assert row.proof.is_sealed
        assert row.proof.beneficiary == person

    def test_only_an_excused_absence_and_only_the_own_paper(self, coordinator):
        row = AttendanceFactory()
        own = DocumentFactory(beneficiary=row.enrolment.beneficiary)
        with pytest.raises(ValidationError, match="absence excusée"):
            attach_proof(attendance=row, document=own, by=coordinator)
        excused = AttendanceFactory(excused=True)
        with pytest.raises(ValidationError, match="autre personne"):
            attach_proof(attendance=excused, document=own, by=coordinator)
