"""Which fields tell something about a person? Declared here for every field of every model.

- personal: names a person, locates or contacts one, or says what one does and can do;
- social: what only the person's team may know: income, household, follow-ups, decisions;
- health: handicap and health (GDPR art. 9): only the person's team, and never in a list;
- nothing: no information about a person.
`id`, `created_at` and `created_by` are the house's own bookkeeping and need no line.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Privacy(StrEnum):
    PERSONAL = "personal"
    SOCIAL = "social"
    HEALTH = "health"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Declared:
    """The fields of one model by kind; `no_history` says why its changes are not tracked."""

    fields: dict[str, Privacy] = field(default_factory=dict)
    no_history: str = ""

    @property
    def concerns_persons(self) -> bool:
        return any(kind != Privacy.NOTHING for kind in self.fields.values())


def declared(
    *, personal: str = "", social: str = "", health: str = "", nothing: str = "", no_history=""
) -> Declared:
    kinds = {
        Privacy.PERSONAL: personal,
        Privacy.SOCIAL: social,
        Privacy.HEALTH: health,
        Privacy.NOTHING: nothing,
    }
    return Declared({name: kind for kind, names in kinds.items() for name in names.split()},
                    no_history)  # fmt: skip


BOOKKEEPING = {"id", "created_at", "created_by"}
PROFESSIONAL = "The professional address of another house, as in its public directory."
WRITTEN_ONCE = "A journal: rows are added and never changed."

MODELS: dict[str, Declared] = {
    # Accounts
    "accounts.Team": declared(nothing="name"),
    "accounts.User": declared(
        personal="email first_name last_name name_key phone roles team is_active last_login",
        nothing="password",
    ),
    # Partners
    "partners.Partner": declared(
        personal="contact_name phone email",
        nothing="name name_key kind is_operator street postal_code city services",
        no_history=PROFESSIONAL,
    ),
    # Beneficiaries
    "beneficiaries.Locality": declared(nothing="postal_code name commune name_key"),
    "beneficiaries.Occupation": declared(nothing="label rome_code label_key"),
    "beneficiaries.Skill": declared(nothing="label kind label_key"),
    "beneficiaries.Beneficiary": declared(
        personal="file_number user team coach first_name last_name name_key born_on sex "
        "phone email preferred_channel may_leave_message street locality "
        "target_occupation available_from availability has_driving_licence has_vehicle",
        social="nationality niss niss_digest household dependent_children residence diploma "
        "studies source last_contact_on",
    ),
    "beneficiaries.FileOpening": declared(
        personal="beneficiary opened_by opened_at part", no_history=WRITTEN_ONCE
    ),
    "beneficiaries.Situation": declared(
        personal="beneficiary", social="kind starts_on ends_on note"
    ),
    "beneficiaries.HandicapRecognition": declared(
        personal="beneficiary", health="kind valid_from valid_until"
    ),
    "beneficiaries.Regime": declared(
        nothing="code label source valid_from valid_to quota_rate quota_base quota_base_codes "
        "quota_needs_authorisation quota_article quota_condition intake_months intake_article "
        "agreement_months agreement_article job_search_months job_search_article reentry_months "
        "reentry_article insertion_test insertion_months_same insertion_months_several "
        "insertion_article uncertainty"
    ),
    "beneficiaries.RegimeCriterion": declared(
        nothing="regime code is_general kind params also_requires article label order "
        "proof_label proof_validity_months"
    ),
    "beneficiaries.Assessment": declared(
        personal="beneficiary assessed_on assessed_by assessed_at",
        social="verdict derogation_possible",
        health="facts answers criteria_met sentence",
        nothing="regime",
    ),
    "beneficiaries.BeneficiarySkill": declared(personal="beneficiary skill level origin evidence"),
    # Employers
    "employers.Employer": declared(
        personal="phone email prospector",
        nothing="name name_key bce nace sector street locality note",
        no_history=PROFESSIONAL,
    ),
    "employers.Contact": declared(
        personal="first_name last_name position phone email",
        nothing="employer",
        no_history=PROFESSIONAL,
    ),
    "employers.Vacancy": declared(
        nothing="employer contact occupation title title_key posts_count contract_type "
        "hours_per_week schedule workplace locality starts_on description received_on prospector "
        "status closed_on"
    ),
    "employers.Requirement": declared(nothing="vacancy skill need level"),
    "employers.Proposal": declared(
        personal="beneficiary vacancy stage proposed_on stage_on refusal_reason"
    ),
    "employers.Placement": declared(
        personal="beneficiary employer vacancy proposal job_title contract_type is_aided "
        "starts_on planned_end_on ended_on end_reason hours_per_week last_day"
    ),
    # Training
    "training.Programme": declared(
        nothing="title title_key occupation operator theory_hours practice_hours prerequisites "
        "description skills is_offered"
    ),
    "training.Cohort": declared(nothing="programme name coordinator starts_on ends_on places site"),
    "training.Session": declared(
        nothing="cohort kind title starts_at ends_at place room trainer directions to_bring "
        "cancelled_at cancelled_by revision changed_at"
    ),
    "training.Enrolment": declared(
        personal="beneficiary cohort status enrolled_on ended_on end_reason"
    ),
    "training.Attendance": declared(
        personal="session enrolment state minutes recorded_by recorded_at"
    ),
    "training.CalendarFeed": declared(
        personal="beneficiary token revoked_at",
        no_history="Made and revoked by the person; each address is a row of its own.",
    ),
    # Coaching
    "coaching.Journey": declared(
        personal="beneficiary phase phase_since first_interview opened_on intake_due_on "
        "reentry_decision agreed_on agreed_by due_on job_search_due_on first_hired_on "
        "sustained_on sustained_reason closed_on closed_by limit_on",
        social="assessment is_derogation derogation_reason exit_reason exit_note",
        nothing="regime",
    ),
    "coaching.FollowUp": declared(
        personal="beneficiary happened_on channel kind outcome minutes audience",
        social="text next_step next_step_on next_step_done_on next_step_done_by",
    ),
    # Reporting
    "reporting.Report": declared(
        nothing="year status progress step requested_by requested_at finished_at computed_on "
        "content sha256 pdf xlsx json html message"
    ),
    "reporting.QualitativeSection": declared(nothing="year title text order changed_by changed_at"),
    "reporting.Story": declared(
        personal="beneficiary pseudonym consented_on", social="text", nothing="year"
    ),
}
