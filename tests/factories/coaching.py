"""Journeys in every phase, and follow-ups. `on` is the day the traits count from."""

from datetime import date, timedelta

import factory

from coaching.enums import (
    Audience,
    Channel,
    ExitReason,
    FirstInterview,
    FollowUpKind,
    Outcome,
    Phase,
)
from coaching.models import FollowUp, Journey
from mirec.core.periods import months_after, today
from tests.factories.accounts import UserFactory
from tests.factories.beneficiaries import AssessmentFactory, BeneficiaryFactory, RegimeFactory


def _coach_of(row):
    return row.beneficiary.coach or UserFactory(coach=True)


def _days_before(days: int):
    return factory.LazyAttribute(lambda o: o.on - timedelta(days=days))


def _agreed(**changes) -> dict:
    """What a journey has from the day of its agreement: author, assessment and limits."""
    return {
        "phase": Phase.TOWARDS_EMPLOYMENT,
        "opened_on": factory.LazyAttribute(lambda o: o.agreed_on - timedelta(days=21)),
        "agreed_on": _days_before(100),
        "agreed_by": factory.LazyAttribute(_coach_of),
        "assessment": factory.SubFactory(
            AssessmentFactory,
            beneficiary=factory.SelfAttribute("..beneficiary"),
            regime=factory.SelfAttribute("..regime"),
            assessed_on=factory.SelfAttribute("..agreed_on"),
        ),
        "due_on": factory.LazyAttribute(lambda o: months_after(o.agreed_on, 24)),
        "job_search_due_on": factory.LazyAttribute(lambda o: months_after(o.agreed_on, 12)),
        "phase_since": factory.SelfAttribute("agreed_on"),
        **changes,
    }


def _agreed_for(months: int, days: int) -> factory.LazyAttribute:
    """An agreement whose last day falls `days` after the day `on`."""
    return factory.LazyAttribute(lambda o: months_after(o.on + timedelta(days=days), -months))


def _closed(reason: ExitReason, days_ago: int = 10) -> dict:
    return {
        "closed_on": _days_before(days_ago),
        "closed_by": factory.LazyAttribute(_coach_of),
        "exit_reason": reason,
    }


def _hired(days_ago: int) -> dict:
    return {
        "phase": Phase.IN_EMPLOYMENT,
        "first_hired_on": _days_before(days_ago),
        "phase_since": factory.SelfAttribute("first_hired_on"),
    }


class JourneyFactory(factory.django.DjangoModelFactory):
    """Without a trait: a candidate in intake, whose first interview was ten days ago."""

    class Meta:
        model = Journey

    class Params:
        on: date = factory.LazyFunction(today)
        in_intake = factory.Trait(phase=Phase.INTAKE)
        # A candidate without a decision although the two months have passed.
        intake_overdue = factory.Trait(opened_on=_days_before(75))
        towards_employment = factory.Trait(**_agreed())
        in_employment = factory.Trait(**_agreed(**_hired(30)))
        due_soon = factory.Trait(**_agreed(agreed_on=_agreed_for(24, days=15)))
        overdue = factory.Trait(**_agreed(agreed_on=_agreed_for(24, days=-5)))
        derogated = factory.Trait(
            **_agreed(
                is_derogation=True,
                derogation_reason="Très éloignée de l'emploi malgré son diplôme.",
                assessment__not_eligible=True,
            )
        )
        sustained = factory.Trait(
            **_agreed(
                **_hired(120) | {"agreed_on": _days_before(200)},
                sustained_on=_days_before(28),
                sustained_reason="Trois mois chez un même employeur.",
            )
        )
        closed_for_employment = factory.Trait(
            **_agreed(
                **_hired(120) | {"agreed_on": _days_before(200)},
                **_closed(ExitReason.SUSTAINED_JOB),
                sustained_on=_days_before(28),
                sustained_reason="Trois mois chez un même employeur.",
            )
        )
        gave_up = factory.Trait(**_agreed(**_closed(ExitReason.GAVE_UP)))
        refused = factory.Trait(opened_on=_days_before(40), **_closed(ExitReason.REFUSED))
        refused_automatically = factory.Trait(
            opened_on=_days_before(75),
            **_closed(ExitReason.REFUSED_AUTOMATICALLY) | {"closed_by": None},
        )
        oriented = factory.Trait(opened_on=_days_before(40), **_closed(ExitReason.ORIENTED))

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    regime = factory.SubFactory(RegimeFactory)
    phase = Phase.INTAKE
    first_interview = FirstInterview.INDIVIDUAL
    opened_on = _days_before(10)
    phase_since = factory.SelfAttribute("opened_on")
    intake_due_on = factory.LazyAttribute(lambda o: months_after(o.opened_on, 2))


class FollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FollowUp

    class Params:
        on = factory.LazyFunction(today)
        with_step = factory.Trait(
            next_step="Rappeler pour fixer l'entretien.",
            next_step_on=factory.LazyAttribute(lambda o: o.on + timedelta(days=3)),
        )
        step_overdue = factory.Trait(
            happened_on=_days_before(10),
            next_step="Rappeler pour fixer l'entretien.",
            next_step_on=_days_before(2),
        )
        step_done = factory.Trait(
            happened_on=_days_before(10),
            next_step="Rappeler pour fixer l'entretien.",
            next_step_on=_days_before(2),
            next_step_done_on=_days_before(2),
            next_step_done_by=factory.SelfAttribute("created_by"),
        )
        private = factory.Trait(audience=Audience.PRIVATE)
        sealed = factory.Trait(sealed_text="Suivie par un psychologue.")
        for_person = factory.Trait(audience=Audience.PERSON)
        not_reached = factory.Trait(
            channel=Channel.PHONE, outcome=Outcome.NOT_REACHED, minutes=0, text=""
        )
        no_show = factory.Trait(outcome=Outcome.NO_SHOW, minutes=0, text="")
        after_hire = factory.Trait(kind=FollowUpKind.AFTER_HIRE, channel=Channel.VISIT)

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    happened_on = factory.LazyAttribute(lambda o: o.on)
    channel = Channel.OFFICE
    kind = FollowUpKind.INTERVIEW
    outcome = Outcome.DONE
    minutes = 45
    text = "Le CV est relu ensemble ; la lettre reste à écrire."
    created_by = factory.LazyAttribute(_coach_of)
