"""What the search of a job keeps of a person, told to that person."""

from collections.abc import Iterator

from beneficiaries.models import Beneficiary
from beneficiaries.own_data import Section, counted
from employers.models import ProfileSending


def sections(person: Beneficiary) -> Iterator[Section]:
    sent = ProfileSending.objects.filter(proposal__beneficiary=person).count()
    yield Section(
        title="Votre recherche d'emploi",
        icon="briefcase",
        facts=[
            ("Offres proposées", counted(person.proposals.count(), "offre")),
            ("Envois de votre profil, avec votre accord", counted(sent, "envoi")),
            ("Contrats de travail", counted(person.placements.count(), "contrat")),
        ],
        why="Pour vous proposer des offres et suivre vos premiers mois.",
        readers="votre coach, son équipe et les prospecteurs",
    )
