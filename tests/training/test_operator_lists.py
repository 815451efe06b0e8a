"""The operator's own list beside the ledger: read, compared, each difference settled."""

import io
from datetime import date, time, timedelta

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from beneficiaries.rules.cells import CellError
from tests.factories import (
    AttendanceFactory,
    CohortFactory,
    EnrolmentFactory,
    SessionFactory,
)
from training.enums import AttendanceState, Match, Settlement
from training.models import LedgerLine, OperatorLine, OperatorSheet
from training.queries.operator_lists import ALL, Pairs, balance_of, pair_of, strangers_of
from training.rules.operator_rows import columns_of, minutes_of, name_key
from training.rules.weeks import instant
from training.services import close_session, correct_hours
from training.services.operator_lists import name_person, receive_sheet, settle

ON = date(2023, 2, 3)
FIRST, SECOND, THIRD = date(2023, 1, 9), date(2023, 1, 10), date(2023, 1, 11)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        (3.5, 210), ("3,5", 210), ("3.50", 210), ("3 h 30", 210), ("3h30", 210), ("03:30:00", 210),
        ("7 h", 420), ("7 heures", 420), ("90 min", 90), (8, 480), ("", 0), (None, 0), ("–", 0),
        (3.33, 200), ("0", 0),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(cell, minutes):
    assert minutes_of(cell) == minutes


@pytest.mark.parametrize(
    "cell", ["beaucoup", -1, "25", 1e300, float("nan"), True, FIRST, "3h75", "9" * 500, "²"]
)
def test_what_is_no_number_of_hours_of_a_day_has_its_sentence(cell):
    with pytest.raises(CellError, match="heures"):
        minutes_of(cell)


def test_columns_are_found_by_what_people_call_them_and_names_in_any_order():
    found = columns_of(["N° national", "Participant", "Date du cours", "Nb. heures", "Heures :"])
    assert [field.value for field in found] == ["niss", "full_name", "day", "hours"]
    assert name_key("EL KHATTABI, Zoé") == name_key("zoe el-khattabi")


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(
        coordinator=coordinator, starts_on=date(2022, 11, 1), ends_on=date(2023, 6, 30), places=99
    )


@pytest.fixture
def zoe(cohort):
    return _enrolled(cohort, "Zoé", "El Khattabi")


@pytest.fixture
def ali(cohort):
    return _enrolled(cohort, "Ali", "Öztürk")


def _enrolled(cohort, first_name, last_name):
    return EnrolmentFactory(
        cohort=cohort,
        enrolled_on=date(2022, 11, 1),
        beneficiary__first_name=first_name,
        beneficiary__last_name=last_name,
    )


def _followed(cohort, day, *enrolments, hour=8):
    """A closed session of three hours; the others of the cohort did not come."""
    starts = instant(day, time(hour))
    session = SessionFactory(cohort=cohort, starts_at=starts, ends_at=starts + timedelta(hours=3))
    for enrolment in cohort.enrolments.all():
        there = enrolment in enrolments
        AttendanceFactory(
            session=session,
            enrolment=enrolment,
            state=AttendanceState.PRESENT if there else AttendanceState.ABSENT,
            minutes=180 if there else 0,
            recorded_by=cohort.coordinator,
        )
    close_session(session=session, by=cohort.coordinator, at=session.ends_at)
    return session


def _received(cohort, text, starts_on=None, ends_on=None, name="heures.csv"):
    return receive_sheet(
        cohort=cohort, content=text.encode(), name=name, starts_on=starts_on, ends_on=ends_on,
        by=cohort.coordinator, on=ON,
    )  # fmt: skip


def _found(sheet):
    pairs = Pairs(sheet, balance_of(sheet).total, ALL)
    return {(p.who, p.worked_on): (p.match, p.theirs, p.ours) for p in pairs[0:99]}


