# ruff: noqa: S608 - fixed SQL of a test, no input
"""Every figure again, written by hand from its French definition and the table names alone.

`%(start)s` and `%(end)s` are the first and last day of the span, `%(on)s` the day of calculation.
A figure answers (value) or (value, base); a table answers its category, then its columns.
"""

TAKEN = """
    SELECT DISTINCT ON (j.beneficiary_id) j.*
    FROM coaching_journey j
    WHERE j.agreed_on <= %(end)s AND (j.closed_on IS NULL OR j.closed_on >= %(start)s)
    ORDER BY j.beneficiary_id, j.agreed_on DESC, j.id DESC
"""
FIRST = """
    SELECT DISTINCT ON (beneficiary_id) *
    FROM coaching_journey
    WHERE opened_on BETWEEN %(start)s AND %(end)s
    ORDER BY beneficiary_id, opened_on, id
"""
INTAKE_ENDED = """
    SELECT * FROM coaching_journey
    WHERE agreed_on BETWEEN %(start)s AND %(end)s
       OR (agreed_on IS NULL AND closed_on BETWEEN %(start)s AND %(end)s)
"""
OPEN = """
    SELECT * FROM coaching_journey
    WHERE opened_on <= %(end)s AND (closed_on IS NULL OR closed_on > %(end)s)
"""
CONTRACTS = "SELECT * FROM employers_placement WHERE starts_on BETWEEN %(start)s AND %(end)s"
HELD = """
    SELECT s.*, c.programme_id FROM training_session s JOIN training_cohort c ON c.id = s.cohort_id
    WHERE s.cancelled_at IS NULL
      AND (s.starts_at AT TIME ZONE 'Europe/Brussels')::date BETWEEN %(start)s AND %(end)s
"""
PRESENCES = f"""
    SELECT a.*, e.beneficiary_id, h.kind, h.programme_id
    FROM training_attendance a
    JOIN training_enrolment e ON e.id = a.enrolment_id
    JOIN ({HELD}) h ON h.id = a.session_id
"""
FOLLOW_UPS = "SELECT * FROM coaching_followup WHERE happened_on BETWEEN %(start)s AND %(end)s"


def _reason(reason: str) -> str:
    return f"""
        SELECT COUNT(*) FILTER (WHERE agreed_on IS NULL AND exit_reason = '{reason}'), COUNT(*)
        FROM ({INTAKE_ENDED}) t
    """


def _satisfied(side: str) -> str:
    return f"""SELECT COUNT(*) FILTER (WHERE score >= 3), COUNT(*) FROM coaching_opinion
        WHERE side = '{side}' AND given_on BETWEEN %(start)s AND %(end)s"""


