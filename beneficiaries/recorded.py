"""What did a recorded assessment answer, condition by condition? Read back, never recomputed."""

from dataclasses import dataclass

from beneficiaries.enums import Answer
from beneficiaries.models import Assessment


@dataclass(frozen=True)
class RecordedAnswer:
    code: str
    article: str
    label: str
    answer: Answer
    reason: str
    missing: tuple[str, ...]
    is_general: bool


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