@pytest.mark.django_db
class TestComparing:
    def test_each_day_of_each_person_stands_in_its_state(self, cohort, zoe, ali):
        _followed(cohort, FIRST, zoe, ali)
        _followed(cohort, FIRST, zoe, hour=13)
        _followed(cohort, SECOND, zoe, ali)
        _followed(cohort, date(2023, 2, 1), zoe)
        sheet = _received(
            cohort,
            "Liste de janvier;;\nNom;Jour;Heures\n"
            "EL KHATTABI Zoe;9/1/2023;3\nEl-Khattabi, Zoé;09/01/2023;3h00\n"
            "Ali Ozturk;2023-01-09;2,5\nZoé El Khattabi;11 janvier 2023;3\n"
            "Jean Inconnu;10/01/2023;3\nJean Inconnu;11/01/2023;3\nTotal;;14,5\n",
        )
        assert (sheet.starts_on, sheet.ends_on) == (FIRST, THIRD)
        who, other = "Zoé El Khattabi", "Ali Öztürk"
        assert _found(sheet) == {
            (who, FIRST): (Match.SAME, 360, 360),
            (other, FIRST): (Match.DIFFERS, 150, 180),
            (who, SECOND): (Match.OURS, 0, 180),
            (other, SECOND): (Match.OURS, 0, 180),
            (who, THIRD): (Match.THEIRS, 180, 0),
        }
        (stranger,) = strangers_of(sheet)
        assert (stranger["typed_name"], stranger["row_count"]) == ("Jean Inconnu", 2)
        assert (balance_of(sheet).open_count, balance_of(sheet).same) == (5, 1)
        name_person(line=sheet.lines.get(number=7), enrolment=ali)
        assert _found(sheet)[other, THIRD] == (Match.THEIRS, 180, 0)
        assert _found(sheet)[other, SECOND] == (Match.SAME, 180, 180)
        again = _received(cohort, "nom;date;h\nInconnu Jean;10/01/2023;3\n", FIRST, THIRD)
        assert again.lines.get().enrolment == ali, "who was chosen once is known"

    def test_the_number_tells_who_when_the_name_is_another_way_and_two_are_alike(
        self, cohort, zoe, ali
    ):
        twin = _enrolled(cohort, "Ali", "Öztürk")
        twin.beneficiary.set_niss("85073003328")
        twin.beneficiary.save()
        sheet = _received(
            cohort,
            "nom;niss;jour;heures\nÖztürk A.;85.07.30-033 28;9/1/2023;3\n"
            "Öztürk Ali;;9/1/2023;3\nEl Khattabi Zoé;85.07.30-033 28;9/1/2023;3\n",
        )
        assert list(sheet.lines.values_list("enrolment", flat=True)) == [twin.pk, None, zoe.pk]

    def test_a_workbook_is_read_too_and_given_back_as_it_came(
        self, cohort, zoe, client_of, coordinator
    ):
        book = openpyxl.Workbook()
        book.active.append(["Prénom", "Nom", "Date", "Durée"])
        book.active.append(["Zoé", "El Khattabi", FIRST, time(3, 30)])
        buffer = io.BytesIO()
        book.save(buffer)
        sent = {"sheet": SimpleUploadedFile("janvier.xlsx", buffer.getvalue())}
        path = reverse("training:operator-sheet-create", args=[cohort.pk])
        answer = client_of(coordinator).post(path, sent)
        sheet = OperatorSheet.objects.get()
        assert answer["Location"] == reverse("training:operator-sheet", args=[sheet.pk])
        assert (sheet.lines.get().enrolment, sheet.lines.get().minutes) == (zoe, 210)
        with sheet.file.open("rb") as kept:
            assert kept.read() != buffer.getvalue(), "kept encrypted: it may hold numbers"
        file = client_of(coordinator).get(reverse("training:operator-sheet-file", args=[sheet.pk]))
        assert file.content == buffer.getvalue()


