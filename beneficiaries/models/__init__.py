from beneficiaries.models.assessments import Assessment
from beneficiaries.models.people import Beneficiary, FileOpening, name_matches
from beneficiaries.models.reference import Locality, Occupation, Skill
from beneficiaries.models.regimes import Regime, RegimeCriterion
from beneficiaries.models.situations import HandicapRecognition, Situation
from beneficiaries.models.skills import BeneficiarySkill

__all__ = [
    "Assessment",
    "Beneficiary",
    "BeneficiarySkill",
    "FileOpening",
    "HandicapRecognition",
    "Locality",
    "Occupation",
    "Regime",
    "RegimeCriterion",
    "Situation",
    "Skill",
    "name_matches",
]
