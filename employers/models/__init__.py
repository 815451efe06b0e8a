from employers.models.organisations import Contact, Employer
from employers.models.placements import Placement
from employers.models.vacancies import Proposal, Requirement, Vacancy

__all__ = ["Contact", "Employer", "Placement", "Proposal", "Requirement", "Vacancy"]