MESSY = {
    "nom;jour\nZoé;9/1/2023\n": "la colonne « Heures »",
    "nom;jour;heures\n;9/1/2023;3\nZoé;32/1/2023;3\nZoé;9/1/2023;trente\n": (
        "Ligne 2 : il manque le nom.",
        "Ligne 3 : « 32/1/2023 » n'est pas un jour",
        "Ligne 4 : « trente » ne dit pas combien d'heures",
    ),
    "nom;jour;heures\nZoé;9/1/2023;=A2*3\n": "est une formule",
    "nom;jour;heures\nZoé;9/1/2030;3\n": "dans le futur",
    "nom;jour;heures\n" + "Zoé;9/1/2023;trente\n" * 40: (
        "La suite est sous le champ.",
        "Et 28\u00a0autres lignes à corriger",
    ),
    "nom;jour;heures\n": "aucune ligne",
    "": "vide",
    "\x00\x01\x02": "pas une feuille",
    "bonjour": "Nom, Prénom, Jour, Heures",
    f"nom;jour;heures\n{'x' * 10_000};9/1/2023;3\n": "dépasse 160 lettres",
}


@pytest.mark.django_db
def test_a_messy_list_has_a_sentence_for_each_row_and_nothing_is_kept(
    cohort, client_of, coordinator
):
    path = reverse("training:operator-sheet-create", args=[cohort.pk])
    browser = client_of(coordinator)
    for text, sentences in MESSY.items():
        sent = {"sheet": SimpleUploadedFile("liste.csv", text.encode())}
        page = browser.post(path, sent).content.decode().replace("&#x27;", "'")
        for sentence in [sentences] if isinstance(sentences, str) else sentences:
            assert sentence in page, text[:60]
    outside = {
        "sheet": SimpleUploadedFile("l.csv", b"nom;jour;heures\nA B;9/1/2023;3\n"),
        "starts_on": "2023-02-01",
        "ends_on": "2023-02-28",
    }
    assert "hors de la période" in browser.post(path, outside).content.decode()
    turned = {"sheet": SimpleUploadedFile("l.csv", b"x"), "starts_on": "2023-02-01",
              "ends_on": "2023-01-01"}  # fmt: skip
    assert "précéder le début" in browser.post(path, turned).content.decode()
    assert not OperatorSheet.objects.exists()


