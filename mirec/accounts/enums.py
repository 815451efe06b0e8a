from django.db import models


class Role(models.TextChoices):
    COACH = "coach", "Jobcoach"
    PROSPECTOR = "prospector", "Prospecteur·rice"
    COORDINATOR = "coordinator", "Coordination de formation"
    MANAGER = "manager", "Responsable"
    ADMINISTRATOR = "administrator", "Administration de l'application"
    BENEFICIARY = "beneficiary", "Bénéficiaire"


class Permission(models.TextChoices):
    SEARCH = "search", "Chercher partout, parmi ce que ses autres droits montrent"
    FILE_READ = "file.read", "Ouvrir le dossier d'une personne"
    FILE_WRITE = "file.write", "Modifier le dossier d'une personne"
    FILE_CREATE = "file.create", "Inscrire une personne"
    NISS_READ = "niss.read", "Afficher le numéro national en entier"
    ELIGIBILITY_ASSESS = "eligibility.assess", "Évaluer l'éligibilité"
    DEROGATION_GRANT = "derogation.grant", "Accorder une dérogation"
    JOURNEY_READ = "journey.read", "Voir les parcours"
    JOURNEY_WRITE = "journey.write", "Ouvrir, faire avancer et clôturer un parcours"
    LIMIT_CORRECT = "limit.correct", "Corriger la date d'une convention signée"
    FOLLOWUP_READ = "followup.read", "Lire les suivis"
    FOLLOWUP_WRITE = "followup.write", "Encoder un suivi"
    SEALED_READ = (
        "sealed.read",
        "Ouvrir ce qui est scellé (santé, social) ; chaque ouverture est notée",
    )
    AGENDA_WRITE = "agenda.write", "Tenir son agenda et celui des ateliers"
    TEAMS_READ = "teams.read", "Voir ce qui attend dans chaque équipe"
    INTAKE_WRITE = "intake.write", "Organiser les séances d'information et leurs inscriptions"
    FILE_MERGE = "file.merge", "Fusionner deux dossiers de la même personne"
    FILE_TRANSFER = "file.transfer", "Transférer des dossiers à un autre jobcoach"
    ACCESS_GRANT = "access.grant", "Donner un accès temporaire à des dossiers"
    IMPORT_RUN = "import.run", "Importer des personnes d'une feuille, et reprendre un import"
    INSPECTION_RUN = "inspection.run", "Préparer une inspection : échantillon, preuves, dossiers"
    LIBRARY_MANAGE = (
        "library.manage",
        "Tenir les listes : métiers, compétences, types de suivi, modèles",
    )
    PROFILE_READ = "profile.read", "Voir le profil utile à une offre (compétences, disponibilité)"
    EMPLOYER_READ = "employer.read", "Voir les employeurs et les offres"
    EMPLOYER_WRITE = "employer.write", "Encoder un employeur"
    VACANCY_WRITE = "vacancy.write", "Encoder une offre"
    PROPOSAL_WRITE = "proposal.write", "Proposer une personne pour une offre"
    PLACEMENT_WRITE = "placement.write", "Encoder une mise à l'emploi"
    TRAINING_READ = "training.read", "Voir les formations et leur calendrier"
    TRAINING_WRITE = "training.write", "Organiser les formations et les inscriptions"
    ATTENDANCE_WRITE = "attendance.write", "Encoder les présences"
    ALLOWANCE_READ = "allowance.read", "Voir les heures, les frais et les indemnités"
    ALLOWANCE_WRITE = "allowance.write", "Encoder des frais et préparer les paiements"
    ALLOWANCE_VALIDATE = (
        "allowance.validate",
        "Accorder des frais et valider un paiement préparés par quelqu'un d'autre",
    )
    PARTNER_READ = "partner.read", "Voir les partenaires"
    PARTNER_WRITE = "partner.write", "Encoder un partenaire"
    REPORT_READ = "report.read", "Lire les rapports"
    REPORT_RUN = "report.run", "Produire un rapport et écrire sa partie qualitative"
    USERS_MANAGE = "users.manage", "Gérer les comptes et les équipes"
    ROLES_READ = "roles.read", "Voir le tableau des rôles et des droits"
    REGIME_MANAGE = "regime.manage", "Gérer les régimes (décrets) et leurs critères"
    HISTORY_READ = "history.read", "Voir l'historique et les accès d'un dossier"
    OWN_SPACE = "own.space", "Voir son propre espace"
