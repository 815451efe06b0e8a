"""Places, headings, rows and twins of a sheet: rules over plain values; no database."""

from datetime import date

import pytest

from beneficiaries.enums import SheetField
from beneficiaries.rules.cells import CellError
from beneficiaries.rules.headings import answers_to, applied, guessed
from beneficiaries.rules.intake_rows import IntakeRow, RowReader
from beneficiaries.rules.places import Place, PlaceBook
from beneficiaries.rules.twins import Identity, Kinship, TwinBook, likeness
from tests.beneficiaries import messy

ON = date(2026, 3, 2)
BOOK = PlaceBook(
    [
        (1, "6000", "Charleroi"),
        (2, "6001", "Marcinelle"),
        (3, "6030", "Marchienne-au-Pont"),
        (4, "6030", "Goutroux"),
        (5, "6140", "Fontaine-l'Évêque"),
        (6, "7000", "Mons"),
        (7, "1370", "Saint-Jean-Geest"),
        (8, "5000", "Beez"),
        (9, "6700", "Beez"),
    ]
)


@pytest.mark.parametrize(
    ("code", "name", "place"),
    [
        pytest.param("6001", "MARCINELLE", Place(2), id="capitals"),
        pytest.param(6001, "marcinele", Place(2), id="a number and a slip"),
        pytest.param("6030", "Marchienne au pont", Place(3), id="hyphens"),
        pytest.param("6140", "FONTAINE L’EVEQUE", Place(5), id="accents and apostrophe"),
        pytest.param("1370", "St Jean Geest", Place(7), id="an abbreviation"),
        pytest.param("6000", None, Place(1), id="the code alone, of one locality"),
        pytest.param("6030", None, Place(words="6030"), id="the code alone, of several"),
        pytest.param(None, "Mons", Place(6), id="the name alone"),
        pytest.param(None, "6000 Charleroi", Place(1), id="both in one cell"),
        pytest.param("B-6000", "Charleroi", Place(1), id="with the country"),
        pytest.param("6030", "Docherie", Place(words="6030 Docherie"), id="a hamlet"),
        pytest.param("9000", "Gand", Place(words="9000 Gand"), id="a code that is not listed"),
        pytest.param(None, "Lille", Place(words="Lille"), id="a name that is not listed"),
    ],
)
def test_a_place_is_found_or_kept_in_words(code, name, place):
    assert BOOK.find(code, name) == place


@pytest.mark.parametrize(
    ("code", "name", "sentence"),
    [
        ("99999", "Marcinelle", "n'est pas un code postal belge"),
        ("600", "Charleroi", "n'est pas un code postal belge"),
        ("0600", "Charleroi", "n'est pas un code postal belge"),
        ("6000", "Mons", "Mons a le code 7000, pas 6000"),
        (None, "Beez", "Plusieurs codes postaux"),
    ],
)
def test_a_place_that_contradicts_itself_is_refused(code, name, sentence):
    with pytest.raises(CellError, match=sentence):
        BOOK.find(code, name)


def test_the_headers_of_the_office_are_recognised():
    assert guessed(messy.HEADERS) == messy.COLUMNS


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("NOM :", SheetField.LAST_NAME),
        ("Nom et prénom", SheetField.FULL_NAME),
        ("Né(e) le", SheetField.BORN_ON),
        ("Code postal", SheetField.POSTAL_CODE),
        ("N° NISS", SheetField.NISS),
        ("Tél.", SheetField.PHONE),
    ],
)
def test_other_words_for_a_column_are_recognised(header, field):
    assert guessed([header]) == {header: field.value}


def test_of_two_columns_that_seem_the_same_the_first_is_read():
    assert guessed(["GSM", "Téléphone"]) == {"GSM": "phone"}


def test_a_remembered_reading_answers_to_its_headers_in_any_order_and_capitals():
    columns = {"Achternaam": "last_name", "Voornaam": "first_name"}
    assert answers_to(columns, ["VOORNAAM", "achternaam", "GSM"])
    assert applied(columns, ["VOORNAAM", "achternaam"]) == {
        "VOORNAAM": "first_name",
        "achternaam": "last_name",
    }
    assert not answers_to(columns, ["Voornaam"])
    assert not answers_to({}, ["Voornaam"])


