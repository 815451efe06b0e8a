"""How does a proposal go from stage to stage, when is it late, and what is to be done next?"""

from datetime import date, timedelta

from employers.enums import ProposalStage as Stage
from employers.enums import RefusalKind, RefusalSide

SIDES = {
    Stage.REFUSED: (RefusalSide.EMPLOYER,),
    Stage.WITHDRAWN: (RefusalSide.PERSON, RefusalSide.HOUSE),
}
"""Who may say no at each end: an employer refuses, a person or the house withdraws."""

PATIENCE = {Stage.PROPOSED: 3, Stage.SENT: 7, Stage.INTERVIEW: 7, Stage.TRIAL: 21}
"""Days after which a stage has lasted too long (house reading, no text says so)."""

NEXT_ACTS = {
    Stage.PROPOSED: "Envoyer le profil",
    Stage.SENT: "Demander sa réponse à l'employeur",
    Stage.INTERVIEW: "Demander comment l'entretien s'est passé",
    Stage.TRIAL: "Prendre des nouvelles, puis engager",
    Stage.REFUSED: "Chercher une autre offre",
    Stage.WITHDRAWN: "Chercher une autre offre",
}

STEPS = {
    RefusalKind.SKILLS: "Acquérir une compétence que les employeurs demandent",
    RefusalKind.EXPERIENCE: "Faire un stage ou une immersion dans le métier visé",
    RefusalKind.LANGUAGE: "S'inscrire à un cours de langue lié au métier",
    RefusalKind.SCHEDULE: "Revoir ensemble les horaires possibles",
    RefusalKind.MOBILITY: "Chercher une solution de transport",
    RefusalKind.PAY: "Comparer ensemble les salaires du métier",
    RefusalKind.PROJECT: "Préciser le projet professionnel",
}
"""The step of the plan that each kind of refusal suggests; none for the others."""


def is_late(stage: Stage, since: date, on: date) -> bool:
    """The stage lasts longer than our patience; a closed one is never late."""
    days = PATIENCE.get(stage)
    return days is not None and on - since > timedelta(days=days)


def next_act(stage: Stage) -> str:
    return NEXT_ACTS.get(stage, "")


def step_for(kind: RefusalKind) -> str:
    return STEPS.get(kind, "")
