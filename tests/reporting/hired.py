"""What follows the hires of the crowd: news taken, answers, difficulties, titles."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from coaching.enums import DifficultyKind, HireMark, OpinionSide, ValidationResult
from coaching.models import Difficulty, HireCheck, Opinion, SkillTest
from employers.models import Placement
from mirec.accounts.models import User
from tests.factories import SkillFactory


def follow_hires(draw: Random, day: Callable[..., date], coach: User) -> None:
    """Half the contracts; the dates fall on and around every border."""
    skills = SkillFactory.create_batch(3)
    for placement in Placement.objects.order_by("pk"):
        if draw.random() < 0.5:
            _checks(draw, day, coach, placement)
        if draw.random() < 0.5:
            noted = day()
            solved = noted + timedelta(days=draw.choice([0, 1, 200]))
            Difficulty.objects.create(
                placement=placement,
                kind=draw.choice(DifficultyKind.values),
                noted_on=noted,
                solved_on=draw.choice([None, solved]),
            )
        if draw.random() < 0.3:
            _test(draw, day, placement, draw.choice(skills))


def _checks(draw: Random, day: Callable[..., date], coach: User, placement: Placement) -> None:
    for mark in draw.sample(HireMark.values, 3):
        done = draw.choice([None, day()])
        called_for = draw.choice([None, None, day()])
        check = HireCheck.objects.create(
            placement=placement,
            mark=mark,
            due_on=day(),
            done_on=done,
            done_by=coach if done else None,
            call_due_on=called_for,
            called_on=called_for and draw.choice([None, called_for + timedelta(days=1)]),
        )
        for side in draw.sample(OpinionSide.values, draw.choice([0, 1, 2])):
            Opinion.objects.create(
                hire_check=check, side=side, score=draw.choice([1, 2, 3, 4]), given_on=day()
            )


def _test(draw: Random, day: Callable[..., date], placement: Placement, skill) -> None:
    result = draw.choice([each for each in ValidationResult if each != ValidationResult.PLANNED])
    SkillTest.objects.create(
        beneficiary=placement.beneficiary,
        placement=placement,
        skill=skill,
        result=result,
        result_on=day(),
    )
