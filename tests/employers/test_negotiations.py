"""Requirements negotiated: the log, whom a change reaches, and who comes second."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from employers.enums import Need
from employers.models import Negotiation, Requirement
from employers.queries.negotiations import talks_of
from employers.queries.reachable import reachable
from employers.rules.negotiations import Terms
from employers.services.negotiations import (
    Agreement,
    correct_requirement,
    effect_of,
    negotiate,
)
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    ContactFactory,
    JourneyFactory,
    ProposalFactory,
    RequirementFactory,
    SkillFactory,
    UserFactory,
    VacancyFactory,
)
from tests.training.test_races import race

pytestmark = pytest.mark.django_db
MUST3, TRAIN2 = Terms(Need.MUST, 3), Terms(Need.TRAINABLE, 2)


@pytest.fixture
def vacancy(prospector):
    """Received ten days ago, recorded by nobody in particular."""
    return VacancyFactory(prospector=prospector)


@pytest.fixture
def contact(vacancy):
    return ContactFactory(employer=vacancy.employer)


@pytest.fixture
def asked(vacancy):
    """Tiling, indispensable, alone."""
    skill = SkillFactory(label="Carreler")
    return RequirementFactory(vacancy=vacancy, skill=skill, need=Need.MUST, level=3)


def seeker(*, at_work: bool = False, **person):
    someone = BeneficiaryFactory(**person)
    JourneyFactory(beneficiary=someone, in_employment=at_work)
    return someone


def holder(*skills, level: int = 3, **person):
    someone = seeker(**person)
    for skill in skills:
        BeneficiarySkillFactory(beneficiary=someone, skill=skill, level=level)
    return someone


def agree(asked, after, *, by, seen=MUST3, **agreement):
    given = {"contact": None, "reason": "Une collègue forme.", "agreed_on": today()} | agreement
    return negotiate(
        vacancy=asked.vacancy,
        skill=asked.skill,
        seen=seen,
        after=after,
        agreement=Agreement(**given),
        by=by,
        on=today(),
    )


# Who is reachable


def test_reachable_are_those_who_hold_every_indispensable_skill_at_its_level():
    tiling, scaffold = SkillFactory(), SkillFactory()
    both = holder(tiling, scaffold)
    holder(tiling)
    holder(tiling, scaffold, level=2)
    holder(tiling, scaffold, at_work=True)
    gone = holder(tiling, scaffold, merged_into=both)
    found = reachable({tiling.pk: 3, scaffold.pk: 3})
    assert list(found) == [both]
    assert gone not in reachable({})


def test_without_any_indispensable_skill_everyone_who_looks_for_work_is_reachable():
    idle, _without_journey = seeker(), BeneficiaryFactory()
    assert list(reachable({})) == [idle]


def test_counting_the_reachable_is_one_query():
    asked = {SkillFactory().pk: 2 for _ in range(8)}
    with CaptureQueriesContext(connection) as queries:
        reachable(asked).count()
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("after", "counts"),
    {
        "same": (MUST3, (1, 1)),
        "a lower level": (Terms(Need.MUST, 2), (1, 2)),
        "trainable": (TRAIN2, (1, 3)),
        "dropped": (None, (1, 3)),
        "a higher level": (Terms(Need.MUST, 4), (1, 0)),
    }.values(),
)
def test_the_effect_of_a_change_is_known_before_it_is_made(asked, after, counts):
    holder(asked.skill, level=3)
    holder(asked.skill, level=2)
    seeker()
    effect = effect_of(asked.vacancy, skill_id=asked.skill_id, after=after)
    assert (effect.before, effect.after) == counts
    assert not Negotiation.objects.exists()


# The service


def test_a_change_is_kept_with_whom_why_and_whom_it_reaches(asked, contact, prospector):
    holder(asked.skill, level=3)
    seeker()
    row = agree(asked, TRAIN2, by=prospector, contact=contact, reason=" Formation interne. ")
    asked.refresh_from_db()
    assert (asked.need, asked.level) == (Need.TRAINABLE, 2)
    assert (row.need_before, row.level_before) == (Need.MUST, 3)
    assert (row.need_after, row.level_after) == (Need.TRAINABLE, 2)
    assert (row.reachable_before, row.reachable_after) == (1, 2)
    assert (row.contact, row.reason, row.created_by) == (contact, "Formation interne.", prospector)


def test_a_skill_is_added_and_dropped_through_the_log(vacancy, prospector):
    skill = SkillFactory()
    added = RequirementFactory.build(vacancy=vacancy, skill=skill)
    first = agree(added, MUST3, by=prospector, seen=None)
    second = agree(vacancy.requirements.get(), None, by=prospector)
    assert (first.need_before, first.level_before, first.need_after) == ("", None, Need.MUST)
    assert (second.need_after, second.level_after) == ("", None)
    assert not vacancy.requirements.exists()


REFUSALS = {
    "nothing changes": ({"after": MUST3}, "Rien ne change"),
    "tomorrow": ({"agreed_on": today() + timedelta(days=1)}, "demain"),
    "before the vacancy": ({"agreed_on": today() - timedelta(days=11)}, "pas encore reçue"),
    "something else stands": ({"seen": TRAIN2}, "entre-temps.*indispensable, en autonomie"),
    "seen as not asked": ({"seen": None}, "déjà demandée"),
}


@pytest.mark.parametrize(("given", "sentence"), REFUSALS.values(), ids=REFUSALS)
def test_a_change_is_refused_in_words_and_leaves_nothing(asked, prospector, given, sentence):
    with pytest.raises(ValidationError) as refusal:
        agree(asked, **{"after": TRAIN2, "by": prospector} | given)
    assert re.search(sentence, " ".join(refusal.value.messages))
    asked.refresh_from_db()
    assert (asked.need, asked.level) == (Need.MUST, 3)
    assert not Negotiation.objects.exists()


def test_a_contact_of_another_employer_agrees_nothing_here(asked, prospector):
    with pytest.raises(ValidationError, match="ne travaille pas"):
        agree(asked, TRAIN2, by=prospector, contact=ContactFactory())


def test_a_closed_vacancy_is_not_negotiated(prospector):
    asked = RequirementFactory(vacancy=VacancyFactory(filled=True), level=3)
    with pytest.raises(ValidationError, match="clôturée"):
        agree(asked, TRAIN2, by=prospector)


def test_an_agreement_does_not_precede_the_one_before(asked, prospector):
    agree(asked, TRAIN2, by=prospector)
    yesterday = today() - timedelta(days=1)
    with pytest.raises(ValidationError, match="encore changé"):
        agree(asked, MUST3, by=prospector, seen=TRAIN2, agreed_on=yesterday)


def test_a_slip_is_put_right_without_a_trace(prospector):
    asked = RequirementFactory(vacancy=VacancyFactory(created_by=prospector), level=3)
    change = {"vacancy": asked.vacancy, "skill": asked.skill, "by": prospector, "on": today()}
    correct_requirement(**change, seen=MUST3, after=TRAIN2)
    asked.refresh_from_db()
    assert (asked.need, asked.level) == (Need.TRAINABLE, 2)
    assert not Negotiation.objects.exists()
    ProposalFactory(vacancy=asked.vacancy)
    with pytest.raises(ValidationError, match="trop tard"):
        correct_requirement(**change, seen=TRAIN2, after=MUST3)


@pytest.mark.django_db(transaction=True)
def test_of_two_prospectors_at_once_one_is_told():
    by = UserFactory(prospector=True)
    asked = RequirementFactory(level=3)
    answers = race(
        lambda: agree(asked, TRAIN2, by=by), lambda: agree(asked, Terms(Need.NICE, 1), by=by)
    )
    refused = [each for each in answers if isinstance(each, ValidationError)]
    assert len(refused) == 1
    assert "entre-temps" in refused[0].messages[0]
    row = Negotiation.objects.get()
    asked.refresh_from_db()
    assert (asked.need, asked.level) == (row.need_after, row.level_after)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_same_skill_one_is_told():
    by, vacancy, skill = UserFactory(prospector=True), VacancyFactory(), SkillFactory()
    added = RequirementFactory.build(vacancy=vacancy, skill=skill)
    answers = race(*[lambda: agree(added, MUST3, by=by, seen=None)] * 2)
    assert sum(isinstance(each, ValidationError) for each in answers) == 1
    assert Negotiation.objects.count() == Requirement.objects.count() == 1


# The page


def test_the_talks_tell_first_now_and_whom_the_last_change_opened(asked, prospector):
    opened = holder(asked.skill, level=2, last_name="Ouverte")
    holder(asked.skill, level=3, last_name="Dedans")
    seeker(last_name="Dehors")
    agree(asked, Terms(Need.MUST, 2), by=prospector)
    talks = talks_of(asked.vacancy, prospector)
    assert [(line.first, line.now) for line in talks.lines] == [(MUST3, Terms(Need.MUST, 2))]
    assert talks.reachable_count == 2
    assert list(talks.opened) == [opened]


def test_a_change_that_closes_the_door_opens_to_nobody(asked, prospector):
    holder(asked.skill, level=3)
    agree(asked, Terms(Need.MUST, 4), by=prospector)
    assert not talks_of(asked.vacancy, prospector).opened_count
