"""Short French texts of the demo, fit to be read by the person they are about."""

from random import Random

from coaching.enums import ExitReason, FollowUpKind
from employers.enums import RefusalKind, RefusalSide

EXIT_NOTES: dict[ExitReason, tuple[str, ...]] = {
    ExitReason.SUSTAINED_JOB: (
        "Contrat confirmé, l'employeur est satisfait.",
        "L'emploi se poursuit ; plus de suivi demandé.",
    ),
    ExitReason.OTHER_JOB: ("Emploi trouvé, trop court pour compter comme durable.",),
    ExitReason.TRAINING: (
        "Entrée en formation au Forem à temps plein.",
        "Reprise d'études en Promotion sociale.",
    ),
    ExitReason.GAVE_UP: (
        "Souhaite faire une pause pour raisons familiales.",
        "Préfère chercher de son côté.",
    ),
    ExitReason.NO_CONTACT: ("Trois appels et un courrier sont restés sans réponse.",),
    ExitReason.HEALTH: ("Certificat médical de longue durée ; retour possible plus tard.",),
    ExitReason.MOVED: ("Installation à Liège ; relais transmis à la Mire de la région.",),
    ExitReason.LIMIT_REACHED: ("Les deux ans de la convention sont écoulés.",),
    ExitReason.REFUSED: (
        "Les conditions de l'article 3 ne sont pas remplies ; explication donnée et adresses "
        "utiles remises.",
    ),
    ExitReason.REFUSED_AUTOMATICALLY: (
        "Aucune décision dans le délai d'accueil (D. 2023, art. 6, § 1er).",
    ),
    ExitReason.ORIENTED: (
        "Orientée vers un CISP pour une remise à niveau en français.",
        "Relais pris avec le service d'insertion du CPAS.",
        "Orientation vers le bureau de l'AViQ, plus adapté à la demande.",
    ),
    ExitReason.OTHER: ("Début d'une activité indépendante à titre principal.",),
}
DEROGATIONS = (
    "Diplôme non valorisé depuis dix ans et aucune expérience récente : les candidatures restent "
    "sans réponse malgré un suivi régulier au Forem.",
    "Parent seul de trois enfants, sans moyen de transport : l'accompagnement rapproché est la "
    "seule piste réaliste à court terme.",
    "Reconversion imposée par un licenciement collectif ; le secteur d'origine n'embauche plus "
    "dans la région.",
)
FIRST = (
    "Premier échange : parcours, attentes et contraintes d'horaire. Souhaite travailler comme "
    "{metier}."
)
DONE: dict[FollowUpKind, tuple[str, ...]] = {
    FollowUpKind.INTERVIEW: (
        "Bilan individuel poursuivi : expériences, points forts et points à travailler pour "
        "le métier visé ({metier}).",
        "Le projet se précise : {metier}, de préférence près de {lieu}.",
        "Relecture du bilan ensemble ; la personne se reconnaît dans ce qui est écrit.",
    ),
    FollowUpKind.JOBCOACHING: (
        "CV refait ensemble et lettre type adaptée au métier visé ({metier}).",
        "Trois offres relevées et deux candidatures envoyées pendant l'entretien.",
        "Simulation d'entretien d'embauche : les réponses sont plus claires, reste à parler des "
        "périodes sans emploi.",
        "Point sur les recherches de la semaine : un employeur a rappelé, entretien à fixer.",
        "Mise à jour du profil au Forem et inscription dans deux agences d'intérim.",
        "Préparation de l'entretien de demain : trajet, tenue, questions à poser.",
        "Retour de l'entretien d'embauche : bon contact, réponse attendue dans la semaine.",
    ),
    FollowUpKind.SOCIAL: (
        "Solution de garde trouvée pour le mercredi ; le mardi reste à régler.",
        "Le plan de paiement est signé avec le service de médiation de dettes.",
        "Trajet en bus reconnu ensemble jusqu'à {lieu} : 45 minutes avec une correspondance.",
        "Inscription au permis B théorique avec l'aide du CPAS.",
    ),
    FollowUpKind.ADMINISTRATIVE: (
        "Attestation d'inscription du Forem reçue et classée.",
        "Copie du titre de séjour renouvelé ajoutée au dossier.",
        "Formulaires de remboursement des déplacements complétés ensemble.",
        "Convention relue point par point avant la signature.",
    ),
    FollowUpKind.PEDAGOGICAL: (
        "Point avec la formatrice : présence régulière, progrès nets en pratique.",
        "Difficultés en calcul : rendez-vous pris avec le service de remédiation.",
        "Le stage commence lundi ; l'horaire est compris et le tuteur connu.",
    ),
    FollowUpKind.COMPANY_VISIT: (
        "Visite avec le tuteur : travail soigné, la vitesse viendra avec l'habitude.",
        "Rencontre à trois : les attentes de chacun sont mises par écrit.",
    ),
    FollowUpKind.AFTER_HIRE: (
        "Tout se passe bien dans l'équipe ; l'horaire du samedi reste lourd.",
        "Premier salaire reçu, la fiche de paie est expliquée ensemble.",
        "L'employeur envisage de prolonger le contrat ; réponse à la fin du mois.",
        "Une remarque sur les retards : un réveil et un bus plus tôt, on refait le point vendredi.",
        "Se sent à l'aise dans les tâches ; voudrait suivre une formation interne.",
    ),
}
NOT_DONE = ("", "", "Un message a été laissé.", "Un nouveau rendez-vous est proposé par SMS.")
STEPS: dict[FollowUpKind, tuple[str, ...]] = {
    FollowUpKind.INTERVIEW: (
        "Demander l'attestation au Forem",
        "Proposer une visite d'entreprise",
        "Terminer le bilan individuel",
        "Fixer le prochain entretien",
    ),
    FollowUpKind.JOBCOACHING: (
        "Envoyer le CV à l'employeur",
        "Relire la lettre de motivation",
        "Préparer l'entretien d'embauche",
        "Prendre des nouvelles après l'entretien",
        "Chercher trois offres proches du domicile",
    ),
    FollowUpKind.SOCIAL: (
        "Téléphoner au CPAS pour la garde",
        "Faire le point sur les trajets",
        "Rappeler le service de médiation de dettes",
    ),
    FollowUpKind.ADMINISTRATIVE: (
        "Vérifier que l'attestation est arrivée",
        "Renvoyer le formulaire signé",
        "Ajouter le document au dossier",
    ),
    FollowUpKind.PEDAGOGICAL: (
        "Vérifier l'inscription à la formation",
        "Appeler la formatrice",
        "Préparer l'entrée en stage",
    ),
    FollowUpKind.COMPANY_VISIT: (
        "Envoyer le compte rendu à l'employeur",
        "Revoir l'horaire avec le tuteur",
    ),
    FollowUpKind.AFTER_HIRE: (
        "Prendre des nouvelles de la semaine",
        "Appeler l'employeur au sujet de la prolongation",
        "Visiter l'entreprise",
        "Expliquer la fiche de paie",
    ),
}
AGAIN = ("Rappeler pour fixer un rendez-vous", "Proposer une nouvelle date par SMS")
REFUSALS = (
    (RefusalKind.EXPERIENCE, "Profil trop peu expérimenté."),
    (RefusalKind.MOBILITY, "Horaire impossible à tenir en bus."),
    (RefusalKind.FILLED, "Le poste est pourvu en interne."),
    (RefusalKind.MOBILITY, "L'employeur demande le permis B."),
    (RefusalKind.SKILLS, "Ne connaît pas encore le logiciel de stock."),
    (RefusalKind.LANGUAGE, "Un peu de néerlandais est nécessaire avec les chauffeurs."),
    (RefusalKind.NO_ANSWER, "Trois rappels restés sans réponse."),
)
WITHDRAWALS = (
    (RefusalSide.PERSON, RefusalKind.OTHER, "La personne a trouvé un autre emploi."),
    (RefusalSide.PERSON, RefusalKind.SCHEDULE, "La personne préfère un temps partiel."),
    (RefusalSide.HOUSE, RefusalKind.PROJECT, "Ne correspond plus au métier visé."),
    (RefusalSide.PERSON, RefusalKind.PAY, "Le salaire ne couvre pas les trajets."),
)
DROPS = (
    "Garde d'enfant impossible à cet horaire.",
    "A trouvé un emploi avant la fin.",
    "Le métier ne correspond pas à ce qui était imaginé.",
    "Raison de santé.",
)
AVAILABILITIES = (
    "En semaine, de 8 h à 16 h",
    "Tous les jours, horaires variables",
    "Pendant les heures d'école",
    "Matin de préférence",
    "Après-midi et soirée",
    "Temps plein, samedi compris",
    "Mi-temps, du lundi au vendredi",
)
STUDIES = {
    "none": ("Scolarité interrompue", "École primaire non achevée"),
    "primary": ("CEB", "Enseignement primaire au pays"),
    "lower_secondary": (
        "CE1D", "Deuxième degré professionnel, vente", "Deuxième degré technique, services sociaux",
        "Quatrième professionnelle, construction",
    ),
    "upper_secondary": (
        "CESS, technique de qualification", "CESS, professionnel, septième année",
        "CESS, enseignement général",
    ),
    "post_secondary": ("Formation de chef d'entreprise (IFAPME)", "Année de spécialisation, vente"),
    "bachelor": ("Bachelier en comptabilité", "Bachelier, diplôme étranger avec équivalence"),
    "master": ("Master en langues",),
}  # fmt: skip


def exit_note(rng: Random, reason: ExitReason) -> str:
    return rng.choice(EXIT_NOTES[reason])
