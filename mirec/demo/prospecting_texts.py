"""What prospectors and employers said to each other in the demo, and what was promised."""

from employers.enums import ApproachKind

SAID: dict[ApproachKind, tuple[str, ...]] = {
    ApproachKind.CALL: (
        "Cherche du renfort pour les deux prochains mois. Les horaires peuvent s'adapter au bus.",
        "Content de la personne engagée au printemps ; pas de besoin immédiat.",
        "Rappelle dès que le budget de l'équipe est connu.",
        "Deux départs à la pension prévus : préfère former que chercher le profil parfait.",
        "Le permis n'est pas nécessaire : un collègue passe par la gare.",
    ),
    ApproachKind.VISIT: (
        "Visite de l'atelier. Poste propre et calme, équipe de six. Une immersion est possible.",
        "Rencontre avec la responsable du personnel ; le PFI l'intéresse, dossier expliqué.",
        "Vu le poste avec le chef d'équipe : le néerlandais n'est demandé que pour les factures.",
    ),
    ApproachKind.EMAIL: (
        "Envoi de la présentation de la Mire et des aides à l'emploi.",
        "Réponse reçue : ouvert à un essai de deux semaines.",
    ),
    ApproachKind.EVENT: (
        "Croisé au salon de l'emploi de Charleroi Danse : veut être rappelé après la rentrée.",
        "Matinée des employeurs : échange sur l'accueil des personnes éloignées de l'emploi.",
    ),
}
PROMISES = (
    "Envoyer deux profils",
    "Rappeler pour les horaires",
    "Envoyer la fiche du PFI",
    "Proposer une date de visite",
    "Demander si l'immersion convient",
    "Confirmer la date de l'entretien",
)
ACCESS = (
    "Bus 66, arrêt « Zoning », 4 minutes à pied",
    "Métro M3, station Jumet, 10 minutes à pied",
    "Gare de Charleroi-Central, puis 12 minutes à pied",
    "Bus 43 dès 5 h 20, arrêt devant l'entrée",
    "Ravel : à vélo depuis le centre en 15 minutes ; bus 86 à 8 minutes",
)
SITE_NAMES = ("Siège", "Dépôt", "Atelier", "Magasin", "Agence")
SCHEDULES = (
    "De 8 h à 16 h 30, du lundi au vendredi",
    "De 6 h à 14 h, un samedi sur deux",
    "De 17 h à 21 h, cinq jours par semaine",
    "En pauses : 6 h – 14 h ou 14 h – 22 h",
    "Horaire de jour, à convenir avec l'équipe",
)
