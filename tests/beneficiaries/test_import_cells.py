"""What a typed cell means, in tables of cases; no database."""

from datetime import date, datetime

import pytest

from beneficiaries.rules import cells, typed_days
from beneficiaries.rules.cells import CellError, Formula
from tests.beneficiaries.messy import SAMIRA

ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("ÖZTÜRK", "Öztürk", id="capitals"),
        pytest.param("  théo  ", "Théo", id="spaces and small letters"),
        pytest.param("O\u0308ztu\u0308rk", "Öztürk", id="letters and accents apart"),
        pytest.param("Van\u00a0den\u202fBossche", "Van den Bossche", id="Word's spaces"),
        pytest.param("Ben\u200bali\ufeff\u00ad", "Benali", id="signs that cannot be seen"),
        pytest.param("N’DIAYE", "N'Diaye", id="a curly apostrophe"),
        pytest.param("MARIE-ANGE", "Marie-Ange", id="a hyphen"),
        pytest.param("VAN DEN BOSSCHE", "Van den Bossche", id="particles"),
        pytest.param("DE SMET", "De Smet", id="a particle in front"),
        pytest.param("MacDonald", "MacDonald", id="both kinds of letters are left alone"),
        pytest.param("D'HONDT   LE\nROUX", "D'Hondt le Roux", id="two lines are one"),
        pytest.param("?", "", id="a question mark is no name"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_a_name_is_tidied(typed, read):
    assert cells.name(typed) == read


@pytest.mark.parametrize("typed", ["Luca2", "<b>Luca</b>", "a@b.be", "x" * 81, 12])
def test_what_is_no_name_is_refused(typed):
    with pytest.raises(CellError):
        cells.name(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("DUPONT Marie", ("Dupont", "Marie")),
        ("VAN DAMME Jean-Claude", ("Van Damme", "Jean-Claude")),
        ("Dupont, Marie Anne", ("Dupont", "Marie Anne")),
        ("", ("", "")),
    ],
)
def test_two_names_in_one_cell_are_told_apart(typed, read):
    assert cells.both_names(typed) == read


@pytest.mark.parametrize("typed", ["Dupont Marie", "DUPONT MARIE", "Dupont", "Dupont,"])
def test_two_names_that_nothing_tells_apart_are_refused(typed):
    with pytest.raises(CellError, match="où finit le nom"):
        cells.both_names(typed)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(SAMIRA, id="eleven digits"),
        pytest.param(f" {SAMIRA[:6]} {SAMIRA[6:9]}-{SAMIRA[9:]}", id="spaces and a hyphen"),
        pytest.param(
            f"{SAMIRA[:2]}.{SAMIRA[2:4]}.{SAMIRA[4:6]}-{SAMIRA[6:9]}.{SAMIRA[9:]}", id="points"
        ),
        pytest.param(int(SAMIRA), id="a number cell"),
        pytest.param(float(SAMIRA), id="a decimal cell"),
    ],
)
def test_a_national_number_is_read_in_its_forms(typed):
    assert cells.niss(typed) == SAMIRA


def test_a_number_cell_that_lost_its_zeros_gets_them_back():
    assert cells.niss(5070518839) == "05070518839"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("850730", "celui-ci en a 6"),
        ("aucun", "n'en a aucun"),
        (f"{SAMIRA}1", "celui-ci en a 12"),
        (f"{SAMIRA[:9]}{(int(SAMIRA[9:]) + 1) % 97:02d}", "deux derniers chiffres"),
    ],
)
def test_a_national_number_that_cannot_be_is_refused_with_its_reason(typed, sentence):
    with pytest.raises(CellError, match=sentence):
        cells.niss(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        pytest.param(datetime(1990, 5, 17), date(1990, 5, 17), id="a date cell"),  # noqa: DTZ001
        pytest.param("17/05/1990", date(1990, 5, 17), id="slashes"),
        pytest.param("17.5.90", date(1990, 5, 17), id="points and two figures"),
        pytest.param("1990-05-17", date(1990, 5, 17), id="ISO"),
        pytest.param("1990-05-17 00:00:00", date(1990, 5, 17), id="ISO with a time"),
        pytest.param("17-05-1990", date(1990, 5, 17), id="hyphens"),
        pytest.param("17 mai 1990", date(1990, 5, 17), id="the month in words"),
        pytest.param("1er août 1990", date(1990, 8, 1), id="the first"),
        pytest.param("le 3 févr. 1990", date(1990, 2, 3), id="a shortened month"),
        pytest.param("jeudi 17 MAI 1990", date(1990, 5, 17), id="a weekday"),
        pytest.param(33010, date(1990, 5, 17), id="Excel's serial number"),
        pytest.param("2.11.02", date(2002, 11, 2), id="two figures of this century"),
        pytest.param("12.6.63", date(1963, 6, 12), id="two figures of the last one"),
        pytest.param("29/02/2000", date(2000, 2, 29), id="a leap day"),
        pytest.param("", None, id="nothing"),
        pytest.param("-", None, id="a dash"),
    ],
)
def test_a_day_of_birth_is_read_in_its_forms(typed, day):
    assert typed_days.birth_day(typed, ON) == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("inconnue", "n'est pas une date complète"),
        ("?", "n'est pas une date complète"),
        ("1990", "n'est pas une date complète"),
        ("05/1990", "n'est pas une date complète"),
        ("17051990", "n'est pas une date complète"),
        ("12/25/1980", "le mois 25 n'existe pas"),
        ("31/02/1990", "n'est pas un jour du calendrier"),
        ("29/02/1990", "n'est pas un jour du calendrier"),
        ("00/01/1990", "n'est pas un jour du calendrier"),
        ("3 ju 1990", "n'est pas une date complète"),
        ("3 jui 1990", "ce mois n'est pas clair"),
        ("01/01/2091", "dans le futur"),
        ("02/03/2011", None),
        ("03/03/2011", "moins de 15 ans"),
        ("3.4.15", "quatre chiffres"),
        ("3.4.1916", None),
        ("02/03/1916", None),
        ("01/03/1915", "plus de 110 ans"),
        ("01/01/0001", "plus de 110 ans"),
        (True, "n'est pas une date"),
    ],
)
def test_a_day_of_birth_that_cannot_be_is_refused_with_its_reason(typed, sentence):
    if sentence is None:
        assert typed_days.birth_day(typed, ON)
        return
    with pytest.raises(CellError, match=sentence):
        typed_days.birth_day(typed, ON)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("9.8.25", date(2025, 8, 9)),
        ("2.3.26", ON),
        ("1.1.98", date(1998, 1, 1)),
        (date(2024, 8, 3), date(2024, 8, 3)),
    ],
)
def test_a_day_of_interview_has_passed(typed, day):
    assert typed_days.past_day(typed, ON) == day


