"""What is said after a hire, by both sides, and what makes a job hard."""

from coaching.enums import DifficultyKind, OpinionScore, OpinionSide

SAID = {
    (OpinionSide.WORKER, OpinionScore.VERY_WELL): (
        "Je m'entends bien avec l'équipe.", "J'ai appris à travailler seul avec la machine.", "",
    ),
    (OpinionSide.WORKER, OpinionScore.WELL): (
        "Le travail est lourd mais cela va.", "Les horaires me conviennent.", "",
    ),
    (OpinionSide.WORKER, OpinionScore.HARD): (
        "Je ne sais jamais à quelle heure je finis.", "On ne m'explique pas ce qu'on attend.",
    ),
    (OpinionSide.WORKER, OpinionScore.BADLY): (
        "Je pense à arrêter, je voudrais vous parler.",
    ),
    (OpinionSide.EMPLOYER, OpinionScore.VERY_WELL): (
        "Ponctualité et bonne volonté, nous sommes contents.", "",
    ),
    (OpinionSide.EMPLOYER, OpinionScore.WELL): (
        "Le rythme vient.", "Bonne intégration dans l'équipe.", "",
    ),
    (OpinionSide.EMPLOYER, OpinionScore.HARD): (
        "Deux retards cette semaine, pouvez-vous en parler avec elle ou lui ?",
    ),
    (OpinionSide.EMPLOYER, OpinionScore.BADLY): ("Deux absences sans nous prévenir.",),
}  # fmt: skip
SCORES = {OpinionScore.VERY_WELL: 6, OpinionScore.WELL: 10, OpinionScore.HARD: 1}
DIFFICULTIES = {
    DifficultyKind.MOBILITY: (
        "Le premier bus arrive dix minutes après le début du service.",
        "Un quart d'heure de décalage convenu avec la responsable d'équipe.",
    ),
    DifficultyKind.CHILDCARE: (
        "La crèche ferme à 17 h, le service finit à 18 h.",
        "Une accueillante a été trouvée avec le CPAS ; l'employeur a patienté une semaine.",
    ),
    DifficultyKind.RELATIONS: (
        "Un malentendu avec un collègue à propos des pauses.",
        "Entretien à trois sur place : les règles sont redites, le climat est apaisé.",
    ),
    DifficultyKind.HEALTH: (
        "Douleurs au dos en fin de journée.",
        "Visite chez le médecin du travail demandée ; un siège réglable est promis.",
    ),
    DifficultyKind.TASKS: (
        "Le rythme est difficile à suivre aux heures pleines.",
        "Deux semaines en binôme avec une collègue expérimentée.",
    ),
    DifficultyKind.SCHEDULE: (
        "L'horaire n'arrive souvent que la veille.",
        "L'employeur s'engage à donner l'horaire le jeudi pour la semaine suivante.",
    ),
}
