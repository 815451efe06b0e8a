"""Numbers of the Banque-Carrefour and codes of NACE: as typed, as kept, and why not."""

import pytest

from employers.bce import InvalidBceError, unit_compacted
from employers.rules.nace import InvalidNaceError, normalised


@pytest.mark.parametrize("typed", ["2.000.000.042", "2000000042", " 2 000 000 042 ", "2000-000042"])
def test_a_unit_number_is_understood_however_it_is_typed(typed):
    assert unit_compacted(typed) == "2000000042"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2.000.000.043", "deux derniers chiffres"),
        ("2.000.000.04", "dix chiffres"),
        ("0.403.019.261", "de 2 à 8"),
        ("9.000.000.042", "de 2 à 8"),
        ("٢٠٠٠٠٠٠٠٤٢", "dix chiffres"),
        ("200000004²", "dix chiffres"),
        ("", "dix chiffres"),
    ],
)
def test_what_is_no_unit_number_is_said(typed, sentence):
    with pytest.raises(InvalidBceError, match=sentence):
        unit_compacted(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("81.210", "81.210"),
        ("81210", "81.210"),
        ("81.21.0", "81.210"),
        ("81 21", "81.21"),
        ("01", "01"),
        ("45.1", "45.1"),
        ("99000", "99.000"),
    ],
)
def test_a_nace_code_is_written_one_way(typed, kept):
    assert normalised(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("8", "deux à cinq"),
        ("812101", "deux à cinq"),
        ("A81", "deux à cinq"),
        ("٨١", "deux à cinq"),
        ("04", "Aucune division NACE ne porte le numéro 04"),
        ("00.1", "numéro 00"),
        ("34", "numéro 34"),
        ("67", "numéro 67"),
    ],
)
def test_what_is_no_nace_code_is_said(typed, sentence):
    with pytest.raises(InvalidNaceError, match=sentence):
        normalised(typed)
