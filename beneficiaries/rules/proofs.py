"""Which papers prove a condition, are they there on the day, and what is missing by when?

Plain values only. The table is the house's reading of the texts: the decrees name the conditions,
and for most of them leave the proof to practice (see `proof_label` of each criterion).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from beneficiaries.enums import (
    Absence,
    CriterionKind,
    DocumentKind,
    FlagFact,
    ProofState,
    Verdict,
)
from beneficiaries.rules.french import french_day, listed
from beneficiaries.rules.regimes import CriterionRule, RegimeRules
from mirec.core.periods import months_after

Papers = tuple[DocumentKind, ...]
"""Kinds of document of which one is enough; the first is the one to ask for."""

IDENTITY: Papers = (DocumentKind.IDENTITY, DocumentKind.RESIDENCE)
REGISTRATION: Papers = (DocumentKind.FOREM_REGISTRATION, DocumentKind.FOREM_HISTORY)
HISTORY: Papers = (DocumentKind.FOREM_HISTORY,)

PROVED_BY: Mapping[CriterionKind, tuple[Papers, ...]] = MappingProxyType(
    {
        CriterionKind.NOT_IN_COMPULSORY_SCHOOLING: (IDENTITY,),
        CriterionKind.REGISTERED_UNOCCUPIED: (REGISTRATION,),
        CriterionKind.DIPLOMA_AT_MOST: ((DocumentKind.DIPLOMA,),),
        CriterionKind.REGISTERED_MONTHS: (HISTORY,),
        CriterionKind.ALLOWANCE_MONTHS: ((*REGISTRATION, DocumentKind.ALLOWANCE),),
        CriterionKind.INCOME_ANY: ((DocumentKind.SOCIAL_AID,),),
        CriterionKind.RESIDENCE_ANY: ((DocumentKind.RESIDENCE,),),
        CriterionKind.YOUNG_UNOCCUPIED: (IDENTITY, HISTORY),
        CriterionKind.AGE_AT_LEAST: (IDENTITY,),
        CriterionKind.HANDICAP_ANY: ((DocumentKind.HANDICAP,),),
    }
)
"""All the papers that a kind of condition asks for; re-entry and flags depend on what they say."""

ABSENCE_PROVED_BY: Mapping[Absence, Papers] = MappingProxyType(
    {
        Absence.WORK: (DocumentKind.CAREER,),
        Absence.ALLOWANCE: (DocumentKind.CAREER, *HISTORY, DocumentKind.ALLOWANCE),
        Absence.INTEGRATION_INCOME: (DocumentKind.SOCIAL_AID,),
    }
)
FLAG_PROVED_BY: Mapping[FlagFact, Papers] = MappingProxyType(
    {
        FlagFact.TRANSITION_JOB: (DocumentKind.EMPLOYMENT,),
        FlagFact.STEPPING_STONE_JOB: (DocumentKind.EMPLOYMENT,),
        FlagFact.REFERRED_BY_FOREM: (DocumentKind.FOREM_REFERRAL,),
    }
)
SEALED = "Pièce scellée"
SEALED_PAPER = "une pièce scellée"
NAMES: Mapping[DocumentKind, str] = MappingProxyType(
    {
        DocumentKind.IDENTITY: "la carte d'identité",
        DocumentKind.RESIDENCE: "le titre de séjour ou la preuve du recours",
        DocumentKind.FOREM_REGISTRATION: "l'attestation d'inscription du Forem",
        DocumentKind.FOREM_HISTORY: "l'historique d'inscription du Forem",
        DocumentKind.FOREM_REFERRAL: "l'adressage du Forem",
        DocumentKind.DIPLOMA: "le diplôme ou la déclaration sur l'honneur",
        DocumentKind.SOCIAL_AID: "l'attestation du CPAS",
        DocumentKind.CAREER: "le relevé de carrière",
        DocumentKind.ALLOWANCE: "l'attestation de l'organisme de paiement",
        DocumentKind.HANDICAP: SEALED_PAPER,
        DocumentKind.EMPLOYMENT: "le contrat de travail",
    }
)


@dataclass(frozen=True)
class Paper:
    """A document that the file keeps; `seen_on` is the day from which the house had it."""

    key: int
    kind: DocumentKind
    seen_on: date
    issued_on: date | None = None
    valid_until: date | None = None
    is_sealed: bool = False


@dataclass(frozen=True)
class Deadline:
    """When the proofs must be there, and until which day they must hold.

    Eligibility is judged at the latest on the day of the agreement (D23 art. 3 § 2): that day once
    it is signed; before, the last day of the intake. No day without an open parcours.
    """

    agreed_on: date | None = None
    intake_due_on: date | None = None

    @property
    def day(self) -> date | None:
        return self.agreed_on or self.intake_due_on

    def judged_on(self, on: date) -> date:
        """The day on which the papers must be valid: that of the agreement, else the present."""
        return self.agreed_on or on


@dataclass(frozen=True)
class Proof:
    """One paper that a condition asks for, and how it stands on the day."""

    wanted: Papers
    state: ProofState
    paper: Paper | None = None
    valid_until: date | None = None

    @property
    def name(self) -> str:
        """The paper to ask for, with its article; a sealed kind has no name."""
        return NAMES[self.wanted[0]]

    @property
    def asked_kind(self) -> str:
        """The kind to propose in an address; a sealed one is never written there."""
        return "" if self.wanted[0].is_sealed else self.wanted[0].value

    @property
    def found(self) -> str:
        """What the file has for it, "" when nothing."""
        if self.paper is None:
            return ""
        return SEALED if self.paper.is_sealed else self.paper.kind.label


@dataclass(frozen=True)
class ProvedCriterion:
    """A condition that was met, with its papers; only those relied on have to be proved."""

    rule: CriterionRule
    is_general: bool
    proofs: tuple[Proof, ...]
    is_relied_on: bool = False

    @property
    def missing(self) -> tuple[Proof, ...]:
        return tuple(proof for proof in self.proofs if not proof.state.is_there)


@dataclass(frozen=True)
class Met:
    """What an assessment concluded: its verdict and the numbers of the conditions met."""

    verdict: Verdict
    general: frozenset[str]
    criteria: frozenset[str]
    is_derogated: bool = False

    @property
    def asks_for_proof(self) -> bool:
        """Who is refused without a derogation, or not decided yet, owes no proof."""
        return self.verdict is Verdict.ELIGIBLE or self.is_derogated


def papers_for(rule: CriterionRule) -> tuple[Papers, ...]:
    """All the papers of a condition, those of the kinds that it also requires included."""
    kinds = (rule.kind, *rule.also_requires)
    return tuple(dict.fromkeys(papers for kind in kinds for papers in _papers_of(kind, rule)))


def _papers_of(kind: CriterionKind, rule: CriterionRule) -> tuple[Papers, ...]:
    if kind is CriterionKind.REENTRY:
        return tuple(ABSENCE_PROVED_BY[Absence(absence)] for absence in rule.params["absences"])
    if kind is CriterionKind.FLAG:
        return (FLAG_PROVED_BY[FlagFact(rule.params["fact"])],)
    return PROVED_BY[kind]


def end_of(paper: Paper, months: int | None) -> date | None:
    """The last valid day (included): its own, or `months` after its date when the rule says so."""
    if months is None:
        return paper.valid_until
    by_rule = months_after(paper.issued_on or paper.seen_on, months)
    return min(by_rule, paper.valid_until) if paper.valid_until else by_rule


def proof_of(wanted: Papers, months: int | None, papers: Iterable[Paper], day: date) -> Proof:
    """The best paper for the day: one that was there, else one that came later, else an old one."""
    found = [
        Proof(wanted, _state(paper, end_of(paper, months), day), paper, end_of(paper, months))
        for paper in papers
        if paper.kind in wanted
    ]
    return min(found, key=_rank, default=Proof(wanted, ProofState.MISSING))


def _state(paper: Paper, end: date | None, day: date) -> ProofState:
    if end is not None and end < day:
        return ProofState.EXPIRED
    came_later = paper.seen_on > day or (paper.issued_on is not None and paper.issued_on > day)
    return ProofState.LATE if came_later else ProofState.PROVED


def _rank(proof: Proof) -> tuple[int, int]:
    """The best state, then what holds longest."""
    end = proof.valid_until or date.max
    return list(ProofState).index(proof.state), -end.toordinal()


def prove(
    rules: RegimeRules, met: Met, papers: Sequence[Paper], day: date
) -> tuple[ProvedCriterion, ...]:
    """Every condition met, general ones first, with its papers as they stand on the day.

    All general conditions are relied on, and one of the others: the best proved, the first in the
    text among equals (one of them suffices).
    """
    general = [
        ProvedCriterion(rule, True, _proofs(rule, papers, day), met.asks_for_proof)
        for rule in rules.general
        if rule.code in met.general
    ]
    criteria = [
        ProvedCriterion(rule, False, _proofs(rule, papers, day))
        for rule in rules.criteria
        if rule.code in met.criteria
    ]
    chosen = min(criteria, key=lambda each: len(each.missing), default=None)
    return (
        *general,
        *(
            ProvedCriterion(each.rule, False, each.proofs, met.asks_for_proof and each is chosen)
            for each in criteria
        ),
    )


def _proofs(rule: CriterionRule, papers: Sequence[Paper], day: date) -> tuple[Proof, ...]:
    months = rule.proof_validity_months
    return tuple(proof_of(wanted, months, papers, day) for wanted in papers_for(rule))


def missing_of(criteria: Iterable[ProvedCriterion]) -> list[Proof]:
    """What must still come, each name once."""
    missing: Iterator[Proof] = (
        proof for each in criteria if each.is_relied_on for proof in each.missing
    )
    return list({proof.name: proof for proof in missing}.values())


def missing_in_words(missing: Sequence[Proof], deadline: Deadline, on: date) -> str:
    """« il manque l'attestation du CPAS, à recevoir au plus tard le 12 mars 2026 »; "" if nothing.

    No capital and no full stop: it ends a sentence.
    """
    if not missing:
        return ""
    what = f"il manque {listed(proof.name for proof in missing)}"
    if deadline.day is None:
        return what
    day = french_day(deadline.day)
    if deadline.agreed_on:
        return f"{what} : c'était à recevoir pour le {day}, jour de la convention"
    if deadline.day < on:
        return f"{what} : c'était à recevoir pour le {day}, fin du délai d'accueil"
    return f"{what}, à recevoir au plus tard le {day}"


def with_missing(sentence: str, missing: str) -> str:
    """The verdict and what it still lacks, in one sentence."""
    return f"{sentence.removesuffix('.')} ; {missing}." if missing else sentence
