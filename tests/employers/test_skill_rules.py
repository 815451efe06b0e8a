"""A person beside a vacancy, skill by skill: counted and said in words, never scored."""

import pytest

from employers.enums import Need
from employers.rules.skills import Asked, compare

DRIVE = Asked(skill_id=1, label="Conduire un chariot", need=Need.MUST, level=3)
READ = Asked(skill_id=2, label="Lire un bon de commande", need=Need.MUST, level=2)
SCAN = Asked(skill_id=3, label="Utiliser un scanner", need=Need.TRAINABLE, level=2)
DUTCH = Asked(skill_id=4, label="Parler néerlandais", need=Need.NICE, level=1)
ALL = [DUTCH, SCAN, READ, DRIVE]


@pytest.mark.parametrize(
    ("asked", "held", "sentence"),
    [
        pytest.param(ALL, {}, "Aucune compétence indispensable sur 2", id="none"),
        pytest.param(ALL, {2: 2}, "1 compétence indispensable sur 2", id="one of two"),
        pytest.param(ALL, {1: 4, 2: 2}, "2 compétences indispensables sur 2", id="all"),
        pytest.param(ALL, {1: 2}, "Aucune compétence indispensable sur 2", id="a level too low"),
        pytest.param([DRIVE], {1: 3}, "La compétence indispensable", id="the only one"),
        pytest.param([DRIVE], {}, "Pas la compétence indispensable", id="not the only one"),
        pytest.param([DUTCH], {4: 4}, "Aucune compétence indispensable demandée", id="no must"),
        pytest.param([], {}, "Aucune compétence indispensable demandée", id="nothing asked"),
    ],
)
def test_indispensable_skills_are_counted_in_words(asked, held, sentence):
    assert compare(asked, held).sentence == sentence


@pytest.mark.parametrize(
    ("asked", "level", "word", "words"),
    [
        pytest.param(DRIVE, 3, "acquise", "en autonomie", id="held"),
        pytest.param(DRIVE, 1, "niveau plus bas", "débute (demandé : en autonomie)", id="lower"),
        pytest.param(
            DRIVE, None, "à vérifier", "pas notée au dossier (demandé : en autonomie)", id="unknown"
        ),
        pytest.param(
            SCAN, None, "à former", "pas notée au dossier (demandé : avec de l'aide)", id="to train"
        ),
        pytest.param(SCAN, 1, "à former", "débute (demandé : avec de l'aide)", id="to train more"),
    ],
)
def test_each_skill_says_where_the_person_stands(asked, level, word, words):
    (answer,) = compare([asked], {} if level is None else {asked.skill_id: level}).answers
    assert (answer.badge.label, answer.words) == (word, words)
    assert answer.badge.icon


def test_requirements_read_from_indispensable_to_wished():
    needs = [answer.asked.need for answer in compare(ALL, {}).answers]
    assert needs == [Need.MUST, Need.MUST, Need.TRAINABLE, Need.NICE]


def test_a_file_that_says_nothing_is_not_the_same_as_one_that_says_too_little():
    assert compare(ALL, {}).is_blank
    assert not compare(ALL, {1: 1}).is_blank
    assert not compare([], {}).is_blank
