"""Which words tell who a person is?"""

from datetime import date

import pytest

from employers.rules.anonymity import Identity, traces

MAIL = "noah.petit@courriel.example"
NOAH = Identity(
    names=("Noah", "El Khattabi-Petit"),
    places=("Rue du Moulin 12", "Marcinelle", "Charleroi"),
    contacts=("+32470123456", MAIL, "M-2024-0193"),
    born_on=date(1991, 4, 7),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Motivation réelle, ponctualité, apprend vite.", []),
        ("", []),
        ("Demandez NOAH.", ["Noah"]),
        ("Dossier Petit", ["El Khattabi-Petit"]),
        ("Une petite équipe lui convient.", []),
        ("Habite rue du moulin 12.", ["Rue du Moulin 12"]),
        ("Vient de MARCINELLE en bus.", ["Marcinelle"]),
        ("Joignable au 0470 12 34 56.", ["+32470123456"]),
        (
            MAIL,
            ["Noah", "El Khattabi-Petit", MAIL],
        ),
        ("Voir M-2024-0193.", ["M-2024-0193"]),
        ("Elle apprend vite.", ["elle"]),
        ("Monsieur est disponible.", ["monsieur"]),
        ("Une maman courageuse, enceinte.", ["enceinte", "maman"]),
        ("Née en Belgique.", ["nee", "nee en"]),
        ("Né le 07/04/1991.", ["ne le", "07/04/1991"]),
        ("Ne le savez-vous pas ?", ["ne le"]),
        ("N'a pas peur du froid et ne craint rien.", []),
        ("34 ans, en forme.", ["34 ans"]),
        ("20 ans d'expérience du métier.", []),
        ("5 ans dans la vente.", []),
        ("Sérieux\u0301e.", []),
    ],
)
def test_a_text_that_names_the_person_says_by_which_words(text, found):
    assert traces(text, NOAH) == found


def test_a_person_of_whom_little_is_known_leaves_no_trace():
    assert traces("Motivation et ponctualité.", Identity(names=("A", "B"))) == []
