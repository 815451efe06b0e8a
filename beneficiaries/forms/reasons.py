"""Why is each sensitive field asked, on which legal ground, and who reads it?"""

from beneficiaries.forms.layouts import Why

LAW = "décret du 13.12.2023"
TEAM_READS = "l'équipe de la personne et la direction"

WHY_NISS = Why(
    "Le Forem identifie la personne par ce numéro. Il est chiffré, masqué à l'écran, et chaque "
    "affichage en entier est noté.",
    f"{LAW}, art. 20, § 5, 1° ; loi du 08.08.1983, art. 8",
    TEAM_READS,
)
WHY_RESIDENCE = Why(
    "Le séjour légal d'une personne étrangère ouvre l'accès à l'accompagnement.",
    f"{LAW}, art. 3, § 1er, al. 1er, 5°",
    TEAM_READS,
)
WHY_SEX = Why(
    "Le rapport d'activités compte les personnes par sexe. Vous pouvez laisser ce champ vide.",
    f"{LAW}, art. 20, § 5, 1°",
    f"{TEAM_READS} ; en chiffres seulement dans le rapport",
)
WHY_HOUSEHOLD = Why(
    "La composition du ménage aide à voir ce qui facilite ou freine l'emploi (garde, horaires).",
    f"{LAW}, art. 20, § 5, 4°",
    TEAM_READS,
)
WHY_STUDIES = Why(
    "Le diplôme compte pour l'accès (pas de CESS) et oriente la recherche.",
    f"{LAW}, art. 3, § 1er, al. 1er, 1°, et art. 20, § 5, 2°",
    TEAM_READS,
)
WHY_HANDICAP = Why(
    "Ce document ouvre l'accès à l'accompagnement. Notez le type et les dates, jamais le "
    "diagnostic.",
    f"{LAW}, art. 3, § 1er, al. 1er, 8°, et art. 20, § 5, 4° ; loi du 30.07.2018, art. 9",
    TEAM_READS,
)
WHY_SEALED = Why(
    "Une pièce scellée n'est nommée nulle part : on voit seulement qu'elle existe. Tout document "
    "de handicap ou de santé l'est d'office.",
    f"{LAW}, art. 20, § 5, 4° ; loi du 30.07.2018, art. 9",
    f"{TEAM_READS}, sur demande ; chaque ouverture est notée",
)
