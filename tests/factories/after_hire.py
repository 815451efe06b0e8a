"""Insertion plans before the hire, and support after it. `on` is the day the traits count from."""

from datetime import timedelta

import factory

from coaching.enums import (
    DifficultyKind,
    HireMark,
    InsertionMeans,
    OpinionScore,
    OpinionSide,
    Party,
    StepOwner,
)
from coaching.models import (
    Difficulty,
    HireCheck,
    InsertionPlan,
    InsertionSignature,
    InsertionStep,
    Opinion,
    SkillTest,
)
from mirec.core.periods import today
from tests.factories.accounts import UserFactory
from tests.factories.beneficiaries import BeneficiaryFactory, SkillFactory
from tests.factories.employers import PlacementFactory, ProposalFactory


class InsertionStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InsertionStep

    class Params:
        on = factory.LazyFunction(today)

    proposal = factory.SubFactory(ProposalFactory)
    skill = factory.SubFactory(SkillFactory)
    title = "Apprendre au poste pendant deux semaines"
    means = InsertionMeans.TUTOR
    owner = StepOwner.EMPLOYER
    due_on = factory.LazyAttribute(lambda o: o.on + timedelta(days=14))


class InsertionPlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InsertionPlan

    proposal = factory.SubFactory(ProposalFactory)
    version = 1
    content = factory.LazyAttribute(
        lambda o: {
            "person": o.proposal.beneficiary.full_name,
            "coach": "",
            "employer": str(o.proposal.vacancy.employer),
            "vacancy": o.proposal.vacancy.title,
            "job": "",
            "skills": [],
            "steps": [],
        }
    )
    parties = factory.LazyFunction(lambda: [Party.PERSON, Party.EMPLOYER, Party.MIRE])
    drawn_on = factory.LazyFunction(today)


class InsertionSignatureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = InsertionSignature

    paper = factory.SubFactory(InsertionPlanFactory)
    party = Party.PERSON
    name = "Karim Benali"
    signed_on = factory.SelfAttribute("paper.drawn_on")


class HireCheckFactory(factory.django.DjangoModelFactory):
    """News to take today, a month after the first day."""

    class Meta:
        model = HireCheck

    class Params:
        on = factory.LazyFunction(today)
        done = factory.Trait(
            done_on=factory.SelfAttribute("on"), done_by=factory.SubFactory(UserFactory, coach=True)
        )
        alarming = factory.Trait(call_due_on=factory.SelfAttribute("on"))

    placement = factory.SubFactory(PlacementFactory)
    mark = HireMark.MONTH_1
    due_on = factory.SelfAttribute("on")


class OpinionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opinion

    hire_check = factory.SubFactory(HireCheckFactory)
    side = OpinionSide.WORKER
    score = OpinionScore.WELL
    given_on = factory.LazyFunction(today)


class DifficultyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Difficulty

    class Params:
        health = factory.Trait(kind=DifficultyKind.HEALTH)

    placement = factory.SubFactory(PlacementFactory)
    kind = DifficultyKind.MOBILITY
    note = "Le premier bus arrive après le début du travail."
    noted_on = factory.LazyFunction(today)


class SkillTestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SkillTest

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    skill = factory.SubFactory(SkillFactory)
    test_on = factory.LazyAttribute(lambda o: today() + timedelta(days=30))
