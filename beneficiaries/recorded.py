"""What did a recorded assessment answer, condition by condition? Read back, never recomputed."""

from dataclasses import dataclass, replace

from beneficiaries.enums import Answer
from beneficiaries.models import Assessment
from beneficiaries.queries.proofs import ProvedFile
from beneficiaries.rules.proofs import ProvedCriterion


@dataclass(frozen=True)
class RecordedAnswer:
    code: str
    article: str
    label: str
    answer: Answer
    reason: str
    missing: tuple[str, ...]
    is_general: bool
    proof: ProvedCriterion | None = None


def recorded_answers(assessment: Assessment) -> list[RecordedAnswer]:
    """General conditions first, then the criteria, in the order of the text."""
    return [
        RecordedAnswer(
            code=row["code"],
            article=row["article"],
            label=row.get("label", ""),
            answer=Answer(row["answer"]),
            reason=row.get("reason", ""),
            missing=tuple(row.get("missing", ())),
            is_general=group == "general",
        )
        for group in ("general", "criteria")
        for row in assessment.answers.get(group, ())
    ]


def proved_answers(assessment: Assessment, proofs: ProvedFile | None) -> list[RecordedAnswer]:
    """The same with the papers of each condition met; without them when they are another's."""
    answers = recorded_answers(assessment)
    if proofs is None or proofs.assessment.pk != assessment.pk:
        return answers
    papers = {(each.is_general, each.rule.code): each for each in proofs.criteria}
    return [replace(each, proof=papers.get((each.is_general, each.code))) for each in answers]
