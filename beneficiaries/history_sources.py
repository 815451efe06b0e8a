"""Which tracked models does the history of a file tell, and in which words?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One tracked model: its events, the words of its three deeds, what to read along."""

    model: str
    link: str
    inserted: str
    changed: str
    deleted: str
    related: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    app: str = "beneficiaries"
    """Where the model lives: a higher app is reached by its name, as its tabs are."""
    kept_apart: tuple[str, ...] = ()
    """Columns whose words are never told here: they open on request only."""
    sealed_by: str = ""
    """The column that seals a row: then the deed is told, and none of its words."""


SOURCES = (
    Source(
        "BeneficiaryEvent",
        "pgh_obj_id",
        "Dossier ouvert",
        "Identité modifiée",
        "Dossier supprimé",
        ("team", "coach", "user", "locality", "target_occupation"),
    ),
    Source(
        "SituationEvent",
        "beneficiary_id",
        "Période ajoutée",
        "Période modifiée",
        "Période retirée",
        summary=("kind", "starts_on", "ends_on", "note"),
    ),
    Source(
        "HandicapRecognitionEvent",
        "beneficiary_id",
        "Document de handicap ajouté",
        "Document de handicap modifié",
        "Document de handicap retiré",
        summary=("kind", "valid_from", "valid_until"),
    ),
    Source(
        "BeneficiarySkillEvent",
        "beneficiary_id",
        "Compétence ajoutée",
        "Compétence modifiée",
        "Compétence retirée",
        ("skill",),
        ("skill", "level", "origin", "evidence"),
    ),
    Source(
        "MergeEvent",
        "kept_id",
        "Dossier double absorbé",
        "Fusion défaite",
        "Fusion effacée",
        ("absorbed",),
        ("absorbed", "merged_on"),
    ),
    Source(
        "AssessmentEvent",
        "beneficiary_id",
        "Évaluation enregistrée",
        "Évaluation modifiée",
        "Évaluation supprimée",
        ("regime",),
        ("sentence",),
    ),
    Source(
        "TemporaryAccessEvent",
        "beneficiary_id",
        "Accès de remplacement donné",
        "Accès de remplacement changé",
        "Accès de remplacement supprimé",
        ("user", "revoked_by"),
        ("user", "starts_at", "ends_at", "reason"),
    ),
    Source(
        "TemporaryAccessEvent",
        "coach__caseload",
        "Accès de remplacement donné (tous les dossiers du jobcoach)",
        "Accès de remplacement changé",
        "Accès de remplacement supprimé",
        ("user", "revoked_by"),
        ("user", "starts_at", "ends_at", "reason"),
    ),
    Source(
        "DocumentEvent",
        "beneficiary_id",
        "Pièce ajoutée",
        "Pièce modifiée",
        "Pièce supprimée",
        ("checked_by", "withdrawn_by"),
        ("kind", "issued_on", "valid_until", "note"),
        sealed_by="is_sealed",
    ),
    Source(
        "ObstacleEvent",
        "beneficiary_id",
        "Frein noté",
        "Frein modifié",
        "Frein retiré",
        summary=("kind", "status", "noted_on"),
        kept_apart=("note",),
    ),
    Source(
        "GoalEvent",
        "beneficiary_id",
        "Objectif ajouté",
        "Objectif modifié",
        "Objectif retiré",
        summary=("title",),
        app="coaching",
        kept_apart=("order",),
    ),
    Source(
        "StepEvent",
        "beneficiary_id",
        "Action ajoutée au plan",
        "Action du plan modifiée",
        "Action du plan retirée",
        ("goal", "partner", "employer", "done_by"),
        ("title", "owner", "due_on"),
        app="coaching",
        kept_apart=("obstacle", "document"),
    ),
    Source(
        "PlanVersionEvent",
        "beneficiary_id",
        "Plan établi",
        "Plan signé",
        "Plan retiré",
        summary=("drawn_on",),
        app="coaching",
        kept_apart=("content", "parties"),
    ),
)
