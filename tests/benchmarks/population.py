"""A population to match, by SQL alone: persons with fifteen skills, vacancies that ask for five.

Each statement fills one table by `generate_series`; triggers rest meanwhile (no history).
"""

from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from mirec.accounts.enums import Role
from mirec.accounts.models import Team, User

SKILLS_EACH, SKILLS, OCCUPATIONS = 15, 300, 60
PERSONS_PER_VACANCY, PERSONS_PER_EMPLOYER = 20, 100
REQUIREMENTS = 5

STATEMENTS = (
    """INSERT INTO beneficiaries_occupation (label, rome_code, rome_label, is_current)
       SELECT 'Métier ' || n, 'K' || (1000 + n / 3), '', true
       FROM generate_series(1, %(occupations)s) n""",
    """INSERT INTO beneficiaries_skill (label, kind, other_labels, description, is_current)
       SELECT 'Savoir-faire ' || n,
           (ARRAY['technical','technical','behavioural','language','basic'])[1 + n %% 5],
           '', '', true FROM generate_series(1, %(skills)s) n""",
    """INSERT INTO beneficiaries_beneficiary (file_number, team_id, coach_id, first_name, last_name,
           sex, nationality, phone, email, preferred_channel, may_leave_message, street,
           locality_id, household, residence, diploma, studies, source, target_occupation_id,
           available_from, availability, has_driving_licence, has_vehicle, intake_note, created_at)
       SELECT 'B-' || n, %(team)s, %(coach)s, 'Prénom' || n %% 500, 'Nom' || n %% 3000,
           '', '', '', '', '', true, 'Rue de la Science ' || n %% 200, l.keys[1 + n %% 60],
           '', '', '', '', '', o.keys[1 + n %% %(occupations)s], DATE '2026-01-01' + n %% 400, '',
           (ARRAY[true, false, NULL])[1 + n %% 3], (ARRAY[true, false, NULL])[1 + n %% 7 %% 3],
           '', now()
       FROM generate_series(1, %(persons)s) n,
           (SELECT array_agg(id) AS keys FROM beneficiaries_locality) l,
           (SELECT array_agg(id) AS keys FROM beneficiaries_occupation) o""",
    """INSERT INTO coaching_journey (beneficiary_id, regime_id, phase, phase_since,
           first_interview, opened_on, reentry_decision, is_derogation, derogation_reason,
           sustained_reason, exit_reason, exit_note, created_at)
       SELECT b.id, (SELECT min(id) FROM beneficiaries_regime), 'intake', DATE '2026-01-01',
           'individual', DATE '2026-01-01', '', false, '', '', '', '', now()
       FROM beneficiaries_beneficiary b""",
    """INSERT INTO employers_workwish (beneficiary_id, slots, transports, communes, hours_from,
           hours_to, refuses, created_at)
       SELECT b.id, CASE WHEN b.id %% 3 = 0 THEN '{days,early}' ELSE '{days}' END::varchar[],
           '{transit}', CASE WHEN b.id %% 4 = 0 THEN '{Charleroi}' ELSE '{}' END::varchar[],
           19, 38, '', now() FROM beneficiaries_beneficiary b WHERE b.id %% 2 = 0""",
    """INSERT INTO beneficiaries_beneficiaryskill (beneficiary_id, skill_id, level, origin,
           evidence, created_at)
       SELECT b.id, k.keys[1 + (b.id * 7 + s * (1 + b.id %% 19)) %% %(skills)s],
           1 + (b.id + s) %% 4, 'work', CASE WHEN s %% 3 = 0 THEN 'attestation' ELSE '' END, now()
       FROM beneficiaries_beneficiary b, generate_series(0, %(each)s - 1) s,
           (SELECT array_agg(id ORDER BY id) AS keys FROM beneficiaries_skill) k
       ORDER BY md5((b.id * 31 + s)::text)""",
    """INSERT INTO employers_employer (name, bce, nace, sector, street, phone, email, prospector_id,
           note, created_at, locality_id)
       SELECT 'Entreprise ' || n, NULL, '', 'Transport', '', '', '', %(coach)s, '', now(), NULL
       FROM generate_series(1, %(employers)s) n""",
    """INSERT INTO employers_vacancy (employer_id, occupation_id, title, posts_count, contract_type,
           hours_per_week, schedule, slots, pay_unit, workplace, access_without_car, needs_licence,
           locality_id, starts_on, process, description, received_on, prospector_id, status,
           created_at)
       SELECT e.keys[1 + n %% %(employers)s], o.keys[1 + n %% %(occupations)s], 'Offre ' || n, 1,
           '', 38, '', '{days}', '''', '', '', n %% 3 = 0, l.keys[1 + n %% 60], NULL, '', '',
           DATE '2026-01-01' + n %% 200, %(coach)s, 'open', now()
       FROM generate_series(1, %(vacancies)s) n,
           (SELECT array_agg(id) AS keys FROM employers_employer) e,
           (SELECT array_agg(id) AS keys FROM beneficiaries_locality) l,
           (SELECT array_agg(id) AS keys FROM beneficiaries_occupation) o""",
    """INSERT INTO employers_requirement (vacancy_id, skill_id, need, level)
       SELECT v.id, k.keys[1 + (v.id * 13 + r * 17) %% %(skills)s],
           (ARRAY['must','must','must','trainable','nice'])[1 + r], 2 + r %% 2
       FROM employers_vacancy v, generate_series(0, %(requirements)s - 1) r,
           (SELECT array_agg(id ORDER BY id) AS keys FROM beneficiaries_skill) k""",
)  # fmt: skip


@transaction.atomic
def fill(persons: int) -> None:
    prospector = User.objects.create_user(
        "recherche@example.be", roles=[Role.PROSPECTOR], first_name="Ada", last_name="Banc"
    )
    numbers = {
        "persons": persons,
        "team": Team.objects.create(name="Banc d'essai").pk,
        "coach": prospector.pk,
        "skills": SKILLS,
        "occupations": OCCUPATIONS,
        "each": SKILLS_EACH,
        "requirements": REQUIREMENTS,
        "vacancies": persons // PERSONS_PER_VACANCY,
        "employers": persons // PERSONS_PER_EMPLOYER,
    }
    write(STATEMENTS, numbers)


def write(statements: Iterable[str], numbers: Mapping[str, object]) -> None:
    """In the transaction under way; triggers rest until its end."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement, numbers)


def settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
