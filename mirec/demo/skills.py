"""The library of skills that persons, vacancies and programmes of the demo share."""

from beneficiaries.enums import SkillKind
from mirec.demo.occupations import JOBS

BEHAVIOURAL = (
    "Être ponctuel·le",
    "Travailler en équipe",
    "Suivre une consigne",
    "S'organiser de façon autonome",
    "Rester calme sous pression",
    "Accepter une remarque",
    "Prendre une initiative",
    "Soigner sa présentation",
    "Faire preuve de discrétion",
    "Terminer ce qui est commencé",
)
LANGUAGES = (
    "Français parlé",
    "Français écrit",
    "Néerlandais",
    "Anglais",
    "Arabe",
    "Turc",
    "Italien",
    "Lingala",
    "Ukrainien",
    "Roumain",
)
BASIC = (
    "Lire un horaire",
    "Calculer de tête",
    "Remplir un formulaire",
    "Envoyer un e-mail avec une pièce jointe",
    "Utiliser un smartphone",
    "Prendre les transports en commun seul·e",
)
TECHNICAL = tuple(sorted({skill for job in JOBS.values() for skill in job.skills}))
LIBRARY: dict[str, SkillKind] = {
    **dict.fromkeys(TECHNICAL, SkillKind.TECHNICAL),
    **dict.fromkeys(BEHAVIOURAL, SkillKind.BEHAVIOURAL),
    **dict.fromkeys(LANGUAGES, SkillKind.LANGUAGE),
    **dict.fromkeys(BASIC, SkillKind.BASIC),
}
MOTHER_TONGUES = {
    "Maroc": "Arabe",
    "Syrie": "Arabe",
    "Turquie": "Turc",
    "Italie": "Italien",
    "République démocratique du Congo": "Lingala",
    "Ukraine": "Ukrainien",
    "Roumanie": "Roumain",
}
