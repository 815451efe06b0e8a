"""What a programme asks, held against what the person can do: said, never refused."""

import pytest

from mirec.core.periods import today
from tests.factories import BeneficiarySkillFactory, CohortFactory, SkillFactory
from tests.training.pages import text, url
from training.models import Enrolment, Prerequisite
from training.rules.prerequisites import gaps


@pytest.mark.parametrize(
    ("level", "held", "words"),
    [
        (2, {}, ["Calcul : demandé « avec de l'aide », rien n'est noté au dossier"]),
        (2, {1: 1}, ["Calcul : demandé « avec de l'aide », noté « débute »"]),
        (2, {1: 2}, []),
        (2, {1: 4}, []),
        (1, {7: 4}, ["Calcul : demandé « débute », rien n'est noté au dossier"]),
    ],
)
def test_a_gap_is_a_level_below_what_is_asked(level, held, words):
    assert [gap.words for gap in gaps([(1, "Calcul", level)], held)] == words


def test_enrolling_says_what_is_missing_before_and_goes_on(client_of, coordinator, beneficiary):
    cohort = CohortFactory(coordinator=coordinator)
    held, missing = SkillFactory.create_batch(2)
    for skill in (held, missing):
        Prerequisite.objects.create(programme=cohort.programme, skill=skill, level=2)
    BeneficiarySkillFactory(beneficiary=beneficiary, skill=held, level=3)
    browser, path = client_of(coordinator), url("enrolment-create", cohort.pk)
    sent = {"beneficiary": beneficiary.pk, "enrolled_on": today().isoformat()}
    for told in ({}, {"told": "x"}, {"told": beneficiary.pk + 1}):
        shown = text(browser.post(path, sent | told))
        assert f"{missing.label} : demandé" in shown
        assert f"{held.label} : demandé" not in shown
        assert "Inscrire quand même" in shown
    assert not Enrolment.objects.exists()
    assert browser.post(path, sent | {"told": beneficiary.pk}).status_code == 302
    assert Enrolment.objects.get().beneficiary == beneficiary
