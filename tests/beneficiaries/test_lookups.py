"""Who types an occupation or a skill is forgiven, and offered the nearest first."""

import pytest
from django.core.exceptions import ValidationError

from beneficiaries.forms.lookups import LookupField
from beneficiaries.lookups import LOOKUPS, similar_occupations, similar_skills
from mirec.core.search import forgiving
from tests.factories import OccupationFactory, SkillFactory

pytestmark = pytest.mark.django_db
TITLES = (
    "Plombier / Plombière",
    "Plombier / Plombière chauffagiste",
    "Aide plombier / plombière",
    "Jardinier / Jardinière",
    "Jardinier / Jardinière paysagiste",
    "Magasinier / Magasinière",
    "Soudeur / Soudeuse",
    "Chef jardinier / jardinière",
)


@pytest.fixture
def titles():
    return {title: OccupationFactory(label=title) for title in TITLES}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("plombié", "Plombier / Plombière"),
        ("Plombière", "Plombier / Plombière"),
        ("jardinnier", "Jardinier / Jardinière"),
        ("jardiniere paysagist", "Jardinier / Jardinière paysagiste"),
        ("magasinniere", "Magasinier / Magasinière"),
        ("sodeur", "Soudeur / Soudeuse"),
        ("so", "Soudeur / Soudeuse"),
        ("aide plombier", "Aide plombier / plombière"),
    ],
)
def test_the_nearest_title_is_offered_first(typed, first, titles):
    assert str(LOOKUPS["target_occupation"].suggestions(typed)[0]) == first


def test_the_beginning_of_a_name_comes_before_the_beginning_of_a_word(titles):
    found = [str(row) for row in LOOKUPS["target_occupation"].suggestions("jardin")]
    assert found == [
        "Jardinier / Jardinière",
        "Jardinier / Jardinière paysagiste",
        "Chef jardinier / jardinière",
    ]


def test_a_title_that_left_the_table_is_not_offered_but_still_read(titles):
    gone = OccupationFactory(label="Plombier zingueur", is_current=False)
    lookup = LOOKUPS["target_occupation"]
    assert gone not in lookup.suggestions("plombier zingueur")
    assert lookup.named("Plombier zingueur") == [gone]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jardinière", "Jardinier / Jardinière"),
        ("JARDINIER / JARDINIERE", "Jardinier / Jardinière"),
        ("soudeuse", "Soudeur / Soudeuse"),
    ],
)
def test_either_form_of_a_title_names_it(typed, meant, titles):
    assert LookupField("target_occupation").clean(typed) == titles[meant]


def test_a_misspelt_title_is_never_taken_without_asking(titles):
    with pytest.raises(ValidationError, match="Vouliez-vous : Soudeur / Soudeuse"):
        LookupField("target_occupation").clean("sodeur")
    with pytest.raises(ValidationError, match="Aucun métier ne correspond"):
        LookupField("target_occupation").clean("xyzxyz")


def test_another_name_of_a_skill_finds_it():
    trimming = SkillFactory(label="Tailler des haies", other_labels="couper une haie\nébarber")
    SkillFactory(label="Couper du tissu")
    skill = LOOKUPS["skill"]
    assert trimming in skill.suggestions("ebarber")
    assert trimming in skill.suggestions("coupé haie")
    assert skill.named("Ébarber") == [trimming]


def test_both_lists_are_searched_by_their_indexes():
    with forgiving():
        plans = similar_occupations("jardinnier").explain(), similar_skills("sodeur").explain()
    assert "occupation_trgm" in plans[0]
    assert "skill_search_trgm" in plans[1]
