"""One factory per model; traits speak the domain's words."""

from tests.factories.accounts import PASSWORD, TeamFactory, UserFactory
from tests.factories.beneficiaries import (
    AssessmentFactory,
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    FileOpeningFactory,
    HandicapRecognitionFactory,
    LocalityFactory,
    OccupationFactory,
    RegimeCriterionFactory,
    RegimeFactory,
    SituationFactory,
    SkillFactory,
)
from tests.factories.coaching import FollowUpFactory, JourneyFactory
from tests.factories.employers import (
    ContactFactory,
    EmployerFactory,
    PlacementFactory,
    ProposalFactory,
    RequirementFactory,
    VacancyFactory,
)
from tests.factories.partners import PartnerFactory
from tests.factories.reporting import QualitativeSectionFactory, ReportFactory, StoryFactory
from tests.factories.training import (
    AttendanceFactory,
    CalendarFeedFactory,
    CohortFactory,
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
)

__all__ = [
    "PASSWORD",
    "AssessmentFactory",
    "AttendanceFactory",
    "BeneficiaryFactory",
    "BeneficiarySkillFactory",
    "CalendarFeedFactory",
    "CohortFactory",
    "ContactFactory",
    "EmployerFactory",
    "EnrolmentFactory",
    "FileOpeningFactory",
    "FollowUpFactory",
    "HandicapRecognitionFactory",
    "JourneyFactory",
    "LocalityFactory",
    "OccupationFactory",
    "PartnerFactory",
    "PlacementFactory",
    "ProgrammeFactory",
    "ProposalFactory",
    "QualitativeSectionFactory",
    "RegimeCriterionFactory",
    "RegimeFactory",
    "ReportFactory",
    "RequirementFactory",
    "SessionFactory",
    "SituationFactory",
    "SkillFactory",
    "StoryFactory",
    "TeamFactory",
    "UserFactory",
    "VacancyFactory",
]
