"""What does an inspector read of one parcours: verdict, proofs, convention, limits, follow-ups?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from beneficiaries.enums import ProofState, Verdict
from beneficiaries.models import Document
from beneficiaries.queries.proofs import ProvedFile
from beneficiaries.recorded import RecordedAnswer, proved_answers
from beneficiaries.rules.proofs import Proof
from coaching.enums import Party
from coaching.models import FollowUp, Journey
from coaching.queries.proofs import proofs_of
from mirec.core.wording import day_full
from reporting.queries.inspections import documents_of, follow_ups_of, inspected


@dataclass(frozen=True)
class LimitKept:
    """A limit of the text, the day it was met (None: not yet), and whether it was respected."""

    label: str
    limit_on: date
    met_on: date | None
    article: str
    on: date

    @property
    def is_respected(self) -> bool:
        return (self.met_on or self.on) <= self.limit_on

    @property
    def words(self) -> str:
        limit = day_full(self.limit_on)
        if self.met_on is None:
            return f"court jusqu'au {limit}" if self.is_respected else f"dépassée depuis le {limit}"
        verb = "respectée" if self.is_respected else "dépassée"
        return f"{verb} : {day_full(self.met_on)}, pour le {limit} au plus tard"


@dataclass(frozen=True)
class InspectedFile:
    """One parcours of the sample. `then` is judged on the day of its agreement, `now` today."""

    journey: Journey
    then: ProvedFile | None
    now: ProvedFile | None
    limits: tuple[LimitKept, ...]
    convention: str
    lacks_signature: bool
    documents: list[Document] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict | None:
        return Verdict(self.then.assessment.verdict) if self.then else None

    @property
    def answers(self) -> list[RecordedAnswer]:
        return proved_answers(self.then.assessment, self.then) if self.then else []

    @property
    def lacking_then(self) -> list[Proof]:
        return lacking(self.then)

    @property
    def lacking_now(self) -> list[Proof]:
        return lacking(self.now)

    @property
    def exceeded(self) -> list[LimitKept]:
        return [limit for limit in self.limits if not limit.is_respected]

    @property
    def is_in_order(self) -> bool:
        lacks = self.then is None or self.lacking_then or self.exceeded or self.lacks_signature
        return not lacks


def lacking(proved: ProvedFile | None) -> list[Proof]:
    """What is not there on the day among the papers relied on, each name once; late ones too."""
    if proved is None:
        return []
    proofs = (proof for each in proved.criteria if each.is_relied_on for proof in each.proofs)
    found = {proof.name: proof for proof in proofs if proof.state is not ProofState.PROVED}
    return list(found.values())


def read_files(keys: Sequence[int], on: date, *, whole: bool = False) -> list[InspectedFile]:
    """The files of a sample in its order, in a constant number of queries.

    `whole` also reads the papers and the follow-ups, for print.
    """
    journeys = inspected(keys)
    then, now = proofs_of(journeys, on), proofs_of(journeys, on, on)
    documents = documents_of(journeys) if whole else {}
    follow_ups = follow_ups_of(journeys) if whole else {}
    return [
        InspectedFile(
            journey=journey,
            then=then.get(journey.pk),
            now=now.get(journey.pk),
            limits=tuple(limits_of(journey, on)),
            convention=convention_of(journey),
            lacks_signature=bool(unsigned(journey)),
            documents=documents.get(journey.beneficiary_id, []),
            follow_ups=follow_ups.get(journey.pk, []),
        )
        for journey in journeys
    ]


def limits_of(journey: Journey, on: date) -> list[LimitKept]:
    """The decision on the candidate, then the end of the accompaniment, where the text has them.

    The search for a job has a limit of its own only under the texts before 2024.
    """
    regime, found = journey.regime, []
    if journey.intake_due_on:
        met_on = journey.agreed_on or journey.closed_on
        found.append(("Décision d'accueil", journey.intake_due_on, met_on, regime.intake_article))
    if journey.due_on:
        found.append(("Échéance", journey.due_on, journey.closed_on, regime.agreement_article))
    elif journey.job_search_due_on:
        met_on = journey.first_hired_on or journey.closed_on
        label = "Recherche active d'emploi"
        found.append((label, journey.job_search_due_on, met_on, regime.job_search_article))
    return [LimitKept(*limit, on) for limit in found]


def convention_of(journey: Journey) -> str:
    """Its date, and who has signed its latest version, in one sentence."""
    if not journey.agreed_on:
        return "Pas encore de convention."
    start = f"Conclue le {day_full(journey.agreed_on)}, notée par {journey.agreed_by}"
    papers = list(journey.agreements.all())
    if not papers:
        return f"{start} ; aucun exemplaire établi ici."
    who = [f"{each.name} ({day_full(each.signed_on)})" for each in papers[0].signatures.all()]
    signed = f"signée par {', '.join(who)}" if who else "signée par personne"
    missing = unsigned(journey)
    lack = f" ; il manque : {', '.join(missing)}" if missing else ""
    return f"{start} ; version {papers[0].version} {signed}{lack}."


def unsigned(journey: Journey) -> list[str]:
    """The parties that have not signed the latest version; none when no version was drawn up."""
    papers = list(journey.agreements.all())
    if not papers:
        return []
    signed = {each.party for each in papers[0].signatures.all()}
    return [Party(party).label for party in papers[0].parties if party not in signed]
