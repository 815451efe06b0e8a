"""What follow-ups are about, and texts to start from: the house's first lists, which it changes."""

from django.db import migrations

TOPICS = {
    "interview": ["Premier entretien", "Bilan", "Projet professionnel", "Point d'étape"],
    "jobcoaching": [
        "CV",
        "Lettre de motivation",
        "Préparation d'entretien",
        "Simulation d'entretien",
        "Recherche d'offres",
        "Candidatures",
        "Outils numériques",
    ],
    "social": ["Mobilité", "Garde d'enfants", "Logement", "Budget et dettes", "Santé", "Langue"],
    "administrative": ["Forem", "CPAS", "AViQ", "Titre de séjour", "Convention", "Attestations"],
    "pedagogical": ["Formation", "Stage", "Remise à niveau", "Validation des compétences"],
    "company_visit": ["Découverte du métier", "Visite de stage", "Visite au poste"],
    "after_hire": [
        "Premiers jours",
        "Point avec la personne",
        "Point avec l'employeur",
        "Fin de contrat",
    ],
}
PROMPTS = [
    (
        "Premier entretien",
        "interview",
        "Ce qui amène la personne :\nCe qu'elle cherche :\nSon parcours en quelques mots :\n"
        "Ce qui peut freiner :\nCe que nous convenons :",
        "Les personnes accompagnées",
    ),
    (
        "Point de jobcoaching",
        "jobcoaching",
        "Depuis la dernière fois :\nTravaillé aujourd'hui :\nCe qui avance :\nCe qui bloque :",
        "L'accompagnement vers et dans l'emploi",
    ),
    (
        "Retour d'entretien d'embauche",
        "jobcoaching",
        "Employeur et fonction :\nCe qui s'est bien passé :\nCe qui était difficile :\n"
        "Réponse attendue pour le :",
        "Les employeurs et la prospection",
    ),
    (
        "Visite en entreprise",
        "company_visit",
        "Personnes rencontrées :\nTâches observées :\nCe que dit le tuteur ou la tutrice :\n"
        "Ce que dit la personne :\nSuites :",
        "Les employeurs et la prospection",
    ),
    (
        "Suivi dans l'emploi",
        "after_hire",
        "Comment se passe le travail :\nHoraire et trajet :\nRelations dans l'équipe :\n"
        "Ce que dit l'employeur :\nÀ surveiller :",
        "L'accompagnement vers et dans l'emploi",
    ),
    (
        "Point de formation",
        "pedagogical",
        "Présence :\nCe qui est acquis :\nCe qui reste difficile :\nAvis du formateur ou de la "
        "formatrice :",
        "Les formations en alternance",
    ),
    (
        "Ce que le réseau a permis",
        "",
        "Partenaire :\nDémarche :\nRésultat :",
        "Le réseau et les partenaires",
    ),
]


def load(apps, schema_editor) -> None:
    topic, prompt = apps.get_model("coaching", "Topic"), apps.get_model("coaching", "Prompt")
    topic.objects.bulk_create(
        topic(kind=kind, label=label, order=order)
        for kind, labels in TOPICS.items()
        for order, label in enumerate(labels, start=1)
    )
    prompt.objects.bulk_create(
        prompt(label=label, kind=kind, text=text, theme=theme)
        for label, kind, text, theme in PROMPTS
    )


class Migration(migrations.Migration):
    dependencies = [("coaching", "0005_derogation_authorisation")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
