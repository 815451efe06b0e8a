"""The grid of a cohort: the trainer's word, the own word, and what enters the file."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries.enums import SkillOrigin, Voice
from beneficiaries.models import SkillRating
from mirec.core.periods import today
from tests.factories import (
    BeneficiarySkillFactory,
    CohortFactory,
    EnrolmentFactory,
    SkillFactory,
    SkillResultFactory,
)
from tests.training.pages import text, told, url
from training.models import SkillResult, TaughtSkill
from training.rules.learning import proved_level
from training.services import note_learning, say_own_levels
from training.services.learning import evidence_of


@pytest.mark.parametrize(
    ("noted", "held", "is_ours", "level"),
    [
        (3, None, False, 3),
        (3, 2, False, 3),
        (2, 3, False, 3),
        (2, 3, True, 2),
    ],
)
def test_a_level_proved_otherwise_never_goes_down(noted, held, is_ours, level):
    assert proved_level(noted, held, is_ours=is_ours) == level


@pytest.fixture
def cohort(coordinator):
    cohort = CohortFactory(coordinator=coordinator)
    for label in ("Accueil", "Caisse"):
        skill = SkillFactory(label=label)
        TaughtSkill.objects.create(programme=cohort.programme, skill=skill, module="Module 1")
    return cohort


@pytest.fixture
def enrolment(cohort, beneficiary):
    return EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)


@pytest.fixture
def skills(cohort):
    return [line.skill for line in cohort.programme.taught_skills.select_related("skill")]


def note(cohort, levels, results=()) -> int:
    by = cohort.coordinator
    return note_learning(cohort=cohort, levels=levels, results=dict(results), by=by, on=today())


class TestNoting:
    def test_a_level_enters_the_file_as_acquired_by_training(self, cohort, enrolment, skills):
        assert note(cohort, {(enrolment.pk, skills[0].pk): 3, (enrolment.pk, skills[1].pk): None})
        (held,) = enrolment.beneficiary.skills.all()
        assert (held.skill, held.level, held.origin) == (skills[0], 3, SkillOrigin.TRAINING)
        assert held.evidence == evidence_of(cohort)
        assert SkillResult.objects.get().noted_on == today()
        assert note(cohort, {(enrolment.pk, skills[0].pk): 3}) == 0
        note(cohort, {(enrolment.pk, skills[0].pk): 2})
        held.refresh_from_db()
        assert held.level == 2, "a slip of this training is mended"

    def test_a_skill_held_otherwise_is_raised_and_keeps_its_origin(self, cohort, enrolment, skills):
        low, high = (
            BeneficiarySkillFactory(
                beneficiary=enrolment.beneficiary,
                skill=skill,
                level=level,
                origin=SkillOrigin.WORK,
                evidence="Cinq ans de caisse",
            )
            for skill, level in zip(skills, (1, 4), strict=True)
        )
        note(cohort, {(enrolment.pk, skill.pk): 3 for skill in skills})
        for row in (low, high):
            row.refresh_from_db()
        assert (low.level, low.origin, low.evidence) == (3, "work", evidence_of(cohort))
        assert (high.level, high.evidence) == (4, "Cinq ans de caisse")

    def test_a_stranger_or_another_skill_writes_nothing(self, cohort, enrolment, skills):
        good = {(enrolment.pk, skills[0].pk): 3}
        for levels in (
            good | {(EnrolmentFactory().pk, skills[0].pk): 3},
            good | {(enrolment.pk, SkillFactory().pk): 3},
            good | {(EnrolmentFactory(cohort=cohort, waiting=True).pk, skills[0].pk): 3},
        ):
            with pytest.raises(ValidationError, match="rechargez"):
                note(cohort, levels)
        assert not SkillResult.objects.exists()

    def test_a_result_waits_for_the_end(self, cohort, enrolment):
        with pytest.raises(ValidationError, match="terminée"):
            note(cohort, {}, {enrolment.pk: "certified"})
        done = EnrolmentFactory(cohort=cohort, completed=True)
        assert note(cohort, {}, {done.pk: "certified"}) == 1
        done.refresh_from_db()
        assert (done.result, done.result_on) == ("certified", today())

    def test_the_own_word_leaves_the_trainer_s(self, enrolment, skills, beneficiary):
        SkillResultFactory(enrolment=enrolment, skill=skills[0], noted=True)
        levels = {skill.pk: 2 for skill in skills}
        by = beneficiary.user
        assert say_own_levels(enrolment=enrolment, levels=levels, by=by, on=today()) == 2
        rows = SkillResult.objects.order_by("skill__label_key").values_list("own_level", "level")
        assert list(rows) == [(2, 3), (2, None)]
        assert not beneficiary.skills.exists()


class TestPages:
    def fields(self, page, **changes) -> dict:
        form = page.context["form"]
        return {name: form[name].value() or "" for name in form.fields} | changes

    def test_the_grid_is_filled_in_and_told_when_a_colleague_was_faster(
        self, client_of, coordinator, cohort, enrolment, skills
    ):
        SkillResultFactory(enrolment=enrolment, skill=skills[1], own_level=4, own_on=today())
        browser, path = client_of(coordinator), url("learning", cohort.pk)
        page = browser.get(path)
        for said in ("Module 1", "Accueil", "visé : en autonomie", "Peut montrer aux autres"):
            assert said in text(page)
        name = f"level_{enrolment.pk}_{skills[0].pk}"
        sent = self.fields(page, **{name: 2})
        note(cohort, {(enrolment.pk, skills[1].pk): 1})
        stale = browser.post(path, sent)
        assert "Quelqu'un a modifié" in text(stale)
        again = sent | {"version": stale.context["form"]["version"].value()}
        assert "notés" in told(browser.post(path, again))[0]
        assert SkillResult.objects.get(skill=skills[0]).level == 2
        for wrong in ("9", "x", "\0"):
            shown = browser.post(path, self.fields(browser.get(path), **{name: wrong}))
            assert shown.status_code == 200
            assert name in shown.context["form"].errors

    def test_a_coach_reads_the_grid_and_writes_nothing(self, client_of, coach, cohort, enrolment):
        browser, path = client_of(coach), url("learning", cohort.pk)
        assert "<select" not in text(browser.get(path)).split("<main")[1]
        assert browser.post(path, {}).status_code == 403

    def test_the_person_says_the_own_levels(self, client_of, beneficiary, enrolment, skills):
        browser, path = client_of(beneficiary.user), url("my-learning")
        assert "J'y arrive seul·e" in text(browser.get(path))
        browser.post(path, {f"level_{skills[0].pk}": "3", f"level_{skills[1].pk}": ""})
        (row,) = SkillResult.objects.all()
        assert (row.skill, row.own_level, row.own_on) == (skills[0], 3, today())
        assert browser.post(path, {f"level_{skills[0].pk}": "12"}).status_code == 200

    def test_the_own_level_is_an_own_word_among_the_person_s_skills_and_validates_nothing(
        self, client_of, beneficiary, enrolment, skills
    ):
        browser, skill = client_of(beneficiary.user), skills[0]
        browser.post(url("my-learning"), {f"level_{skill.pk}": "3"})
        word = SkillRating.objects.get()
        assert (word.beneficiary, word.skill, word.voice, word.level, word.rated_on) == (
            beneficiary, skill, Voice.PERSON, 3, today()
        )  # fmt: skip
        assert not beneficiary.skills.exists()
        form = browser.get(reverse("beneficiaries:my-skills")).context["form"]
        assert form[f"level_{skill.pk}"].value() == 3
        browser.post(url("my-learning"), {f"level_{skill.pk}": "3"})
        assert SkillRating.objects.count() == 1

    def test_without_a_training_the_page_says_so(self, client_of, beneficiary):
        browser = client_of(beneficiary.user)
        assert "pas de formation" in text(browser.get(url("my-learning")))
        assert browser.post(url("my-learning"), {}).status_code == 200

    def test_the_paper_exists_once_certified_or_attested(
        self, client_of, coordinator, cohort, beneficiary, skills
    ):
        done = EnrolmentFactory(cohort=cohort, beneficiary=beneficiary, completed=True)
        SkillResultFactory(enrolment=done, skill=skills[0], noted=True)
        path = url("attestation", done.pk)
        for result, status in (("", 404), ("failed", 404), ("attested", 200), ("certified", 200)):
            note(cohort, {}, {done.pk: result})
            assert client_of(beneficiary.user).get(path).status_code == status
        own = client_of(beneficiary.user).get(reverse("beneficiaries:my-papers"))
        assert path in text(own)

    def test_the_grid_costs_the_same_for_many(
        self, client_of, coordinator, cohort, enrolment, django_assert_max_num_queries
    ):
        browser = client_of(coordinator)
        counts = []
        for more in (2, 12):
            EnrolmentFactory.create_batch(more, cohort=cohort)
            for skill in SkillFactory.create_batch(more):
                TaughtSkill.objects.create(programme=cohort.programme, skill=skill)
            with django_assert_max_num_queries(12) as asked:
                assert browser.get(url("learning", cohort.pk)).status_code == 200
            counts.append(len(asked))
        assert counts[0] == counts[1]
