"""When is a stage late, who may say no, and which step does a refusal suggest?"""

from datetime import date, timedelta

import pytest

from employers.enums import ProposalStage, RefusalKind
from employers.rules.stages import PATIENCE, SIDES, is_late, next_act, step_for

ON = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("stage", "days", "late"),
    [
        (ProposalStage.PROPOSED, 3, False),
        (ProposalStage.PROPOSED, 4, True),
        (ProposalStage.SENT, 7, False),
        (ProposalStage.SENT, 8, True),
        (ProposalStage.INTERVIEW, 8, True),
        (ProposalStage.TRIAL, 21, False),
        (ProposalStage.TRIAL, 22, True),
        (ProposalStage.HIRED, 400, False),
        (ProposalStage.REFUSED, 400, False),
        (ProposalStage.WITHDRAWN, 400, False),
        (ProposalStage.SENT, -2, False),
    ],
)
def test_a_stage_is_late_the_day_after_our_patience_ends(stage, days, late):
    assert is_late(stage, ON - timedelta(days=days), ON) is late


def test_every_stage_on_its_way_has_its_patience_and_every_end_who_may_say_no():
    assert set(PATIENCE) == {stage for stage in ProposalStage if stage.is_open}
    assert set(SIDES) == {ProposalStage.REFUSED, ProposalStage.WITHDRAWN}


@pytest.mark.parametrize("stage", ProposalStage)
def test_every_stage_but_the_last_says_what_comes_next(stage):
    assert bool(next_act(stage)) is (stage != ProposalStage.HIRED)


@pytest.mark.parametrize("kind", RefusalKind)
def test_a_refusal_that_the_person_can_work_on_suggests_a_step(kind):
    nothing_to_do = {RefusalKind.FILLED, RefusalKind.NO_ANSWER, RefusalKind.OTHER}
    assert bool(step_for(kind)) is (kind not in nothing_to_do)
