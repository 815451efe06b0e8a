from beneficiaries.models.access import FileOpening, TemporaryAccess
from beneficiaries.models.assessments import Assessment
from beneficiaries.models.documents import Document
from beneficiaries.models.imports import ImportMapping, ImportRow, ImportRun
from beneficiaries.models.merges import Merge
from beneficiaries.models.obstacles import Obstacle
from beneficiaries.models.papers import Paper, Signature
from beneficiaries.models.people import Beneficiary, name_matches
from beneficiaries.models.reference import Locality, Occupation, Skill
from beneficiaries.models.regimes import DerogationAuthorisation, Regime, RegimeCriterion
from beneficiaries.models.situations import HandicapRecognition, Situation
from beneficiaries.models.skills import BeneficiarySkill, SkillRating

__all__ = [
    "Assessment",
    "Beneficiary",
    "BeneficiarySkill",
    "DerogationAuthorisation",
    "Document",
    "FileOpening",
    "HandicapRecognition",
    "ImportMapping",
    "ImportRow",
    "ImportRun",
    "Locality",
    "Merge",
    "Obstacle",
    "Occupation",
    "Paper",
    "Regime",
    "RegimeCriterion",
    "Signature",
    "Situation",
    "Skill",
    "SkillRating",
    "TemporaryAccess",
    "name_matches",
]