@pytest.mark.parametrize(
    ("typed", "sentence"), [("3.3.26", "futur"), ("31/12/1997", "avant 1998"), ("demain", "date")]
)
def test_a_day_of_interview_that_cannot_be_is_refused(typed, sentence):
    with pytest.raises(CellError, match=sentence):
        typed_days.past_day(typed, ON)


@pytest.mark.parametrize(
    ("typed", "read"),
    [(word, "M") for word in ("M", "m", "H", "Mr", "homme", "Monsieur")]
    + [(word, "F") for word in ("F", "f", "Mme", "femme", "Féminin")]
    + [("X", "X"), ("", ""), ("?", ""), (None, "")],
)
def test_the_sex_is_read_in_its_words(typed, read):
    assert cells.sex(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [(word, True) for word in ("oui", "O", "x", "X", "1", 1, 1.0, True, "Vrai", "✓")]
    + [(word, False) for word in ("non", "N", "0", 0, False, "FAUX")]
    + [(word, None) for word in ("", None, "?", "-")],
)
def test_yes_and_no_are_read_in_their_signs(typed, read):
    assert cells.yes_or_no(typed) is read


@pytest.mark.parametrize("reader", [cells.sex, cells.yes_or_no])
def test_a_word_that_says_neither_is_refused(reader):
    with pytest.raises(CellError):
        reader("peut-être")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0472/45.47.10", "+32472454710"),
        ("+32473609851", "+32473609851"),
        ("0032 471766676", "+32471766676"),
        (472454710, "+32472454710"),
        ("071 12 34 56", "+3271123456"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("", ""),
        ("/", ""),
    ],
)
def test_a_telephone_is_read_in_its_forms(typed, read):
    assert cells.phone(typed) == read


@pytest.mark.parametrize("typed", ["0472", "abc", "0472/45.47.10.99.99.99"])
def test_a_telephone_that_cannot_be_is_refused(typed):
    with pytest.raises(CellError, match="numéro de téléphone"):
        cells.phone(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" Samira.B@Example.ORG ", "samira.b@example.org"),
        ("jérôme.1@example.org", "jérôme.1@example.org"),
        ("-", ""),
    ],
)
def test_an_address_is_read(typed, read):
    assert cells.email(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["pas@d@email", "samira", "a@", "@b.be", "a b@c.be", "a..b@c.be", "a@b", f"{'a' * 250}@b.be"],
)
def test_an_address_that_cannot_be_is_refused(typed):
    with pytest.raises(CellError, match="adresse e-mail"):
        cells.email(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("CESS", ("upper_secondary", "")),
        ("cesi", ("lower_secondary", "")),
        ("primaire", ("primary", "")),
        ("CEB", ("primary", "")),
        ("6P", ("lower_secondary", "6P")),
        ("Graduat", ("bachelor", "Graduat")),
        ("aucun", ("none", "")),
        ("?", ("", "")),
        ("Coiffure, 2 ans", ("", "Coiffure, 2 ans")),
    ],
)
def test_a_diploma_is_a_title_or_studies(typed, read):
    assert cells.diploma(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Forem", ("forem", "")),
        ("cpas farciennes", ("cpas", "cpas farciennes")),
        ("AViQ", ("aviq", "")),
        ("spontané", ("spontaneous", "")),
        ("bouche à oreille", ("spontaneous", "bouche à oreille")),
        ("asbl Le Pas", ("partner", "asbl Le Pas")),
        (None, ("", "")),
    ],
)
def test_who_sent_the_person_is_read_and_its_words_kept(typed, read):
    assert cells.source(typed) == read


@pytest.mark.parametrize("typed", [Formula("=A1"), "=SUM(A1:A2)", "=1+1", "=-A1", "=cmd|'/C'!A0"])
def test_a_formula_is_known(typed):
    assert cells.is_formula(typed)


@pytest.mark.parametrize("typed", ["=> à rappeler", "= permis B", "+ permis", "-", "1=1", None, 3])
def test_what_only_looks_like_a_formula_is_text(typed):
    assert not cells.is_formula(typed)
