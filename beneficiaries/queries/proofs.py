"""Is every condition that an assessment relies on proved, and if not, what is missing by when?

- `proved_many(asked, on)`: the papers of many assessments, condition by condition, in four queries
  whatever their number; `proved(assessment, deadline, on)` for one.
- `unproven(assessments, day)`: the same rule in SQL, to filter a list (tests prove them equal).
- `Document.objects.ending(on, days)`: documents expired on the day or within `days`.
- `coaching.queries.proofs` asks both about parcours, for the coach's queue and the inspection.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_

from django.db.models import (
    BooleanField,
    DateField,
    Exists,
    Expression,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.fields import DurationField
from django.db.models.functions import Cast, Coalesce, Least, TruncDate

from beneficiaries.enums import Answer, DocumentKind, Verdict
from beneficiaries.models import Assessment, Beneficiary, Document, Regime
from beneficiaries.models.assessments import AssessmentQuerySet
from beneficiaries.rules.proofs import (
    Deadline,
    Met,
    Paper,
    Papers,
    Proof,
    ProvedCriterion,
    missing_in_words,
    missing_of,
    papers_for,
    prove,
    with_missing,
)
from beneficiaries.rules.regimes import CriterionRule, RegimeRules
from beneficiaries.services.regimes import rules_of

NO_DEADLINE = Deadline()


@dataclass(frozen=True)
class ProvedFile:
    """The conditions that an assessment found met, with their papers on the day judged."""

    assessment: Assessment
    regime: str
    deadline: Deadline
    judged_on: date
    criteria: tuple[ProvedCriterion, ...]
    missing: tuple[Proof, ...]
    tail: str

    @property
    def sentence(self) -> str:
        """« Éligible : …; il manque …, à recevoir au plus tard le … »."""
        return with_missing(self.assessment.sentence, self.tail)

    @property
    def start(self) -> str:
        """The verdict alone, as it begins that sentence."""
        return self.sentence.removesuffix(f" ; {self.tail}.")


Asked = tuple[Assessment, Deadline]


def proved(assessment: Assessment, deadline: Deadline, on: date) -> ProvedFile:
    return proved_many([(assessment, deadline)], on)[0]


def proved_now(beneficiary: Beneficiary, on: date) -> ProvedFile | None:
    """Of the assessment that the open parcours relies on, else of the latest; None without one."""
    latest = beneficiary.assessments.first()
    return proved_since(beneficiary, latest, on) if latest else None


def proved_since(beneficiary: Beneficiary, latest: Assessment, on: date) -> ProvedFile:
    """As `proved_now`, for who has the latest assessment at hand."""
    open_journeys = beneficiary.journeys.filter(closed_on__isnull=True)
    journey = open_journeys.select_related("assessment").first()
    if journey is None:
        return proved(latest, NO_DEADLINE, on)
    deadline = Deadline(journey.agreed_on, journey.intake_due_on)
    return proved(journey.assessment or latest, deadline, on)


def proved_many(
    asked: Sequence[Asked], on: date, judged_on: date | None = None
) -> list[ProvedFile]:
    """In the order asked. `judged_on` replaces the day of each deadline: « and as of today? »."""
    rules = rules_by_regime({assessment.regime_id for assessment, _ in asked})
    papers = papers_by_person({assessment.beneficiary_id for assessment, _ in asked})
    found = []
    for assessment, deadline in asked:
        day = judged_on or deadline.judged_on(on)
        criteria = prove(
            rules[assessment.regime_id],
            met_by(assessment, is_derogated=deadline.agreed_on is not None),
            papers[assessment.beneficiary_id],
            day,
        )
        missing = tuple(missing_of(criteria))
        tail = missing_in_words(missing, deadline, on)
        regime = rules[assessment.regime_id].code
        found.append(ProvedFile(assessment, regime, deadline, day, criteria, missing, tail))
    return found


def rules_by_regime(keys: Iterable[int]) -> dict[int, RegimeRules]:
    regimes = Regime.objects.filter(pk__in=keys).prefetch_related("criteria")
    return {regime.pk: rules_of(regime) for regime in regimes}


def papers_by_person(keys: Iterable[int]) -> defaultdict[int, list[Paper]]:
    """The documents that the files keep, as the rules read them."""
    papers: defaultdict[int, list[Paper]] = defaultdict(list)
    for document in Document.objects.trusted().filter(beneficiary__in=keys):
        papers[document.beneficiary_id].append(paper_of(document))
    return papers


def paper_of(document: Document) -> Paper:
    return Paper(
        key=document.pk,
        kind=DocumentKind(document.kind),
        seen_on=document.seen_on,
        issued_on=document.issued_on,
        valid_until=document.valid_until,
        is_sealed=document.is_sealed,
    )


def met_by(assessment: Assessment, *, is_derogated: bool) -> Met:
    """An agreement on a refusal is a derogation: its general conditions are relied on all the same.

    `is_derogated` says that there is an agreement.
    """
    verdict = Verdict(assessment.verdict)
    return Met(
        verdict,
        frozenset(
            row["code"]
            for row in assessment.answers.get("general", ())
            if row["answer"] == Answer.MET
        ),
        frozenset(assessment.criteria_met),
        is_derogated=is_derogated and verdict is Verdict.NOT_ELIGIBLE,
    )


def proved_then(assessment: Assessment, on: date) -> ProvedFile:
    """Of one assessment of the past: judged on the day of the agreement that relied on it."""
    agreed = assessment.journeys.order_by("agreed_on").values("agreed_on", "intake_due_on").first()
    return proved(assessment, Deadline(**agreed) if agreed else NO_DEADLINE, on)


def unproven(
    assessments: AssessmentQuerySet, day: date | Expression, is_derogated: Expression | bool = False
) -> AssessmentQuerySet:
    """Those that rely on a condition without a valid paper on `day` (a date or an expression)."""
    regimes = Regime.objects.prefetch_related("criteria")
    rules = {regime.pk: rules_of(regime) for regime in regimes}
    names = _names_of_papers(rules.values())
    judged = assessments.alias(
        judged_on=ExpressionWrapper(_expression(day), DateField()),
        derogated=ExpressionWrapper(_expression(is_derogated), BooleanField()),
    ).alias(**{name: _held(*wanted) for wanted, name in names.items()})
    asks = Q(verdict=Verdict.ELIGIBLE) | Q(verdict=Verdict.NOT_ELIGIBLE, derogated=True)
    lacking = [Q(regime=pk) & ~_proved(each, names) for pk, each in rules.items()]
    return judged.filter(asks & reduce(or_, lacking, Q(pk__in=[])))


Wanted = tuple[Papers, int | None]


def _expression(value: date | bool | Expression) -> Expression:
    return value if hasattr(value, "resolve_expression") else Value(value)


def _names_of_papers(rules: Iterable[RegimeRules]) -> dict[Wanted, str]:
    """A name for each paper that some condition asks for, with the validity it sets."""
    wanted = dict.fromkeys(
        (papers, rule.proof_validity_months)
        for regime in rules
        for rule in (*regime.general, *regime.criteria)
        for papers in papers_for(rule)
    )
    return {each: f"held_{number}" for number, each in enumerate(wanted)}


def _held(papers: Papers, months: int | None) -> Exists:
    """Does the file keep one of these, valid on `judged_on`? See `rules.proofs.end_of`."""
    kept = Document.objects.trusted().filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=OuterRef("judged_on")),
        beneficiary=OuterRef("beneficiary"),
        kind__in=papers,
    )
    if months is not None:
        seen_on = Least(TruncDate("created_at"), F("checked_on"))
        issued_on = Coalesce(F("issued_on"), seen_on, output_field=DateField())
        kept = kept.alias(end=_months_after(issued_on, months)).filter(
            end__gte=OuterRef("judged_on")
        )
    return Exists(kept)


def _months_after(day: Expression, months: int) -> Expression:
    """PostgreSQL adds calendar months as `mirec.core.periods.months_after` does."""
    span = Cast(Value(f"{months} months"), DurationField())
    return Cast(CombinedExpression(day, "+", span, output_field=DateField()), DateField())


def _proved(rules: RegimeRules, names: dict[Wanted, str]) -> Q:
    """All the general conditions met, and one of the others unless a derogation replaces it."""
    general = [~_is_met(rule) | _has_papers(rule, names) for rule in rules.general]
    criteria = [
        Q(criteria_met__contains=[rule.code]) & _has_papers(rule, names) for rule in rules.criteria
    ]
    one = reduce(or_, criteria, Q(verdict=Verdict.NOT_ELIGIBLE))
    return reduce(and_, general, one)


def _is_met(rule: CriterionRule) -> Q:
    return Q(answers__general__contains=[{"code": rule.code, "answer": Answer.MET.value}])


def _has_papers(rule: CriterionRule, names: dict[Wanted, str]) -> Q:
    return reduce(
        and_,
        (Q(**{names[papers, rule.proof_validity_months]: True}) for papers in papers_for(rule)),
    )