def read(**cells: object):
    """The row that `messy.person` gives, read with the office's columns."""
    fields = {SheetField(key): header for header, key in messy.COLUMNS.items()}
    given = dict(zip(messy.HEADERS, messy.person(**cells), strict=True))
    reader = RowReader(fields, BOOK, ON)
    return reader.read(7, {field: given[header] for field, header in fields.items()})


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        pytest.param({"Nom": None}, ["Nom"], id="no name"),
        pytest.param({"Nom": "?", "Prénom": "-"}, ["Nom", "Prénom"], id="signs for no name"),
        pytest.param({"Nom": "R2"}, ["Nom"], id="one sentence for a wrong name"),
        pytest.param(
            {"N° national": messy.SAMIRA, "Date de naissance": "15/08/1975"},
            ["Date de naissance"],
            id="number and birth date disagree",
        ),
        pytest.param(
            {"Date 1er entretien": "1/1/1998", "Date de naissance": "2/1/1998"},
            ["Date 1er entretien"],
            id="met before birth",
        ),
        pytest.param({"CP": "99999"}, ["CP"], id="a code that is none"),
        pytest.param({"GSM": "=A1"}, ["GSM"], id="a formula for a telephone"),
        pytest.param({"CP": "=A1"}, ["CP"], id="a formula for a code"),
        pytest.param({"GSM": "12", "E-mail": "x"}, ["GSM", "E-mail"], id="two faults at once"),
    ],
)
def test_each_fault_of_a_row_stands_by_its_column(cells, columns):
    faults = read(**cells)
    assert [fault.column for fault in faults] == columns
    assert {fault.row for fault in faults} == {7}


def test_a_birth_date_in_the_future_is_one_fault_not_two():
    (fault,) = read(**{"N° national": messy.SAMIRA, "Date de naissance": "01/01/2091"})
    assert "futur" in fault.message


def test_a_birth_date_left_empty_is_that_of_the_national_number():
    row = read(**{"N° national": messy.SAMIRA, "Date de naissance": None})
    assert row.born_on == date(1990, 5, 17)


@pytest.mark.parametrize(
    ("cells", "notice", "values"),
    [
        ({"Remarques": "=SUM(A1:A2)"}, "formule", {"intake_note": None}),
        ({"Nom": "Y?ld?z"}, "lettre", {"last_name": "Y?ld?z"}),
        ({"Nom": "Ren\ufffd"}, "lettre", {"last_name": "Ren\ufffd"}),
        ({"CP": "9000", "Localité": "Gand"}, "rue", {"street": "9000 Gand"}),
    ],
)
def test_what_is_odd_in_a_good_row_is_said(cells, notice, values):
    row = read(**cells)
    assert isinstance(row, IntakeRow)
    assert notice in row.notices[0].message
    assert {name: row.values.get(name) for name in values} == values


def person(**traits: object) -> Identity:
    known = {"name": "luca rossi", "sound": "RS LK", "born_on": date(1964, 10, 28)}
    return Identity(**(known | traits))


@pytest.mark.parametrize(
    ("one", "other", "kinship"),
    [
        pytest.param(
            {"niss": "a"},
            {"niss": "a", "name": "luca maes", "sound": "x"},
            Kinship.SAME,
            id="same number, another family name",
        ),
        pytest.param(
            {"niss": "a"},
            {"niss": "a", "name": "ann maes", "sound": "x"},
            Kinship.LIKELY,
            id="a number on the wrong line",
        ),
        pytest.param({}, {}, Kinship.SAME, id="same name and birth date"),
        pytest.param({"niss": "a"}, {}, Kinship.SAME, id="one of them without number"),
        pytest.param({"niss": "a"}, {"niss": "b"}, Kinship.LIKELY, id="a number that changed"),
        pytest.param({"born_on": None}, {}, Kinship.LIKELY, id="a birth date is missing"),
        pytest.param({"name": "x"}, {}, Kinship.LIKELY, id="same sound and birth date"),
        pytest.param(
            {"name": "x", "sound": "y", "phone": "1"}, {"phone": "1"}, Kinship.LIKELY, id="phone"
        ),
        pytest.param({"born_on": date(1990, 1, 1)}, {}, None, id="another birth date"),
        pytest.param({"name": "x", "sound": "y"}, {}, None, id="only the birth date"),
        pytest.param({"name": "x", "sound": "y"}, {"sound": "z"}, None, id="two blank phones"),
        pytest.param(
            {"name": "x", "niss": "a", "phone": "1"},
            {"niss": "b", "phone": "1"},
            None,
            id="brother and sister at one telephone",
        ),
        pytest.param(
            {"born_on": None, "niss": "a"}, {"niss": "b"}, None, id="namesakes with two numbers"
        ),
    ],
)
def test_two_descriptions_are_the_same_person_or_not(one, other, kinship):
    for pair in ((person(**one), person(**other)), (person(**other), person(**one))):
        found = likeness(*pair)
        assert (found.kinship if found else None) == kinship
    book: TwinBook[str] = TwinBook()
    book.add(person(**one), "known")
    found = book.likeliest(person(**other))
    assert (found[0].kinship if found else None) == kinship


def test_the_surest_twin_is_told_before_a_likely_one():
    book: TwinBook[str] = TwinBook()
    book.add(person(name="x"), "likely")
    book.add(person(), "sure")
    assert book.likeliest(person())[1] == "sure"
