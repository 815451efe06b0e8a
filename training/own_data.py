"""What the trainings keep of a person, told to that person."""

from collections.abc import Iterator

from beneficiaries.models import Beneficiary
from beneficiaries.own_data import NOTHING, Section, counted
from mirec.core.wording import hours
from training.queries.hours import minutes_of


def sections(person: Beneficiary) -> Iterator[Section]:
    account = person.bank_accounts.first()
    yield Section(
        title="Vos formations",
        icon="mortarboard",
        facts=[
            ("Inscriptions", counted(person.enrolments.count(), "formation")),
            ("Heures suivies", hours(minutes_of(person))),
            ("Compte bancaire", f"se termine par {account.ending}" if account else NOTHING),
        ],
        why="Pour vos présences, votre assurance et vos indemnités.",
        readers="votre coach, son équipe et l'équipe des formations",
    )
