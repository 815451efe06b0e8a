from employers.models.aids import HiringAid
from employers.models.matching import ProfileSending, WorkWish
from employers.models.merges import EmployerMerge
from employers.models.organisations import Approach, Contact, Employer, Site
from employers.models.placements import ContractExtension, Placement, WorkBreak
from employers.models.proposals import Proposal
from employers.models.vacancies import Negotiation, Requirement, Vacancy

__all__ = [
    "Approach",
    "Contact",
    "ContractExtension",
    "Employer",
    "EmployerMerge",
    "HiringAid",
    "Negotiation",
    "Placement",
    "ProfileSending",
    "Proposal",
    "Requirement",
    "Site",
    "Vacancy",
    "WorkBreak",
    "WorkWish",
]
