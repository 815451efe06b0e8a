"""The files of the persons, a chunk at a time: identity, life, verdicts, parcours, follow-ups."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.text import slugify

from beneficiaries.models import Beneficiary, BeneficiarySkill, HandicapRecognition, Situation
from coaching.enums import Outcome
from coaching.models import FollowUp
from mirec.accounts.models import User
from mirec.core.fields import digest
from mirec.demo.plans import PersonPlan
from mirec.demo.writers.journeys import write_journeys
from mirec.demo.writers.market import BATCH, Market
from mirec.demo.writers.placements import write_placements
from mirec.demo.writers.reference import Reference
from mirec.demo.writers.staff import Staff
from mirec.demo.writers.topics import Topics

EMAIL_SHARE = 3
"""Two persons in three have an e-mail address."""


@dataclass
class FileWriter:
    """Numbers the files by year, in the order in which they were opened."""

    reference: Reference
    staff: Staff
    market: Market
    on: date
    numbers: Counter = field(default_factory=Counter)
    topics: Topics = field(default_factory=Topics)

    def write(self, plans: Sequence[PersonPlan]) -> list[Beneficiary]:
        """The rows of the chunk; only their identities are given back."""
        people = Beneficiary.objects.bulk_create(
            [self._beneficiary(plan) for plan in plans], batch_size=BATCH
        )
        pairs = list(zip(plans, people, strict=True))
        self._write_lives(pairs)
        write_journeys(self.reference, self.market, pairs, self.on)
        write_placements(self.market, pairs)
        FollowUp.objects.bulk_create(self._follow_ups(pairs), batch_size=BATCH)
        return people

    def coach_of(self, plan: PersonPlan) -> User:
        return self.staff.coaches[plan.coach]

    def _number(self, plan: PersonPlan) -> str:
        year = plan.courses[0].opened_on.year
        self.numbers[year] += 1
        return f"{year}-{self.numbers[year]:04d}"

    def _beneficiary(self, plan: PersonPlan) -> Beneficiary:
        profile, coach = plan.profile, self.coach_of(plan)
        return Beneficiary(
            file_number=self._number(plan),
            team=self.staff.teams[plan.team],
            coach=coach,
            created_by=coach,
            first_name=plan.first_name,
            last_name=plan.last_name,
            born_on=profile.born_on,
            sex=plan.sex,
            nationality=plan.nationality,
            niss=plan.niss,
            niss_digest=digest(plan.niss) if plan.niss else None,
            street=plan.street,
            locality_id=self.reference.localities[plan.home],
            household=plan.household,
            dependent_children=plan.dependent_children,
            residence=profile.residence or "",
            diploma=profile.diploma or "",
            studies=plan.studies,
            source=profile.source or "",
            target_occupation_id=self.reference.occupations[plan.target],
            availability=plan.availability,
            has_driving_licence=plan.has_driving_licence,
            has_vehicle=plan.has_vehicle,
            last_contact_on=last_contact(plan),
            **reach(plan),
        )

    def _write_lives(self, pairs: Iterable[tuple[PersonPlan, Beneficiary]]) -> None:
        pairs = list(pairs)
        Situation.objects.bulk_create(
            [
                Situation(
                    beneficiary=person,
                    kind=lived.kind,
                    starts_on=lived.starts_on,
                    ends_on=lived.ends_on,
                    note=lived.note,
                    created_by=person.coach,
                )
                for plan, person in pairs
                for lived in plan.profile.lived
            ],
            batch_size=BATCH,
        )
        HandicapRecognition.objects.bulk_create(
            [
                HandicapRecognition(
                    beneficiary=person,
                    kind=proof.kind,
                    valid_from=proof.valid_from,
                    valid_until=proof.valid_until,
                    created_by=person.coach,
                )
                for plan, person in pairs
                for proof in plan.profile.proofs
            ]
        )
        self._write_skills(pairs)

    def _write_skills(self, pairs: Iterable[tuple[PersonPlan, Beneficiary]]) -> None:
        BeneficiarySkill.objects.bulk_create(
            [
                BeneficiarySkill(
                    beneficiary=person,
                    skill_id=self.reference.skills[known.label],
                    level=known.level,
                    origin=known.origin,
                    created_by=person.coach,
                )
                for plan, person in pairs
                for known in plan.skills
            ],
            batch_size=BATCH,
        )

    def _follow_ups(self, pairs: Iterable[tuple[PersonPlan, Beneficiary]]) -> Iterator[FollowUp]:
        for plan, person in pairs:
            for said in plan.said:
                yield FollowUp(
                    beneficiary=person,
                    happened_on=said.happened_on,
                    channel=said.channel,
                    kind=said.kind,
                    outcome=said.outcome,
                    minutes=said.minutes,
                    text=said.text,
                    audience=said.audience,
                    next_step=said.next_step,
                    next_step_on=said.next_step_on,
                    next_step_done_on=said.next_step_done_on,
                    next_step_done_by=person.coach if said.next_step_done_on else None,
                    created_by=person.coach,
                    **self.topics.of(said.kind, said.outcome),
                )


def last_contact(plan: PersonPlan) -> date | None:
    """As `coaching.services.followups` keeps it: the last exchange that took place."""
    done = [said.happened_on for said in plan.said if said.outcome is Outcome.DONE]
    return max(done, default=None)


def reach(plan: PersonPlan) -> dict[str, str]:
    """Numbers and addresses that reach nobody."""
    has_email = plan.index % EMAIL_SHARE != 0
    name = f"{slugify(plan.first_name)}.{slugify(plan.last_name)}{plan.index}"
    return {
        "phone": f"+32499{plan.index % 1_000_000:06d}",
        "email": f"{name}@courriel.example" if has_email else "",
        "preferred_channel": ("phone", "sms", "email" if has_email else "phone")[plan.index % 3],
    }
