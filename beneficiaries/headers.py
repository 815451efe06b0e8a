"""What must a colleague see of a person at one glance? The head of the person's page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from django.urls import reverse
from django.utils.text import Truncator

from beneficiaries.enums import Verdict
from beneficiaries.models import Assessment, Beneficiary, TemporaryAccess
from beneficiaries.queries.proofs import proved_since
from mirec.accounts.enums import Permission
from mirec.accounts.models import User
from mirec.core.wording import day_full, plural

SHOWN_ALERTS = 2
SENTENCE_LENGTH = 240
EXPIRES_WITHIN = timedelta(days=60)


@dataclass(frozen=True)
class Alert:
    """A matter that waits, and the page where it is answered."""

    title: str
    text: str
    url: str
    action: str
    tone: str = "warn"


@dataclass(frozen=True)
class Sentence:
    """The verdict's sentence in two: what it concludes, then why, cut short."""

    conclusion: str
    why: str

    @classmethod
    def of(cls, text: str) -> Self:
        found = re.search(r" : |, car | \(", text)
        cut = found.start() if found else len(text)
        return cls(text[:cut], Truncator(text[cut:]).chars(SENTENCE_LENGTH))


@dataclass(frozen=True)
class Header:
    age: int | None
    assessment: Assessment | None
    verdict: Verdict | None
    sentence: Sentence
    alerts: list[Alert]
    more_alerts: list[Alert]
    clock_url: str
    followup_url: str
    can_write: bool
    can_assess: bool
    access: TemporaryAccess | None


def header_of(beneficiary: Beneficiary, user: User, *, on: date) -> Header:
    assessment = beneficiary.assessments.select_related("regime").first()
    alerts = list(alerts_of(beneficiary, assessment, on)) if can_write(user) else []
    return Header(
        age=beneficiary.age_on(on),
        assessment=assessment,
        verdict=Verdict(assessment.verdict) if assessment else None,
        sentence=Sentence.of(assessment.sentence if assessment else ""),
        alerts=alerts[:SHOWN_ALERTS],
        more_alerts=alerts[SHOWN_ALERTS:],
        clock_url=reverse("coaching:header", args=[beneficiary.pk]),
        followup_url=followup_url(beneficiary, user),
        can_write=can_write(user),
        can_assess=user.has_verb(Permission.ELIGIBILITY_ASSESS),
        access=replacement(beneficiary, user),
    )


def replacement(beneficiary: Beneficiary, user: User) -> TemporaryAccess | None:
    """The leave by which the user reads a file that is not the own team's; None otherwise."""
    if beneficiary.is_own_of(user):
        return None
    mine = TemporaryAccess.objects.live().of_file(beneficiary).filter(user=user)
    return mine.order_by("-ends_at").first()


def can_write(user: User) -> bool:
    return user.has_verb(Permission.FILE_WRITE)


def followup_url(beneficiary: Beneficiary, user: User) -> str:
    if not user.has_verb(Permission.FOLLOWUP_WRITE):
        return ""
    return reverse("coaching:followup-create", query={"personne": beneficiary.pk})


def alerts_of(beneficiary: Beneficiary, assessment: Assessment | None, on: date) -> Iterator[Alert]:
    """The most pressing first."""
    assess_url = reverse("beneficiaries:assess", args=[beneficiary.pk])
    edit_url = reverse("beneficiaries:edit", args=[beneficiary.pk])
    if assessment is None:
        text = "elle n'a pas encore été évaluée."
        yield Alert("Éligibilité", text, assess_url, "Évaluer")
    elif assessment.verdict == Verdict.UNKNOWN:
        text = "il manque des éléments pour conclure."
        yield Alert("Éligibilité", text, assess_url, "Compléter")
    yield from papers_received(beneficiary)
    yield from missing_proofs(beneficiary, assessment, on)
    yield from expiring_proofs(beneficiary, on)
    yield from expiring_documents(beneficiary, on)
    if not beneficiary.coach_id:
        yield Alert("Jobcoach", "personne ne suit ce dossier.", edit_url, "Désigner")
    if not beneficiary.niss:
        text = "il manque au dossier ; le Forem en a besoin."
        yield Alert("Numéro national", text, edit_url, "Compléter")


def expiring_proofs(beneficiary: Beneficiary, on: date) -> Iterator[Alert]:
    """Documents about handicap that end within sixty days, or have ended without a successor."""
    url = reverse("beneficiaries:panel-eligibility", args=[beneficiary.pk])
    latest = beneficiary.handicap_recognitions.order_by("kind", "-valid_from").distinct("kind")
    for proof in latest:
        if proof.valid_until and proof.valid_until <= on + EXPIRES_WITHIN:
            verb = "a expiré" if proof.valid_until < on else "expire"
            text = f"le document {verb} le {day_full(proof.valid_until)}."
            yield Alert(proof.get_kind_display(), text, url, "Voir")


def missing_proofs(
    beneficiary: Beneficiary, assessment: Assessment | None, on: date
) -> Iterator[Alert]:
    """What the verdict relies on and no paper proves, with the day by which it is needed."""
    found = proved_since(beneficiary, assessment, on) if assessment else None
    if found and found.missing:
        url = reverse("beneficiaries:panel-documents", args=[beneficiary.pk])
        yield Alert("Preuves", f"{found.tail}.", url, "Ajouter")


def papers_received(beneficiary: Beneficiary) -> Iterator[Alert]:
    """What the person sent from the own space and nobody has checked."""
    count = beneficiary.documents.sent_by_person().waiting().count() if beneficiary.user_id else 0
    if count:
        url = reverse("beneficiaries:panel-documents", args=[beneficiary.pk])
        text = f"{plural(count, 'papier envoyé', 'papiers envoyés')} par la personne, à vérifier."
        yield Alert("Documents", text, url, "Vérifier", "info")


def expiring_documents(beneficiary: Beneficiary, on: date) -> Iterator[Alert]:
    """Papers that end soon or have ended, and that nothing newer replaces; sealed ones unnamed."""
    url = reverse("beneficiaries:panel-documents", args=[beneficiary.pk])
    for document in beneficiary.documents.ending(on, EXPIRES_WITHIN.days):
        verb = "a expiré" if document.valid_until < on else "expire"
        text = f"cette pièce {verb} le {day_full(document.valid_until)}."
        yield Alert(str(document), text, url, "Remplacer")
