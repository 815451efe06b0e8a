"""What does a letter say? One text for each decision and addressee, over plain values.

The person hears the decision and its reasons; Forem hears it too when it addressed the person
(D23 art. 5 § 2 and art. 6 § 1), without the reasons in detail. The start of an accompaniment is
always announced to Forem (D21 art. 21, al. 1, 7°). Somebody reads each text before it leaves.
"""

from dataclasses import dataclass
from datetime import date

from coaching.enums import Addressee, ExitReason, LetterKind
from mirec.core.wording import day_full

FOREM_TOLD = "décret du 13.12.2023, art. 5, § 2"
START_TOLD = "décret du 12.11.2021, art. 21, al. 1er, 7°"
KIND_OF: dict[str, LetterKind] = {
    ExitReason.REFUSED: LetterKind.REFUSED,
    ExitReason.REFUSED_AUTOMATICALLY: LetterKind.REFUSED_AUTOMATICALLY,
    ExitReason.ORIENTED: LetterKind.ORIENTED,
}
"""Which end of a candidacy is told in writing."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the letters tell; "" and None where the file does not say."""

    person: str
    file_number: str
    house: str
    coach: str
    opened_on: date
    decided_on: date
    born_on: date | None = None
    intake_due_on: date | None = None
    intake_article: str = ""
    reason: str = ""
    partner: str = ""
    due_on: date | None = None
    agreement_article: str = ""


@dataclass(frozen=True)
class Text:
    subject: str
    text: str


def addressees_of(kind: LetterKind, *, by_forem: bool) -> tuple[Addressee, ...]:
    """Who is written to; Forem for each start, otherwise when it addressed the person."""
    if by_forem or kind == LetterKind.TAKEN:
        return Addressee.PERSON, Addressee.FOREM
    return (Addressee.PERSON,)


def text_of(kind: LetterKind, addressee: Addressee, facts: Facts) -> Text:
    if addressee == Addressee.FOREM:
        return _to_forem(kind, facts)
    subject, paragraphs = _TO_PERSON[kind](facts)
    return Text(subject, _letter("Madame, Monsieur,", paragraphs, facts))


def _letter(greeting: str, paragraphs: list[str], facts: Facts) -> str:
    told = [paragraph for paragraph in paragraphs if paragraph]
    signed = f"{facts.coach}\n{facts.house}" if facts.coach else facts.house
    return "\n\n".join([greeting, *told, "Bien à vous,", signed])


def _cited(article: str) -> str:
    return f" ({article[0].lower()}{article[1:]})" if article else ""


def _met(facts: Facts) -> str:
    return f"Vous avez eu un premier entretien avec nous le {day_full(facts.opened_on)}."


def _elsewhere(facts: Facts) -> str:
    who = facts.coach or "Notre accueil"
    return (
        "Vous pouvez poser une nouvelle candidature chez nous à tout moment. Si vous cherchez un "
        f"autre accompagnement, {who} vous aide à trouver le bon partenaire : appelez-nous."
    )


def _refused_automatically(facts: Facts) -> tuple[str, list[str]]:
    until = f" le {day_full(facts.intake_due_on)}" if facts.intake_due_on else ""
    return "Votre candidature à la mission régionale", [
        f"{_met(facts)} Nous avions deux mois, à compter de ce jour, pour décider si notre "
        f"accompagnement vous convient. Ce délai a pris fin{until} sans décision de notre part. "
        f"Dans ce cas, la candidature est refusée{_cited(facts.intake_article)}.",
        "Ce refus tient seulement au délai : ce n'est pas un avis sur vous ni sur votre projet.",
        _elsewhere(facts),
    ]


def _refused(facts: Facts) -> tuple[str, list[str]]:
    return "Votre candidature à la mission régionale", [
        f"{_met(facts)} Nous avons fait le bilan de votre situation et décidé, le "
        f"{day_full(facts.decided_on)}, que notre accompagnement n'est pas celui qui vous "
        f"convient{_cited(facts.intake_article)}.",
        f"Voici pourquoi : {facts.reason}" if facts.reason else "",
        _elsewhere(facts),
    ]


def _oriented(facts: Facts) -> tuple[str, list[str]]:
    partner = f" : {facts.partner}" if facts.partner else ""
    return "Votre orientation vers un partenaire", [
        f"{_met(facts)} Après le bilan, nous pensons qu'un autre service vous aidera "
        f"mieux{partner}{_cited(facts.intake_article)}.",
        f"Voici pourquoi : {facts.reason}" if facts.reason else "",
        "Nous vous proposons de préparer ensemble le premier contact. Vous restez libre "
        "d'accepter cette orientation.",
    ]


def _taken(facts: Facts) -> tuple[str, list[str]]:
    until = (
        f" Il prend fin au plus tard le {day_full(facts.due_on)}"
        f"{_cited(facts.agreement_article)} ; la perte d'un emploi ne prolonge pas ce délai."
        if facts.due_on
        else ""
    )
    return "Votre accompagnement commence", [
        f"{_met(facts)} Nous avons décidé de vous accompagner, et la convention est signée depuis "
        f"le {day_full(facts.decided_on)}.{until}",
        f"{facts.coach} est votre jobcoach." if facts.coach else "",
        "L'accompagnement est gratuit. Apportez la convention à votre prochain rendez-vous si vous "
        "avez des questions.",
    ]


_TO_PERSON = {
    LetterKind.REFUSED_AUTOMATICALLY: _refused_automatically,
    LetterKind.REFUSED: _refused,
    LetterKind.ORIENTED: _oriented,
    LetterKind.TAKEN: _taken,
}


def _to_forem(kind: LetterKind, facts: Facts) -> Text:
    born = f", né·e le {day_full(facts.born_on)}" if facts.born_on else ""
    who = f"{facts.person}{born} (notre dossier {facts.file_number})"
    day = day_full(facts.decided_on)
    if kind == LetterKind.TAKEN:
        subject = f"Début d'accompagnement, dossier {facts.file_number}"
        told = [
            f"Nous vous informons que l'accompagnement de {who} commence le {day}, date de la "
            f"convention ({START_TOLD})."
        ]
    else:
        subject = f"Décision d'accueil, dossier {facts.file_number}"
        told = [
            f"Vous nous avez adressé {who}, que nous avons rencontré·e une première fois le "
            f"{day_full(facts.opened_on)}. Nous vous informons de la suite ({FOREM_TOLD}).",
            _DECISION[kind].format(day=day, partner=facts.partner or "un autre service"),
            "La personne a reçu cette décision et ses motifs par écrit.",
        ]
    return Text(subject, _letter("Madame, Monsieur,", told, facts))


_DECISION = {
    LetterKind.REFUSED_AUTOMATICALLY: "Aucune décision n'ayant été prise dans les deux mois du "
    "premier entretien, la candidature est refusée depuis le {day} (décret du 13.12.2023, art. 6, "
    "§ 1er).",
    LetterKind.REFUSED: "La candidature est refusée le {day}, après le bilan individuel.",
    LetterKind.ORIENTED: "Le {day}, après le bilan individuel, nous avons orienté la personne vers "
    "{partner}.",
}
