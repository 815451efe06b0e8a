"""Changing what a vacancy requires: agreed with the employer and kept, or a slip put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from beneficiaries.models import Skill
from employers.enums import Need, VacancyStatus
from employers.models import Contact, Negotiation, Requirement, Vacancy
from employers.queries.reachable import musts_of, reachable
from employers.rules.negotiations import Recording, Terms, may_correct
from mirec.accounts.models import User
from mirec.core.wording import plural

NOT_ASKED = "elle n'est plus demandée"


@dataclass(frozen=True)
class Effect:
    """How many persons are reachable before a change and after it."""

    before: int
    after: int

    @property
    def gained(self) -> int:
        return self.after - self.before

    @property
    def gained_words(self) -> str:
        """« 9 personnes de plus », « 1 personne de moins »."""
        return f"{plural(abs(self.gained), 'personne')} de {'plus' if self.gained > 0 else 'moins'}"


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """With whom, why and on which day a change was agreed."""

    contact: Contact | None
    reason: str
    agreed_on: date


def terms_of(requirement: Requirement | None) -> Terms | None:
    return None if requirement is None else Terms(Need(requirement.need), requirement.level)


def recording_of(vacancy: Vacancy) -> Recording:
    return Recording(
        recorded_by=vacancy.created_by_id,
        recorded_on=timezone.localdate(vacancy.created_at),
        has_proposals=vacancy.proposals.exists(),
        has_negotiations=vacancy.negotiations.exists(),
    )


def is_correctable(vacancy: Vacancy, *, by: User, on: date) -> bool:
    """May `by` still put a slip right on `on` without a trace? See `may_correct`."""
    return may_correct(recording_of(vacancy), by=by.pk, on=on)


def effect_of(vacancy: Vacancy, *, skill_id: int, after: Terms | None) -> Effect:
    """What the change would do to the number of reachable persons; nothing is written."""
    now = musts_of(vacancy)
    return _effect(now, _with(now, skill_id, after))


def _with(musts: Mapping[int, int], skill_id: int, after: Terms | None) -> dict[int, int]:
    changed = {skill: level for skill, level in musts.items() if skill != skill_id}
    if after and after.need == Need.MUST:
        changed[skill_id] = after.level
    return changed


def _effect(before: Mapping[int, int], after: Mapping[int, int]) -> Effect:
    counted = reachable(before).count()
    return Effect(counted, counted if before == after else reachable(after).count())


@transaction.atomic
def negotiate(
    *,
    vacancy: Vacancy,
    skill: Skill,
    seen: Terms | None,
    after: Terms | None,
    agreement: Agreement,
    by: User,
    on: date,
) -> Negotiation:
    """Change, add (`seen` None) or drop (`after` None) a requirement, and keep it in the log.

    `seen` is what stood when the change was decided. Raises ValidationError when something else
    stands by now, when nothing changes, or when the vacancy is closed.
    """
    vacancy, requirement = _locked(vacancy, skill, seen)
    _refuse(vacancy, skill, agreement, on)
    effect = effect_of(vacancy, skill_id=skill.pk, after=after)
    negotiation = Negotiation(
        vacancy=vacancy,
        skill=skill,
        contact=agreement.contact,
        reason=agreement.reason.strip(),
        agreed_on=agreement.agreed_on,
        reachable_before=effect.before,
        reachable_after=effect.after,
        created_by=by,
        **_side("before", seen),
        **_side("after", after),
    )
    negotiation.full_clean(exclude=["created_by"])
    negotiation.save(force_insert=True)
    _put(vacancy, skill, requirement, after)
    return negotiation


def _side(name: str, terms: Terms | None) -> dict[str, Any]:
    need, level = (terms.need, terms.level) if terms else ("", None)
    return {f"need_{name}": need, f"level_{name}": level}


@transaction.atomic
def correct_requirement(
    *,
    vacancy: Vacancy,
    skill: Skill,
    seen: Terms | None,
    after: Terms | None,
    by: User,
    on: date,
) -> None:
    """Put a slip right without a trace. Raises ValidationError once it is too late for that."""
    vacancy, requirement = _locked(vacancy, skill, seen)
    if not is_correctable(vacancy, by=by, on=on):
        raise ValidationError(
            "Il est trop tard pour une simple correction : dites avec qui ce changement est "
            "convenu, et pourquoi."
        )
    if after is None and seen is None:
        raise ValidationError("Rien ne change : ajustez l'exigence ou le niveau.")
    _put(vacancy, skill, requirement, after)


def _locked(
    vacancy: Vacancy, skill: Skill, seen: Terms | None
) -> tuple[Vacancy, Requirement | None]:
    """The vacancy under a lock, and its requirement as it was seen; who comes second hears it."""
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    requirement = vacancy.requirements.filter(skill=skill).first()
    stands = terms_of(requirement)
    if seen is None and stands is not None:
        raise ValidationError(
            {"skill": f"Cette compétence est déjà demandée ({stands.words}) : modifiez-la."}
        )
    if stands != seen:
        words = f"« {stands.words} »" if stands else NOT_ASKED
        raise ValidationError(
            f"Quelqu'un a changé cette exigence entre-temps : à présent, {words}. Votre saisie "
            "est encore là : relisez-la, puis enregistrez à nouveau."
        )
    return vacancy, requirement


def _refuse(vacancy: Vacancy, skill: Skill, agreement: Agreement, on: date) -> None:
    if vacancy.status != VacancyStatus.OPEN:
        raise ValidationError("Cette offre est clôturée : ses exigences ne se négocient plus.")
    if agreement.contact and agreement.contact.employer_id != vacancy.employer_id:
        raise ValidationError({"contact": "Cette personne ne travaille pas chez cet employeur."})
    if agreement.agreed_on > on:
        raise ValidationError({"agreed_on": "Un accord ne peut pas dater de demain."})
    if agreement.agreed_on < vacancy.received_on:
        raise ValidationError({"agreed_on": "L'offre n'était pas encore reçue ce jour-là."})
    last = vacancy.negotiations.filter(skill=skill).order_by("-agreed_on").first()
    if last and agreement.agreed_on < last.agreed_on:
        raise ValidationError(
            {"agreed_on": f"Cette exigence a encore changé le {last.agreed_on:%d.%m.%Y}."}
        )


def _put(
    vacancy: Vacancy, skill: Skill, requirement: Requirement | None, after: Terms | None
) -> None:
    if after is None:
        requirement.delete()
        return
    requirement = requirement or Requirement(vacancy=vacancy, skill=skill)
    requirement.need, requirement.level = after.need, after.level
    requirement.full_clean()
    requirement.save()
