"""What the manager wrote for last year's report: five sections and four stories."""

from datetime import date, timedelta

from coaching.enums import ExitReason
from coaching.models import Journey
from mirec.demo.writers.staff import Staff
from reporting.models import QualitativeSection, Story

SECTIONS: tuple[tuple[str, str], ...] = (
    (
        "L'année en quelques lignes",
        "L'équipe a accueilli chaque semaine de nouvelles personnes en séance collective, puis en "
        "entretien individuel.\n\nLe délai d'accueil de deux mois a été tenu pour presque toutes "
        "les candidatures ; les refus ont été expliqués de vive voix et par écrit.",
    ),
    (
        "Les publics éloignés de l'emploi",
        "Les quartiers de la Porte Ouest et la commune de Farciennes ont fait l'objet de "
        "permanences communes avec les CPAS.\n\nLa mobilité reste le premier frein : une personne "
        "sur deux n'a pas le permis B.",
    ),
    (
        "Le travail avec les employeurs",
        "Les prospecteurs et prospectrices ont construit les offres avec les employeurs : ce qui "
        "est indispensable, ce qui s'apprend sur place, ce qui est souhaité.\n\nPlusieurs "
        "entreprises ont accepté de revoir un horaire pour qu'il tienne compte des bus.",
    ),
    (
        "Les formations en alternance",
        "Neuf filières ont été proposées avec les opérateurs du bassin. La pratique en entreprise "
        "a mené plusieurs fois à un contrat avant même la fin du groupe.",
    ),
    (
        "Perspectives",
        "Renforcer le suivi après l'embauche, proposer la validation des compétences plus tôt et "
        "poursuivre les permanences décentralisées.",
    ),
)
STORIES: tuple[tuple[str, str, bool], ...] = (
    (
        "Leïla",
        "Arrivée après quatre ans sans emploi, elle doutait de tout. Trois mois de bilan, une "
        "formation d'aide-ménagère, puis un premier contrat à mi-temps. Son employeur lui a "
        "proposé un contrat à durée indéterminée à la fin de l'hiver.",
        True,
    ),
    (
        "Marco",
        "Maçon sans papier qui le prouve, il a refait un chantier école et montré ce qu'il savait. "
        "L'entreprise du stage l'a engagé ; un contremaître l'accompagne encore.",
        True,
    ),
    (
        "Grâce",
        "Deux refus parce que le bus n'arrivait pas à six heures. Un vélo prêté par un partenaire "
        "et un horaire décalé d'une demi-heure ont suffi.",
        True,
    ),
    (
        "Philippe",
        "À 57 ans, il pensait que plus personne ne l'appellerait. Un remplacement de trois mois "
        "en magasin s'est prolongé.",
        False,
    ),
)


def write_report_texts(staff: Staff, on: date) -> None:
    """Stories are those of persons whose job lasted; the last one still waits for the consent."""
    year = on.year - 1
    manager = staff.managers[0]
    QualitativeSection.objects.bulk_create(
        QualitativeSection(
            year=year,
            title=title,
            text=text,
            order=order,
            changed_by=manager,
            created_by=manager,
        )
        for order, (title, text) in enumerate(SECTIONS, start=1)
    )
    journeys = Journey.objects.filter(
        exit_reason=ExitReason.SUSTAINED_JOB, sustained_on__year__lte=year
    ).order_by("-sustained_on", "pk")[: len(STORIES)]
    Story.objects.bulk_create(
        Story(
            year=year,
            beneficiary_id=journey.beneficiary_id,
            pseudonym=pseudonym,
            text=text,
            consented_on=journey.sustained_on + timedelta(days=5) if has_consent else None,
            created_by=manager,
        )
        for journey, (pseudonym, text, has_consent) in zip(journeys, STORIES, strict=False)
    )
