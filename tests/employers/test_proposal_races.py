"""Two at the same moment: two who move a card, one who moves while another sends or hires."""

import pytest
from django.core.exceptions import ValidationError

from employers.enums import ProfileChannel, ProposalStage
from employers.models import ProfileSending
from employers.services.proposals import (
    ElsewhereError,
    last_event,
    move_proposal,
    take_move_back,
)
from employers.services.sendings import send_profile
from mirec.core.periods import today
from tests.factories import ContactFactory, ProposalFactory, UserFactory
from tests.training.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)


def mover(proposal, stage, by):
    return lambda: move_proposal(proposal=proposal, stage=stage, seen="proposed", on=today(), by=by)


def sender(proposal, by):
    return lambda: send_profile(
        proposal=proposal,
        channel=ProfileChannel.PAPER,
        recipient=None,
        is_anonymous=True,
        document=None,
        skills=[],
        items=[],
        message="",
        consented_on=today(),
        consent_means="oral",
        by=by,
        on=today(),
    )


def test_of_two_who_move_a_card_at_once_one_hears_where_it_is():
    proposal = ProposalFactory()
    ours, theirs = UserFactory.create_batch(2, prospector=True)
    results = race(
        mover(proposal, ProposalStage.INTERVIEW, ours), mover(proposal, ProposalStage.TRIAL, theirs)
    )
    assert sum(isinstance(each, ElsewhereError) for each in results) == 1
    proposal.refresh_from_db()
    kept = next(each for each in results if not isinstance(each, ElsewhereError))
    assert proposal.stage == kept.stage


def test_two_who_send_at_once_both_leave_their_line_and_move_the_card_once():
    proposal = ProposalFactory()
    ContactFactory(employer=proposal.vacancy.employer)
    by = UserFactory(prospector=True)
    results = race(*[sender(proposal, by)] * 2)
    assert not any(isinstance(each, Exception) for each in results)
    assert ProfileSending.objects.filter(proposal=proposal).count() == 2
    assert proposal.events.filter(stage=ProposalStage.SENT).count() == 1


def test_one_who_refuses_while_another_sends_never_leaves_a_refusal_at_sent():
    proposal = ProposalFactory()
    by = UserFactory(prospector=True)

    def refuse():
        return move_proposal(
            proposal=proposal, stage=ProposalStage.REFUSED, kind="pay", on=today(), by=by
        )

    results = race(refuse, sender(proposal, by))
    proposal.refresh_from_db()
    assert proposal.stage == ProposalStage.REFUSED
    was_late = isinstance(results[1], ValidationError)
    assert ProfileSending.objects.count() == (0 if was_late else 1)


def test_two_who_take_a_move_back_at_once_go_back_one_stage():
    proposal = ProposalFactory()
    by = UserFactory(prospector=True)
    move_proposal(proposal=proposal, stage="sent", on=today(), by=by)
    move_proposal(proposal=proposal, stage="interview", on=today(), by=by)
    event = last_event(proposal)
    results = race(*[lambda: take_move_back(proposal=proposal, event=event, by=by)] * 2)
    assert sum(isinstance(each, ElsewhereError) for each in results) == 1
    proposal.refresh_from_db()
    assert proposal.stage == ProposalStage.SENT