FIGURES = {
    "received": """SELECT COUNT(DISTINCT beneficiary_id) FROM coaching_journey
        WHERE opened_on BETWEEN %(start)s AND %(end)s""",
    "received_in_group": f"""SELECT COUNT(*) FILTER (WHERE first_interview = 'collective'), COUNT(*)
        FROM ({FIRST}) t""",
    "candidacies": """SELECT COUNT(*) FROM coaching_journey
        WHERE opened_on BETWEEN %(start)s AND %(end)s""",
    "intakes_ended": f"SELECT COUNT(*) FROM ({INTAKE_ENDED}) t",
    "decisions_in_time": f"""
        SELECT COUNT(*) FILTER (WHERE
                (agreed_on IS NOT NULL AND agreed_on <= intake_due_on)
             OR (agreed_on IS NULL AND exit_reason IN ('refused', 'oriented')
                 AND closed_on <= intake_due_on)),
            COUNT(*)
        FROM ({INTAKE_ENDED}) t
        WHERE intake_due_on IS NOT NULL
          AND (agreed_on IS NOT NULL
               OR exit_reason IN ('refused', 'oriented', 'refused_automatically'))""",
    "automatic_refusals": _reason("refused_automatically"),
    "refusals": _reason("refused"),
    "orientations": _reason("oriented"),
    "taken": f"SELECT COUNT(*) FROM ({TAKEN}) t",
    "new_agreements": f"""
        SELECT (SELECT COUNT(DISTINCT beneficiary_id) FROM coaching_journey
                WHERE agreed_on BETWEEN %(start)s AND %(end)s),
               (SELECT COUNT(*) FROM ({TAKEN}) t)""",
    "agreements_signed": """SELECT COUNT(*) FROM coaching_journey
        WHERE agreed_on BETWEEN %(start)s AND %(end)s""",
    "by_derogation": """
        SELECT COUNT(DISTINCT beneficiary_id) FILTER (WHERE is_derogation),
               COUNT(DISTINCT beneficiary_id)
        FROM coaching_journey
        WHERE agreed_on <= %(end)s AND (closed_on IS NULL OR closed_on >= %(start)s)""",
    "without_cess": f"""
        SELECT COUNT(*) FILTER (WHERE b.diploma IN ('none', 'primary', 'lower_secondary')), COUNT(*)
        FROM ({TAKEN}) t JOIN beneficiaries_beneficiary b ON b.id = t.beneficiary_id""",
    "still_open": f"SELECT COUNT(*) FROM ({OPEN}) t",
    "past_limit": f"""
        SELECT COUNT(*) FILTER (WHERE
            CASE WHEN agreed_on <= %(end)s THEN due_on ELSE intake_due_on END < %(end)s), COUNT(*)
        FROM ({OPEN}) t""",
    "closed": """SELECT COUNT(*) FROM coaching_journey
        WHERE closed_on BETWEEN %(start)s AND %(end)s""",
    "contracts": f"SELECT COUNT(*) FROM ({CONTRACTS}) t",
    "put_to_work": f"SELECT COUNT(DISTINCT beneficiary_id) FROM ({CONTRACTS}) t",
    "aided": f"SELECT COUNT(*) FILTER (WHERE is_aided), COUNT(*) FROM ({CONTRACTS}) t",
    "part_time": f"""SELECT COUNT(*) FILTER (WHERE hours_per_week < 38), COUNT(*)
        FROM ({CONTRACTS}) t""",
    "hiring_employers": f"SELECT COUNT(DISTINCT employer_id) FROM ({CONTRACTS}) t",
    "inserted": """SELECT COUNT(DISTINCT beneficiary_id) FROM coaching_journey
        WHERE sustained_on BETWEEN %(start)s AND %(end)s""",
    "inserted_entrants": """
        SELECT COUNT(DISTINCT beneficiary_id) FILTER (WHERE sustained_on <= %(on)s),
               COUNT(DISTINCT beneficiary_id)
        FROM coaching_journey WHERE agreed_on BETWEEN %(start)s AND %(end)s""",
    "inserted_leavers": """
        SELECT COUNT(DISTINCT beneficiary_id) FILTER (WHERE sustained_on <= %(on)s),
               COUNT(DISTINCT beneficiary_id)
        FROM coaching_journey
        WHERE agreed_on IS NOT NULL AND closed_on BETWEEN %(start)s AND %(end)s""",
    "programmes": f"SELECT COUNT(DISTINCT programme_id) FROM ({HELD}) t",
    "cohorts": f"SELECT COUNT(DISTINCT cohort_id) FROM ({HELD}) t",
    "sessions": f"SELECT COUNT(*) FROM ({HELD}) t",
    "trained": f"SELECT COUNT(DISTINCT beneficiary_id) FROM ({PRESENCES}) t WHERE minutes > 0",
    "minutes_followed": f"SELECT COALESCE(SUM(minutes), 0) FROM ({PRESENCES}) t",
    "absences": f"""SELECT COUNT(*) FILTER (WHERE state IN ('excused', 'absent')), COUNT(*)
        FROM ({PRESENCES}) t""",
    "completed": """SELECT COUNT(*) FROM training_enrolment
        WHERE status = 'completed' AND ended_on BETWEEN %(start)s AND %(end)s""",
    "dropped": """SELECT COUNT(*) FROM training_enrolment
        WHERE status = 'dropped' AND ended_on BETWEEN %(start)s AND %(end)s""",
    "follow_ups": f"SELECT COUNT(*) FROM ({FOLLOW_UPS}) t",
    "persons_followed": f"SELECT COUNT(DISTINCT beneficiary_id) FROM ({FOLLOW_UPS}) t",
    "follow_up_minutes": f"SELECT COALESCE(SUM(minutes), 0) FROM ({FOLLOW_UPS}) t",
    "without_follow_up": f"""
        SELECT COUNT(*) FILTER (WHERE beneficiary_id NOT IN
                   (SELECT beneficiary_id FROM ({FOLLOW_UPS}) f)),
               COUNT(*)
        FROM ({TAKEN}) t""",
}


def _of_person(column: str) -> str:
    return f"""
        SELECT b.{column}, COUNT(*)
        FROM ({TAKEN}) t JOIN beneficiaries_beneficiary b ON b.id = t.beneficiary_id GROUP BY 1"""


def _runs(*kinds: str) -> str:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return f"""EXISTS (SELECT 1 FROM beneficiaries_situation s
        WHERE s.beneficiary_id = t.beneficiary_id AND s.kind IN ({listed})
          AND s.starts_on <= t.agreed_on AND COALESCE(s.ends_on, 'infinity') >= t.agreed_on)"""


def _contracts(category: str) -> str:
    return f"""
        SELECT {category}, COUNT(*), COUNT(DISTINCT t.beneficiary_id)
        FROM ({CONTRACTS}) t JOIN employers_employer e ON e.id = t.employer_id GROUP BY 1"""


