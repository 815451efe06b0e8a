"""What the tests of insertion plans do again and again, on one day."""

from datetime import date, datetime

from django.utils import timezone

from beneficiaries.enums import SkillOrigin
from coaching.models import InsertionPlan
from coaching.queries.insertion import gap_of, proposals_read
from coaching.services.insertion_applying import apply_plan
from coaching.services.insertion_plans import PARTIES, draw_up_insertion, sign_insertion_plan
from employers.enums import Need
from tests.factories import BeneficiarySkillFactory, RequirementFactory, SkillFactory

ON = date(2026, 2, 10)
AT = datetime(2026, 2, 10, 9, 0, tzinfo=timezone.get_default_timezone())


def asked(proposal, need=Need.MUST, held=None, **skill):
    row = RequirementFactory(
        vacancy=proposal.vacancy, need=need, level=3, skill=SkillFactory(**skill)
    )
    if held:
        BeneficiarySkillFactory(
            beneficiary=proposal.beneficiary,
            skill=row.skill,
            level=held,
            origin=SkillOrigin.WORK,
            evidence="Dix mois chez un grossiste",
        )
    return row.skill


def read(proposal, user):
    return proposals_read(user).get(pk=proposal.pk)


def gap(proposal, user):
    return gap_of(read(proposal, user), ON)


def drawn(proposal, by) -> InsertionPlan:
    found = read(proposal, by)
    return draw_up_insertion(proposal=found, gap=gap_of(found, ON), by=by, on=ON)


def signed(proposal, by) -> InsertionPlan:
    plan = drawn(proposal, by)
    for party in PARTIES:
        sign_insertion_plan(paper=plan, party=party, by=by, name="Qui signe", on=ON)
    plan.refresh_from_db()
    return plan


def applied(plan, by):
    return apply_plan(plan=plan, by=by, on=ON, at=AT)
