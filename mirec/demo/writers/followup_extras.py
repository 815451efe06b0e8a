"""What the demo's follow-ups have besides: common entries, sealed parts, a draft in waiting."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from beneficiaries.models import Beneficiary
from coaching.enums import Channel, FollowUpKind, Outcome
from coaching.models import FollowUp, Topic
from mirec.accounts.models import Draft, User
from mirec.demo.chance import dealt, weekday
from mirec.demo.writers.staff import Staff

TOGETHER = 4
"""Persons of a common entry; each coach has written one."""
COMMON_TEXT = (
    "Atelier en petit groupe : lire une offre, repérer ce qui est demandé, préparer trois phrases "
    "pour le téléphone. Chacun a appelé un employeur."
)
REMARKS = (
    "A obtenu un rendez-vous.",
    "Très à l'aise au téléphone.",
    "",
    "Veut refaire l'exercice seule la semaine prochaine.",
)
SEALED = (
    "Suivie depuis le printemps au centre de santé mentale ; le traitement fatigue le matin.",
    "Médiation de dettes en cours : saisie sur salaire possible dès le premier contrat.",
    "Séparation en cours, hébergement provisoire chez une sœur ; adresse à ne pas transmettre.",
)
DRAFT_TEXT = "Elle a rappelé : la place à la crèche est confirmée pour le mercredi, reste le"


def write_followup_extras(staff: Staff, seed: int, on: date) -> None:
    """For each coach with persons met lately: one common entry and one sealed part."""
    day = weekday(on - timedelta(days=9), on)
    for index, coach in enumerate(staff.coaches):
        people = _met_since(coach, day)
        if len(people) > 1:
            _write_common_entry(coach, people, day, seed)
        if people:
            _write_sealed(people[-1], day, dealt(SEALED, index))
        if people and index == 0:
            _write_draft(coach, people[0])


def _met_since(coach: User, day: date) -> list[Beneficiary]:
    """In an open parcours on the day and met on it or later: their last contact stays true."""
    rows = Beneficiary.objects.filter(
        coach=coach,
        last_contact_on__gte=day,
        journeys__closed_on__isnull=True,
        journeys__opened_on__lte=day,
    )
    return list(rows.order_by("pk").distinct()[:TOGETHER])


def _write_common_entry(coach: User, people: Sequence[Beneficiary], day: date, seed: int) -> None:
    topic = Topic.objects.filter(kind=FollowUpKind.JOBCOACHING, label="Candidatures").first()
    batch = uuid5(NAMESPACE_URL, f"mirec-demo/{seed}/{coach.email}")
    FollowUp.objects.bulk_create(
        FollowUp(
            beneficiary=person,
            happened_on=day,
            channel=Channel.OFFICE,
            kind=FollowUpKind.JOBCOACHING,
            topic=topic,
            outcome=Outcome.DONE,
            minutes=90,
            text=COMMON_TEXT,
            remark=dealt(REMARKS, index),
            batch=batch,
            created_by=coach,
        )
        for index, person in enumerate(people)
    )


def _write_sealed(person: Beneficiary, day: date, sealed: str) -> None:
    FollowUp.objects.create(
        beneficiary=person,
        happened_on=day,
        channel=Channel.OFFICE,
        kind=FollowUpKind.SOCIAL,
        outcome=Outcome.DONE,
        minutes=30,
        text="Point sur la situation ; les horaires possibles sont notés au profil.",
        sealed_text=sealed,
        created_by=person.coach,
    )


def _write_draft(coach: User, person: Beneficiary) -> None:
    fields = {
        "kind": ["social"], "happened_on": [person.last_contact_on.isoformat()],
        "channel": ["phone"], "outcome": ["done"], "minutes": ["10"], "text": [DRAFT_TEXT],
        "audience": ["team"],
    }  # fmt: skip
    page = f"/personnes/{person.pk}/suivis/"
    content = {"title": f"Nouveau suivi : {person}", "page": page, "fields": fields}
    Draft.objects.create(
        user=coach, form="suivi", subject=f"{person.pk}~demo", content=json.dumps(content)
    )