@pytest.mark.django_db
class TestSettling:
    def test_a_difference_is_settled_by_someone_on_a_day_and_corrected_only_when_it_was(
        self, cohort, zoe, client_of, coordinator
    ):
        session = _followed(cohort, FIRST, zoe)
        sheet = _received(cohort, "nom;jour;heures\nZoé El Khattabi;9/1/2023;2\n")
        path = reverse("training:operator-difference", args=[sheet.pk, zoe.pk, FIRST.isoformat()])
        browser = client_of(coordinator)
        correcting = reverse("training:hours-correct", args=[session.pk, zoe.pk])
        assert correcting in browser.get(path).content.decode()
        refused = browser.post(path, {"settlement": "corrected"}).content.decode()
        assert "corrigez d&#x27;abord la séance" in refused
        browser.post(path, {"settlement": "asked", "words": "Mail du 3 février"})
        line = sheet.lines.get()
        assert (line.settlement, line.settled_by, line.words) == (
            Settlement.ASKED, coordinator, "Mail du 3 février",
        )  # fmt: skip
        correct_hours(
            session=session, enrolment=zoe, state=AttendanceState.LATE, minutes=120,
            reason="Arrivée à 9 h", by=coordinator,
        )  # fmt: skip
        pair = pair_of(sheet, zoe, FIRST)
        assert (pair.match, pair.is_corrected) == (Match.SAME, True)
        browser.post(path, {"settlement": "corrected"})
        assert sheet.lines.get().settlement == Settlement.CORRECTED
        with pytest.raises(ValidationError, match="rien à décider"):
            settle(
                sheet=sheet, enrolment=zoe, day=FIRST, settlement=Settlement.OURS, words="",
                by=coordinator, on=ON,
            )  # fmt: skip
        assert LedgerLine.objects.filter(enrolment=zoe, reason="").count() == 2, "nothing rewritten"

    def test_another_list_of_the_days_replaces_the_former_and_keeps_what_was_decided(
        self, cohort, zoe, ali, coordinator
    ):
        _followed(cohort, FIRST, zoe, ali)
        _followed(cohort, SECOND, zoe)
        former = _received(cohort, "nom;jour;heures\nZoé El Khattabi;9/1/2023;2\n", FIRST, THIRD)
        for enrolment, day in ((zoe, FIRST), (zoe, SECOND), (ali, FIRST)):
            settle(
                sheet=former, enrolment=enrolment, day=day, settlement=Settlement.OURS,
                words="Feuille signée", by=coordinator, on=ON,
            )  # fmt: skip
        sheet = _received(
            cohort, "nom;jour;heures\nZoé El Khattabi;9/1/2023;2\nAli Öztürk;9/1/2023;1\n",
            date(2023, 1, 1), date(2023, 1, 31),
        )  # fmt: skip
        former.refresh_from_db()
        assert former.dropped_on == ON
        assert former.lines.count() == 3, "the former list keeps its rows"
        assert pair_of(sheet, zoe, FIRST).settled == "ours"
        assert pair_of(sheet, zoe, SECOND).settled == "ours"
        assert pair_of(sheet, ali, FIRST).settled == "", "they list it otherwise: decide again"
        with pytest.raises(ValidationError, match="remplacé"):
            settle(
                sheet=former, enrolment=zoe, day=FIRST, settlement=Settlement.ASKED, words="",
                by=coordinator, on=ON,
            )  # fmt: skip
        with pytest.raises(ValidationError, match="période qui la contient"):
            _received(cohort, "nom;jour;heures\nZoé El Khattabi;9/1/2023;2\n")

    def test_a_name_of_nobody_is_settled_for_all_its_rows(
        self, cohort, zoe, client_of, coordinator
    ):
        sheet = _received(cohort, "nom;jour;heures\nX Y;9/1/2023;2\nX Y;10/1/2023;2\n")
        path = reverse("training:operator-line-person", args=[sheet.lines.first().pk])
        page = client_of(coordinator).post(path, {"enrolment": ""}).content.decode()
        assert "Choisissez la personne" in page
        client_of(coordinator).post(path, {"enrolment": "", "settlement": "asked"})
        assert set(OperatorLine.objects.values_list("settlement", "settled_by")) == {
            ("asked", coordinator.pk)
        }
        assert balance_of(sheet).open_count == 0
        stranger = EnrolmentFactory()
        refused = client_of(coordinator).post(path, {"enrolment": stranger.pk})
        assert refused.status_code == 200
        client_of(coordinator).post(path, {"enrolment": zoe.pk})
        assert set(OperatorLine.objects.values_list("enrolment", "settlement")) == {(zoe.pk, "")}


@pytest.mark.django_db
def test_the_page_asks_as_often_for_thirty_persons_as_for_three(
    cohort, client_of, coordinator, django_assert_max_num_queries
):
    counts = []
    for number in (3, 27):
        enrolments = [_enrolled(cohort, f"P{number}{i}", "Dupont") for i in range(number)]
        _followed(cohort, FIRST + timedelta(days=number), *enrolments)
        rows = "".join(
            f"{row.beneficiary.full_name};{FIRST};2\nInconnu {row.pk};{FIRST};1\n"
            for row in enrolments
        )
        sheet = _received(cohort, f"nom;jour;heures\n{rows}", FIRST, date(2023, 2, 10 + number % 2))
        path = reverse("training:operator-sheet", args=[sheet.pk])
        browser = client_of(coordinator)
        with django_assert_max_num_queries(12) as asked:
            page = browser.get(f"{path}?jours=tout").content.decode()
        assert f"Inconnu {enrolments[0].pk}" in page
        counts.append(len(asked))
    assert counts[0] == counts[1]
