"""What is closed, decided or paid stays as it is: the database refuses to change it.

A merge of two files still gives the row to another enrolment.
"""

from functools import reduce
from operator import or_

import pgtrigger

from training.enums import RunStatus

FROZEN_PRESENCE = "training.Attendance:frozen_once_closed"
"""A correction of a closed session, or a merge, looks away from it for the time of its deed."""


def _kept(name: str, when: pgtrigger.Q, *fields: str) -> pgtrigger.Protect:
    differs = (pgtrigger.Q(**{f"old__{each}__df": pgtrigger.F(f"new__{each}")}) for each in fields)
    return pgtrigger.Protect(
        name=name, operation=pgtrigger.Update, condition=when & reduce(or_, differs)
    )


closed_session = _kept(
    "closed_stays",
    pgtrigger.Q(old__closed_at__isnull=False),
    "cohort", "kind", "starts_at", "ends_at", "closed_at", "closed_by",
)  # fmt: skip

presence_of_closed = pgtrigger.Trigger(
    name="frozen_once_closed",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("session_id", "state", "minutes"),
    func="""
        IF EXISTS (
            SELECT 1 FROM training_session
            WHERE id = NEW.session_id AND closed_at IS NOT NULL
        ) THEN
            RAISE EXCEPTION 'the session is closed: its presences are frozen';
        END IF;
        RETURN NEW;
    """,
)

same_cohort = pgtrigger.Trigger(
    name="same_cohort",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("session_id", "enrolment_id"),
    func="""
        IF NOT EXISTS (
            SELECT 1 FROM training_session
            JOIN training_enrolment USING (cohort_id)
            WHERE training_session.id = NEW.session_id
                AND training_enrolment.id = NEW.enrolment_id
        ) THEN
            RAISE EXCEPTION 'the session and the enrolment are of two cohorts'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
"""For whatever says something of an enrolment in a session."""

account = pgtrigger.ReadOnly(name="written_once", fields=["iban", "holder", "valid_from"])

run = [
    pgtrigger.Protect(
        name="done_stays",
        operation=pgtrigger.Update,
        condition=~pgtrigger.Q(old__status=RunStatus.DRAFT),
    ),
    pgtrigger.Protect(
        name="paid_never_removed",
        operation=pgtrigger.Delete,
        condition=pgtrigger.Q(old__status=RunStatus.VALIDATED),
    ),
]

payment = pgtrigger.Trigger(
    name="paid_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Delete
    | pgtrigger.UpdateOf(
        "run_id", "minutes", "hours_eur", "withheld_eur", "claims_eur", "total_eur", "iban",
        "holder", "content",
    ),
    func="""
        IF EXISTS (
            SELECT 1 FROM training_paymentrun WHERE id = OLD.run_id AND status = 'validated'
        ) THEN
            RAISE EXCEPTION 'the payment is made: it stays as it is';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)  # fmt: skip

paid_once = _kept("paid_once", pgtrigger.Q(old__payment__isnull=False), "payment")
"""For whatever one payment holds."""

claim = [
    _kept(
        "decided_stays",
        pgtrigger.Q(old__decided_on__isnull=False),
        "kind", "spent_on", "km", "asked_eur", "granted_eur", "decided_on", "decided_by", "refusal",
    ),
    paid_once,
    pgtrigger.Protect(
        name="decided_never_removed",
        operation=pgtrigger.Delete,
        condition=pgtrigger.Q(old__decided_on__isnull=False),
    ),
]  # fmt: skip

within_what_is_asked = pgtrigger.Trigger(
    name="within_what_is_asked",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT 1 FROM training_claim
            WHERE id = NEW.claim_id AND granted_eur + NEW.eur + coalesce(
                (SELECT sum(eur) FROM training_claimcorrection WHERE claim_id = NEW.claim_id), 0
            ) BETWEEN 0 AND asked_eur
        ) THEN
            RAISE EXCEPTION 'costs undecided, or corrected below nothing or above what is asked'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
"""For the corrections of one claim, that are written one after the other."""
