"""What blocks is read first; what was agreed is told apart from what is drafted."""

from datetime import date

import pytest

from coaching.enums import InsertionMeans, StepOwner
from coaching.models import InsertionStep
from coaching.queries.ways import key_of
from coaching.rules.insertion import (
    agreed_terms,
    blocking_first,
    day_on_the_spot,
    is_over,
    terms_of,
)
from employers.enums import Need, ProposalStage
from employers.rules.skills import Answer, Asked

ON = date(2026, 2, 10)


def answer(label: str, need: Need, held: int | None, level: int = 3) -> Answer:
    return Answer(Asked(skill_id=1, label=label, need=need, level=level), held)


def test_what_blocks_comes_first_and_what_is_met_last():
    answers = [
        answer("acquise", Need.MUST, 3),
        answer("souhaitée", Need.NICE, 1),
        answer("formable", Need.TRAINABLE, None),
        answer("inconnue", Need.MUST, None),
        answer("trop basse", Need.MUST, 1),
        answer("souhait acquis", Need.NICE, 4),
    ]
    assert [one.asked.label for one in blocking_first(answers)] == [
        "trop basse", "inconnue", "formable", "souhaitée", "acquise", "souhait acquis",
    ]  # fmt: skip


@pytest.mark.parametrize("stage", list(ProposalStage))
def test_a_proposal_is_over_when_refused_or_withdrawn(stage):
    assert is_over(stage) == (stage in {"refused", "withdrawn"})


@pytest.mark.parametrize(
    ("starts_on", "expected"),
    [
        (None, date(2026, 2, 24)),
        (ON, date(2026, 2, 24)),
        (date(2026, 2, 11), date(2026, 2, 11)),
        (date(2026, 6, 1), date(2026, 6, 1)),
    ],
    ids=["no first day", "begins today", "begins tomorrow", "begins in summer"],
)
def test_a_step_in_the_company_is_due_when_the_job_begins(starts_on, expected):
    assert day_on_the_spot(starts_on, ON) == expected


def test_the_terms_of_a_step_are_read_back_from_the_paper():
    step = InsertionStep(
        pk=7,
        title="Apprendre au poste",
        means=InsertionMeans.TUTOR,
        owner=StepOwner.EMPLOYER,
        due_on=ON,
    )
    terms = terms_of(step)
    paper = {"steps": [terms | {"who": "Boulangerie", "day": "10 février 2026"}]}
    assert agreed_terms(paper) == {7: terms}
    assert terms["due_on"] == "2026-02-10"
    assert agreed_terms({}) == {}


def test_a_way_is_named_by_its_means_and_its_row():
    assert key_of(InsertionMeans.TRAINING, 12) == "training-12"
    assert key_of(InsertionMeans.TUTOR, None) == "tutor"