def _taught(category: str) -> str:
    """Sessions and presences counted apart, then put side by side."""
    return f"""
        SELECT s.category, s.n, COALESCE(p.persons, 0), COALESCE(p.minutes, 0)
        FROM (SELECT {category} AS category, COUNT(*) AS n
              FROM ({HELD}) h
              JOIN training_programme g ON g.id = h.programme_id
              JOIN partners_partner o ON o.id = g.operator_id GROUP BY 1) s
        LEFT JOIN
             (SELECT {category} AS category,
                     COUNT(DISTINCT h.beneficiary_id) FILTER (WHERE h.minutes > 0) AS persons,
                     SUM(h.minutes) AS minutes
              FROM ({PRESENCES}) h
              JOIN training_programme g ON g.id = h.programme_id
              JOIN partners_partner o ON o.id = g.operator_id GROUP BY 1) p
        USING (category)"""


def _follow_ups(category: str) -> str:
    return f"""SELECT {category}, COUNT(*), COUNT(DISTINCT beneficiary_id), SUM(minutes)
        FROM ({FOLLOW_UPS}) t GROUP BY 1"""


FIGURES |= {
    "opinions": """SELECT COUNT(*) FROM coaching_opinion
        WHERE given_on BETWEEN %(start)s AND %(end)s""",
    "satisfied_workers": _satisfied("worker"),
    "satisfied_employers": _satisfied("employer"),
    "hire_checks_done": """SELECT COUNT(*) FROM coaching_hirecheck
        WHERE done_on BETWEEN %(start)s AND %(end)s""",
    "alarm_calls": """SELECT COUNT(called_on), COUNT(*) FROM coaching_hirecheck
        WHERE call_due_on BETWEEN %(start)s AND %(end)s""",
    "difficulties": """SELECT COUNT(*) FROM coaching_difficulty
        WHERE noted_on BETWEEN %(start)s AND %(end)s""",
    "skill_titles": """SELECT COUNT(*) FILTER (WHERE result = 'passed'), COUNT(*)
        FROM coaching_skilltest
        WHERE result IN ('passed', 'failed') AND result_on BETWEEN %(start)s AND %(end)s""",
}

