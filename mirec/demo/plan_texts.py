"""What the plans of the demo say: obstacles with their words and answers, usual steps."""

from beneficiaries.enums import ObstacleKind
from coaching.enums import StepOwner

OBSTACLES: dict[ObstacleKind, tuple[str, str, StepOwner]] = {
    ObstacleKind.MOBILITY: (
        "Pas de bus avant 6 h 30 vers le zoning.",
        "Demander l'abonnement TEC à tarif réduit",
        StepOwner.PERSON,
    ),
    ObstacleKind.CHILDCARE: (
        "Personne pour aller chercher les enfants le mercredi.",
        "Inscrire les enfants à l'accueil extrascolaire",
        StepOwner.PERSON,
    ),
    ObstacleKind.LANGUAGE: (
        "Comprend bien, hésite à écrire.",
        "Suivre le cours de français du soir",
        StepOwner.PARTNER,
    ),
    ObstacleKind.DIGITAL: (
        "Pas d'ordinateur à la maison.",
        "Suivre l'atelier numérique",
        StepOwner.PERSON,
    ),
    ObstacleKind.HEALTH: (
        "Ne peut pas porter de charges lourdes ; avis du médecin attendu.",
        "Demander l'avis du médecin du travail",
        StepOwner.PERSON,
    ),
    ObstacleKind.HOUSING: (
        "Logée chez une amie jusqu'au printemps.",
        "Prendre rendez-vous au service logement",
        StepOwner.COACH,
    ),
    ObstacleKind.DEBTS: (
        "Plan de paiement en cours avec un huissier.",
        "Prendre rendez-vous en médiation de dettes",
        StepOwner.COACH,
    ),
}
SEARCH: tuple[tuple[str, StepOwner, str], ...] = (
    ("Mettre le CV à jour", StepOwner.PERSON, "CV relu ensemble"),
    ("Écrire une lettre de motivation", StepOwner.PERSON, "Lettre au dossier"),
    ("S'inscrire dans deux agences d'intérim", StepOwner.PERSON, "Confirmations reçues"),
    ("Appeler trois employeurs du métier", StepOwner.COACH, "Deux réponses"),
    ("Préparer un entretien d'embauche", StepOwner.COACH, "Deux entretiens blancs"),
    ("Faire une immersion de deux jours", StepOwner.PERSON, "Évaluation du tuteur"),
    ("Demander le certificat de bonne vie et mœurs", StepOwner.PERSON, "Certificat reçu"),
)
PROJECT_GOALS = (
    "Reprendre confiance avant de chercher",
    "Être mobile sans voiture",
    "Trouver un horaire qui va avec les enfants",
    "Parler plus facilement au téléphone",
)
DROPPED = "Ce n'est plus nécessaire, la personne a trouvé autrement."
