"""What the accompaniment keeps of a person, told to that person: never a private note."""

from collections.abc import Iterator

from beneficiaries.models import Beneficiary
from beneficiaries.own_data import NOTHING, Section, counted
from mirec.core.wording import day_full


def sections(person: Beneficiary) -> Iterator[Section]:
    journey = person.journeys.first()
    follow_ups = person.follow_ups.shareable()
    shown = follow_ups.open_to_person().count()
    yield Section(
        title="Votre accompagnement",
        icon="signpost-split",
        facts=[
            ("Votre coach", str(person.coach or NOTHING)),
            ("Parcours", f"ouvert le {day_full(journey.opened_on)}" if journey else NOTHING),
            ("Entretiens notés", counted(follow_ups.count(), "suivi")),
            ("Dont vous pouvez lire", counted(shown, "suivi")),
            ("Actions du plan", counted(person.steps.count(), "action")),
            ("Rendez-vous", counted(person.appointments.count(), "rendez-vous", "rendez-vous")),
            ("Courriers", counted(person.letters.count(), "courrier")),
        ],
        why="Pour se souvenir de ce que vous avez décidé ensemble.",
    )
