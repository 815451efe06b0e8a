"""One French sentence that the coach reads to the person: the verdict, why, and the article."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from beneficiaries.enums import Answer, QuotaBase
from beneficiaries.rules.answers import CriterionAnswer
from beneficiaries.rules.citations import cited, ordinal, runs, short, stem
from beneficiaries.rules.french import french_day, listed
from beneficiaries.rules.regimes import QuotaRule
from beneficiaries.rules.words import REGISTRATION

Answers = Sequence[CriterionAnswer]


def eligible(criteria: Answers, on: date) -> str:
    met = with_answer(criteria, Answer.MET)
    if len(met) == 1:
        return f"Éligible au {french_day(on)} : {met[0].reason} ({short(met[0].article)})."
    where = listed(stem(each.article) for each in met)
    return f"Éligible au {french_day(on)} ({where}) : {reasons(met)}."


def not_eligible(general: Answers, criteria: Answers, derogation: str, on: date) -> str:
    failed = with_answer(general, Answer.UNMET)
    if failed:
        why = listed(each.reason for each in failed)
        start = f"Non éligible au {french_day(on)} : {why} ({cited_of(failed)})"
    else:
        start = f"Non éligible au {french_day(on)}, car {none_met(criteria)}"
    return f"{start} ; {derogation}." if derogation else f"{start}."


def none_met(criteria: Answers) -> str:
    if not criteria:
        return "le texte n'ouvre aucune condition d'accès"
    where = listed(stem(each.article) for each in criteria)
    which = f"aucune des {len(criteria)} conditions" if len(criteria) > 1 else "la condition"
    negation = "n'est" if len(criteria) > 1 else "n'est pas"
    return f"{which} {negation} remplie ({where}) : {reasons(criteria)}"


def undecided(general: Answers, criteria: Answers, on: date) -> str:
    waiting = undecided_answers(general, criteria)
    what = listed(missing_of(waiting))
    start = f"On ne peut pas encore conclure au {french_day(on)}"
    return f"{start} : il manque {what} ({cited_of(waiting)})."


def undecided_answers(general: Answers, criteria: Answers) -> list[CriterionAnswer]:
    """What can still change the verdict: no criterion matters any more once one is met."""
    waiting = with_answer(general, Answer.UNKNOWN)
    if not with_answer(criteria, Answer.MET):
        waiting += with_answer(criteria, Answer.UNKNOWN)
    return waiting


def missing_of(answers: Iterable[CriterionAnswer]) -> list[str]:
    return list(dict.fromkeys(name for each in answers for name in each.missing))


def derogation_clause(quota: QuotaRule | None, registered: bool | None) -> str:
    """Nothing when the text has no derogation or the person is not registered."""
    if quota is None or registered is False:
        return ""
    if registered is None:
        return f"une dérogation demanderait une {REGISTRATION}, à vérifier ({short(quota.article)})"
    needs = ["si le Gouvernement y a autorisé la Mire"] if quota.needs_authorisation else []
    needs += [f"si {quota.condition}"] if quota.condition else []
    when = f" {listed(needs)}" if needs else ""
    share = f"{percent(quota.rate)} au plus {base_of(quota)}"
    return f"une dérogation reste possible{when} ({short(quota.article)} : {share})"


def base_of(quota: QuotaRule) -> str:
    if quota.base == QuotaBase.ALL_TAKEN:
        return "des personnes prises en charge dans l'année"
    codes = runs(f"{code}°" for code in quota.base_codes)
    return f"du nombre de personnes reçues au titre des {codes}"


def percent(rate: Decimal) -> str:
    """« 10 % », « 12,5 % »."""
    text = f"{rate * 100:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %".replace(".", ",")


def reasons(answers: Answers) -> str:
    """« … (1°), … (2° et 3°) et … (4°) »: each reason once, with its ordinals."""
    ordinals: dict[str, list[str]] = {}
    for each in answers:
        ordinals.setdefault(each.reason, []).append(ordinal(each.article))
    return listed(f"{reason} ({runs(where)})" for reason, where in ordinals.items())


def cited_of(answers: Answers) -> str:
    return cited(each.article for each in answers)


def with_answer(answers: Answers, answer: Answer) -> list[CriterionAnswer]:
    return [each for each in answers if each.answer is answer]