TABLES = {
    "by_first_interview": f"SELECT first_interview, COUNT(*) FROM ({FIRST}) t GROUP BY 1",
    "by_outcome": f"""
        SELECT CASE WHEN agreed_on IS NULL THEN exit_reason ELSE 'agreed' END, COUNT(*)
        FROM ({INTAKE_ENDED}) t GROUP BY 1""",
    "by_regime": f"""SELECT r.code, COUNT(*) FROM ({TAKEN}) t
        JOIN beneficiaries_regime r ON r.id = t.regime_id GROUP BY 1""",
    "by_criterion": f"""
        SELECT r.code || ' ' || c.code, COUNT(*)
        FROM ({TAKEN}) t
        JOIN beneficiaries_assessment a ON a.id = t.assessment_id
        JOIN beneficiaries_regime r ON r.id = t.regime_id
        CROSS JOIN LATERAL unnest(a.criteria_met) AS c(code) GROUP BY 1""",
    "by_criteria_count": f"""
        SELECT LEAST(cardinality(a.criteria_met), 4)::text, COUNT(*)
        FROM ({TAKEN}) t JOIN beneficiaries_assessment a ON a.id = t.assessment_id GROUP BY 1""",
    "by_sex": _of_person("sex"),
    "by_diploma": _of_person("diploma"),
    "by_source": _of_person("source"),
    "by_residence": _of_person("residence"),
    "by_household": _of_person("household"),
    "by_age_and_sex": f"""
        SELECT CASE WHEN age IS NULL THEN '' WHEN age < 25 THEN '0-24' WHEN age < 35 THEN '25-34'
                    WHEN age < 45 THEN '35-44' WHEN age < 55 THEN '45-54' ELSE '55+' END,
               COUNT(*) FILTER (WHERE sex = 'F'), COUNT(*) FILTER (WHERE sex = 'M'),
               COUNT(*) FILTER (WHERE sex NOT IN ('F', 'M')), COUNT(*)
        FROM (SELECT b.sex, date_part('year', age(
                  make_date(date_part('year', %(start)s::date)::int, 12, 31), b.born_on)) AS age
              FROM ({TAKEN}) t JOIN beneficiaries_beneficiary b ON b.id = t.beneficiary_id) p
        GROUP BY 1""",
    "by_registration": f"""
        SELECT CASE WHEN months IS NULL THEN '' WHEN months < 12 THEN '0-11'
                    WHEN months < 24 THEN '12-23' ELSE '24-36' END, COUNT(*)
        FROM (SELECT (a.facts ->> 'registered_months_of_36')::int AS months
              FROM ({TAKEN}) t JOIN beneficiaries_assessment a ON a.id = t.assessment_id) p
        GROUP BY 1""",
    "by_income": f"""
        SELECT CASE WHEN {_runs("integration_income", "equivalent_aid")} THEN 'integration'
                    WHEN {_runs("allowance")} THEN 'allowance'
                    WHEN {_runs("other_aid", "sickness", "maternity", "work")} THEN 'other'
                    WHEN t.beneficiary_id IN (SELECT beneficiary_id FROM beneficiaries_situation)
                        THEN 'none'
                    ELSE '' END, COUNT(*)
        FROM ({TAKEN}) t GROUP BY 1""",
    "by_commune": f"""
        SELECT COALESCE(l.commune, ''), COUNT(*)
        FROM ({TAKEN}) t JOIN beneficiaries_beneficiary b ON b.id = t.beneficiary_id
        LEFT JOIN beneficiaries_locality l ON l.id = b.locality_id GROUP BY 1""",
    "by_phase": f"""
        SELECT CASE WHEN agreed_on IS NULL OR agreed_on > %(end)s THEN 'intake'
                    WHEN EXISTS (SELECT 1 FROM employers_placement p
                                 WHERE p.beneficiary_id = t.beneficiary_id
                                   AND p.starts_on BETWEEN t.agreed_on AND %(end)s
                                   AND COALESCE(p.ended_on, p.planned_end_on, 'infinity')
                                       >= %(end)s) THEN 'in_employment'
                    ELSE 'towards_employment' END, COUNT(*)
        FROM ({OPEN}) t GROUP BY 1""",
    "by_exit_reason": """
        SELECT exit_reason, COUNT(*) FILTER (WHERE agreed_on IS NULL),
               COUNT(*) FILTER (WHERE agreed_on IS NOT NULL), COUNT(*)
        FROM coaching_journey WHERE closed_on BETWEEN %(start)s AND %(end)s GROUP BY 1""",
    "by_contract_type": _contracts("t.contract_type"),
    "by_hours": _contracts(
        "CASE WHEN t.hours_per_week < 19 THEN '0-18' WHEN t.hours_per_week < 38 THEN '19-37' "
        "ELSE '38+' END"
    ),
    "by_sector": _contracts("e.sector"),
    "by_operator": _taught("o.name"),
    "by_programme": _taught("g.title"),
    "by_session_kind": _taught("h.kind"),
    "by_attendance": f"SELECT state, COUNT(*) FROM ({PRESENCES}) t GROUP BY 1",
    "by_follow_up_kind": _follow_ups("kind"),
    "by_channel": _follow_ups("channel"),
    "by_follow_up_outcome": _follow_ups("outcome"),
    "by_answer": """
        SELECT score::text, SUM((side = 'worker')::int), SUM((side = 'employer')::int), COUNT(*)
        FROM coaching_opinion WHERE given_on BETWEEN %(start)s AND %(end)s GROUP BY 1""",
    "by_difficulty": """
        WITH noted AS (
            SELECT *, COUNT(*) OVER (PARTITION BY kind) AS same FROM coaching_difficulty
            WHERE noted_on BETWEEN %(start)s AND %(end)s)
        SELECT CASE WHEN kind = 'health' AND same < 5 THEN 'other' ELSE kind END,
               COUNT(*), COUNT(*) FILTER (WHERE solved_on <= %(end)s)
        FROM noted GROUP BY 1""",
}

QUOTAS = {
    "R2009": """
        SELECT COUNT(DISTINCT j.beneficiary_id) FILTER (WHERE j.is_derogation),
               COUNT(DISTINCT j.beneficiary_id) FILTER (WHERE NOT j.is_derogation
                   AND a.criteria_met && ARRAY['1','2','3','4','5','6','7']::varchar[])
        FROM coaching_journey j
        JOIN beneficiaries_regime r ON r.id = j.regime_id
        JOIN beneficiaries_assessment a ON a.id = j.assessment_id
        WHERE r.code = 'R2009' AND j.agreed_on <= make_date(%(year)s, 12, 31)
          AND (j.closed_on IS NULL OR j.closed_on >= make_date(%(year)s, 1, 1))""",
    "R2024": """
        SELECT COUNT(DISTINCT j.beneficiary_id) FILTER (WHERE j.is_derogation),
               COUNT(DISTINCT j.beneficiary_id)
        FROM coaching_journey j JOIN beneficiaries_regime r ON r.id = j.regime_id
        WHERE r.code = 'R2024' AND j.agreed_on <= make_date(%(year)s, 12, 31)
          AND (j.closed_on IS NULL OR j.closed_on >= make_date(%(year)s, 1, 1))""",
}
