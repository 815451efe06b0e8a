"""Two voices about each skill, the way travelled, obstacles whose sealed words open on request."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries.enums import ObstacleKind, ObstacleStatus, SkillKind, Voice
from beneficiaries.models import FileOpening, Obstacle, SkillRating
from beneficiaries.potential import travelled_by, voices_of
from beneficiaries.rules.voices import AGREED, UNSAID, gap_words, way_words
from beneficiaries.services.obstacles import UNSEALED, save_obstacle
from beneficiaries.services.skills import rate_by_person, save_skill
from mirec.core.periods import today
from tests.factories import (
    BeneficiarySkillFactory,
    ObstacleFactory,
    SkillFactory,
    SkillRatingFactory,
)

ON = date(2026, 2, 10)
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("coach", "person", "words"),
    [
        pytest.param(2, None, UNSAID, id="no word yet"),
        pytest.param(3, 3, AGREED, id="the same"),
        pytest.param(2, 3, f"La personne se voit 1{NBSP}cran plus haut.", id="higher"),
        pytest.param(4, 1, f"La personne se voit 3{NBSP}crans plus bas.", id="lower"),
    ],
)
def test_a_gap_between_two_voices_is_said_in_words(coach, person, words):
    assert gap_words(coach, person) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        pytest.param(2, 2, "stable", id="stable"),
        pytest.param(1, 2, f"1{NBSP}cran gagné", id="one up"),
        pytest.param(1, 4, f"3{NBSP}crans gagnés", id="three up"),
        pytest.param(3, 1, f"2{NBSP}crans perdus", id="two down"),
    ],
)
def test_the_way_between_two_levels_is_said_in_words(first, last, words):
    assert way_words(first, last) == words


pytestmark = pytest.mark.django_db


def ratings(beneficiary) -> list[tuple[str, int, date]]:
    rows = beneficiary.skill_ratings.order_by("rated_on", "voice")
    return list(rows.values_list("voice", "level", "rated_on"))


def test_each_change_by_the_coach_is_a_word_of_that_day(beneficiary, coach):
    row = BeneficiarySkillFactory(beneficiary=beneficiary, level=1)
    for days, level in ((0, 1), (0, 2), (30, 3)):
        row.level = level
        save_skill(row=row, by=coach, on=ON + timedelta(days=days))
    assert ratings(beneficiary) == [("coach", 2, ON), ("coach", 3, ON + timedelta(days=30))]


def test_the_voice_of_the_person_leaves_the_level_of_the_coach_as_it_is(beneficiary, coach):
    row = BeneficiarySkillFactory(beneficiary=beneficiary, level=3)
    rate_by_person(beneficiary=beneficiary, levels={row.skill: 1}, by=coach, on=ON)
    row.refresh_from_db()
    assert row.level == 3
    assert ratings(beneficiary) == [("person", 1, ON)]
    (group,) = voices_of(beneficiary)
    assert "plus bas" in group.skills[0].gap


def test_skills_stand_by_kind(beneficiary):
    for kind in reversed(SkillKind):
        BeneficiarySkillFactory(beneficiary=beneficiary, skill=SkillFactory(kind=kind))
    assert [group.label for group in voices_of(beneficiary)] == [kind.label for kind in SkillKind]


def test_the_way_travelled_goes_from_the_first_to_the_last_word_of_each_voice(beneficiary):
    skill = SkillFactory(label="Souder")
    for days, voice, level in (
        (0, "coach", 1),
        (10, "coach", 2),
        (90, "coach", 4),
        (10, "person", 3),
    ):
        SkillRatingFactory(
            beneficiary=beneficiary,
            skill=skill,
            voice=voice,
            level=level,
            rated_on=ON + timedelta(days=days),
        )
    SkillRatingFactory(beneficiary=beneficiary, rated_on=ON)  # heard once: no way yet
    travelled = travelled_by(beneficiary)
    (souder,) = travelled.skills
    lanes = {lane.voice: (lane.first.level, lane.last.level) for lane in souder.lanes}
    assert lanes == {Voice.COACH: (1, 4), Voice.PERSON: (3, 3)}
    assert (travelled.gained(Voice.COACH), travelled.gained(Voice.PERSON)) == (1, 0)
    assert f"vous avez avancé dans 1{NBSP}compétence sur 1" in travelled.own_sentence


def test_an_obstacle_is_lifted_on_the_day_it_is_said_and_may_come_back(beneficiary, coach):
    obstacle = ObstacleFactory(beneficiary=beneficiary, noted_on=ON)
    obstacle.status = ObstacleStatus.SOLVED
    save_obstacle(obstacle=obstacle, by=coach, on=ON + timedelta(days=3))
    assert obstacle.solved_on == ON + timedelta(days=3)
    obstacle.status = ObstacleStatus.OPEN
    save_obstacle(obstacle=obstacle, by=coach, on=ON + timedelta(days=4))
    assert obstacle.solved_on is None


@pytest.mark.parametrize("kind", [kind for kind in ObstacleKind if kind.is_sealed])
def test_sealed_words_never_become_ordinary_ones(beneficiary, coach, kind):
    obstacle = ObstacleFactory(beneficiary=beneficiary, kind=kind)
    obstacle.kind = ObstacleKind.OTHER
    with pytest.raises(ValidationError) as refusal:
        save_obstacle(obstacle=obstacle, by=coach, on=today())
    assert refusal.value.message_dict == {"kind": [UNSEALED]}


# The pages.


def at(name: str, *args) -> str:
    return reverse(f"beneficiaries:{name}", args=args)


@pytest.fixture
def client(client_of, coach):
    return client_of(coach)


def test_a_skill_is_changed_in_its_own_line(client, beneficiary):
    row = BeneficiarySkillFactory(beneficiary=beneficiary, level=1)
    address = at("skill-edit", row.pk)
    assert f'action="{address}"' in client.get(address).text
    sent = {"level": "3", "origin": "training", "evidence": "Certificat du Forem"}
    page = client.post(address, sent, follow=True).text
    assert "Certificat du Forem" in page
    assert ratings(beneficiary) == [("coach", 3, today())]


def test_a_wrong_level_is_refused_in_its_line_and_nothing_is_said(client, beneficiary):
    row = BeneficiarySkillFactory(beneficiary=beneficiary, level=1)
    page = client.post(at("skill-edit", row.pk), {"level": "9", "origin": "work", "evidence": "X"})
    assert 'value="X"' in page.text
    assert ratings(beneficiary) == []


def test_the_person_answers_on_the_own_page_and_the_coach_reads_it_beside(
    client_of, coach, beneficiary, beneficiary_user
):
    row = BeneficiarySkillFactory(beneficiary=beneficiary, level=2)
    own = client_of(beneficiary_user)
    sent = {f"level_{row.skill_id}": "4"}
    assert "Merci" in own.post(at("my-skills"), sent, follow=True).text
    rating = SkillRating.objects.get()
    assert (rating.voice, rating.level, rating.created_by) == ("person", 4, beneficiary_user)
    page = client_of(coach).get(at("panel-skills", beneficiary.pk)).text.replace(NBSP, " ")
    assert "La personne se voit 2 crans plus haut." in page


def test_an_answer_about_a_skill_of_another_person_is_not_taken(
    client_of, beneficiary, beneficiary_user, other_beneficiary
):
    BeneficiarySkillFactory(beneficiary=beneficiary)
    theirs = BeneficiarySkillFactory(beneficiary=other_beneficiary)
    page = client_of(beneficiary_user).post(at("my-skills"), {f"level_{theirs.skill_id}": "4"})
    assert "Choisissez au moins une réponse" in page.text
    assert str(theirs.skill) not in page.text
    assert not SkillRating.objects.exists()


def test_the_coach_notes_the_voice_of_the_person_at_the_desk(client, beneficiary, coach):
    row = BeneficiarySkillFactory(beneficiary=beneficiary)
    sent = {f"level_{row.skill_id}": "1"}
    client.post(at("skill-voice", beneficiary.pk), sent)
    rating = SkillRating.objects.get()
    assert (rating.voice, rating.level, rating.created_by) == (Voice.PERSON, 1, coach)


def test_the_words_of_a_sealed_obstacle_open_on_request_only_and_that_is_kept(
    client, client_of, colleague, beneficiary
):
    plain = ObstacleFactory(beneficiary=beneficiary, note="Pas de bus")
    sealed = ObstacleFactory(beneficiary=beneficiary, sealed=True, note="Secret-Santé")
    closed = (
        at("panel-skills", beneficiary.pk),
        at("obstacle-edit", sealed.pk),
        at("panel-history", beneficiary.pk),
    )
    for address in closed:
        assert "Secret-Santé" not in client.get(address).text
    assert "Pas de bus" in client.get(closed[0]).text
    assert client.get(at("obstacle-open", sealed.pk)).status_code == 405
    assert "Secret-Santé" in client_of(colleague).post(at("obstacle-open", sealed.pk)).text
    opening = FileOpening.objects.first()
    assert (opening.opened_by, opening.part) == (colleague, "Frein scellé")
    assert plain.pk != sealed.pk


def test_a_change_of_a_sealed_obstacle_keeps_its_words_and_tells_none(client, beneficiary):
    sealed = ObstacleFactory(beneficiary=beneficiary, sealed=True, note="Secret-Santé")
    sent = {"kind": "debts", "status": "in_progress", "noted_on": sealed.noted_on.isoformat()}
    client.post(at("obstacle-edit", sealed.pk), {**sent, "note": "Écrasée"})
    client.post(at("obstacle-note", sealed.pk), {"note": "Secret-Dettes"})
    kept = Obstacle.objects.get()
    assert (kept.kind, kept.status, kept.note) == ("debts", "in_progress", "Secret-Dettes")
    history = client.get(at("panel-history", beneficiary.pk)).text
    assert "Frein modifié" in history
    assert "Secret" not in history
    assert "Écrasée" not in history


def test_an_obstacle_of_tomorrow_is_refused_and_its_words_stay(client, beneficiary):
    sent = {
        "kind": "mobility",
        "status": "open",
        "noted_on": (today() + timedelta(days=1)).isoformat(),
        "note": "Pas de permis",
    }
    page = client.post(at("obstacle-create", beneficiary.pk), sent).text
    assert "Pas de permis" in page
    assert "constaté" in page
    assert not Obstacle.objects.exists()


def test_the_tab_asks_as_many_questions_for_thirty_skills_as_for_three(
    client, beneficiary, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(count: int) -> None:
        for _ in range(count):
            row = BeneficiarySkillFactory(beneficiary=beneficiary)
            for voice in Voice:
                for days in (0, 9):
                    SkillRatingFactory(
                        beneficiary=beneficiary,
                        skill=row.skill,
                        voice=voice,
                        rated_on=ON + timedelta(days=days),
                    )
            ObstacleFactory(beneficiary=beneficiary)

    address, headers = at("panel-skills", beneficiary.pk), {"HX-Request": "true"}
    fill(3)
    with django_assert_max_num_queries(12) as asked:
        client.get(address, headers=headers)
    fill(10)
    with django_assert_num_queries(len(asked.captured_queries)):
        client.get(address, headers=headers)
