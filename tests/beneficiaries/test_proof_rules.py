"""Which papers a condition asks for, and how they stand on a day: the rule without a database."""

from datetime import date

import pytest

from beneficiaries.enums import CriterionKind, DocumentKind, ProofState, Verdict
from beneficiaries.rules.decree_2004 import R2005, R2009
from beneficiaries.rules.decree_2023 import R2024
from beneficiaries.rules.proofs import (
    NAMES,
    Deadline,
    Met,
    Paper,
    Proof,
    missing_in_words,
    missing_of,
    papers_for,
    proof_of,
    prove,
    with_missing,
)
from beneficiaries.rules.shipped import SHIPPED

DAY = date(2025, 3, 10)
AID = (DocumentKind.SOCIAL_AID,)
RULES = {
    f"{regime.code} {rule.code}": rule
    for regime in SHIPPED
    for rule in (*regime.general, *regime.criteria)
}


def paper(kind=DocumentKind.SOCIAL_AID, seen_on=date(2025, 1, 1), **dates) -> Paper:
    return Paper(1, kind, seen_on, **dates)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_condition_of_every_text_asks_for_a_paper_that_has_a_name(rule):
    wanted = papers_for(rule)
    assert wanted
    assert all(NAMES[kinds[0]] for kinds in wanted)
    assert rule.proof_label


def test_every_kind_of_condition_is_in_one_of_the_three_shipped_texts():
    assert {rule.kind for rule in RULES.values()} == set(CriterionKind)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("R2024 b", ["forem_registration"]),
        ("R2024 1", ["diploma"]),
        ("R2024 3", ["career", "career", "social_aid"]),
        ("R2024 4", ["social_aid"]),
        ("R2024 6", ["identity", "forem_history"]),
        ("R2024 9", ["forem_referral"]),
        ("R2009 1", ["diploma", "forem_registration", "identity"]),
        ("R2009 9", ["employment"]),
    ],
)
def test_a_condition_asks_for_the_papers_of_the_table(name, first):
    assert [kinds[0].value for kinds in papers_for(RULES[name])] == first


CASES = {
    "no paper at all": ([], None, ProofState.MISSING),
    "another paper": ([paper(DocumentKind.CV)], None, ProofState.MISSING),
    "one without an end": ([paper()], None, ProofState.PROVED),
    "the last day of validity": ([paper(valid_until=DAY)], None, ProofState.PROVED),
    "the day after": ([paper(valid_until=date(2025, 3, 9))], None, ProofState.EXPIRED),
    "received the day itself": ([paper(seen_on=DAY)], None, ProofState.PROVED),
    "received the day after": ([paper(seen_on=date(2025, 3, 11))], None, ProofState.LATE),
    "dated after the day": (
        [paper(seen_on=DAY, issued_on=date(2025, 3, 11))],
        None,
        ProofState.LATE,
    ),
    "three months by the rule, last day": (
        [paper(issued_on=date(2024, 12, 10))],
        3,
        ProofState.PROVED,
    ),
    "three months by the rule, too old": (
        [paper(issued_on=date(2024, 12, 9))],
        3,
        ProofState.EXPIRED,
    ),
    "undated: from the day received": ([paper(seen_on=date(2024, 12, 9))], 3, ProofState.EXPIRED),
    "the earlier of both ends": (
        [paper(issued_on=date(2025, 3, 1), valid_until=date(2025, 3, 5))],
        3,
        ProofState.EXPIRED,
    ),
    "an old one and a new one": (
        [paper(valid_until=date(2025, 3, 9)), paper(valid_until=date(2026, 3, 9))],
        None,
        ProofState.PROVED,
    ),
}


@pytest.mark.parametrize(("papers", "months", "state"), CASES.values(), ids=CASES)
def test_a_paper_stands_on_the_day(papers, months, state):
    assert proof_of(AID, months, papers, DAY).state is state


def test_a_leap_day_plus_a_year_ends_on_the_28th_of_february():
    dated = paper(seen_on=date(2024, 2, 29), issued_on=date(2024, 2, 29))
    assert proof_of(AID, 12, [dated], date(2025, 2, 28)).state is ProofState.PROVED
    assert proof_of(AID, 12, [dated], date(2025, 3, 1)).state is ProofState.EXPIRED


def met(verdict=Verdict.ELIGIBLE, criteria="1 4", **others) -> Met:
    return Met(verdict, frozenset("ab"), frozenset(criteria.split()), **others)


def asked(criteria) -> list[str]:
    return [each.rule.code for each in criteria if each.is_relied_on]


def test_one_of_the_conditions_suffices_the_best_proved_is_relied_on():
    papers = [paper(DocumentKind.SOCIAL_AID), paper(DocumentKind.IDENTITY)]
    found = prove(R2024, met(), papers, DAY)
    assert asked(found) == ["a", "b", "4"]
    assert [proof.name for proof in missing_of(found)] == ["l'attestation d'inscription du Forem"]


def test_without_any_paper_the_first_condition_of_the_text_is_relied_on():
    assert asked(prove(R2024, met(), [], DAY)) == ["a", "b", "1"]


def test_a_derogation_relies_on_the_general_conditions():
    refused = met(Verdict.NOT_ELIGIBLE, "", is_derogated=True)
    assert asked(prove(R2024, refused, [], DAY)) == ["a", "b"]


@pytest.mark.parametrize("verdict", [Verdict.NOT_ELIGIBLE, Verdict.UNKNOWN])
def test_who_is_refused_or_not_decided_owes_no_proof(verdict):
    assert missing_of(prove(R2024, met(verdict), [], DAY)) == []


@pytest.mark.parametrize("regime", [R2005, R2009], ids=str)
def test_the_old_texts_have_no_general_condition(regime):
    found = prove(regime, Met(Verdict.ELIGIBLE, frozenset(), frozenset("4")), [], DAY)
    assert [proof.name for proof in missing_of(found)] == ["l'attestation du CPAS"]


MISSING = [Proof(AID, ProofState.MISSING), Proof((DocumentKind.CAREER,), ProofState.EXPIRED)]


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (Deadline(), "il manque l'attestation du CPAS et le relevé de carrière"),
        (
            Deadline(None, date(2025, 3, 12)),
            "il manque l'attestation du CPAS et le relevé de carrière, à recevoir au plus tard le "
            "12 mars 2025",
        ),
        (
            Deadline(None, DAY),
            "il manque l'attestation du CPAS et le relevé de carrière, à recevoir au plus tard le "
            "10 mars 2025",
        ),
        (
            Deadline(None, date(2025, 3, 9)),
            "il manque l'attestation du CPAS et le relevé de carrière : c'était à recevoir pour le "
            "9 mars 2025, fin du délai d'accueil",
        ),
        (
            Deadline(date(2025, 2, 1), date(2025, 3, 12)),
            "il manque l'attestation du CPAS et le relevé de carrière : c'était à recevoir pour le "
            "1er février 2025, jour de la convention",
        ),
    ],
)
def test_one_sentence_says_what_is_missing_and_by_when(deadline, words):
    assert missing_in_words(MISSING, deadline, DAY) == words
    assert missing_in_words([], deadline, DAY) == ""


def test_the_missing_papers_end_the_sentence_of_the_verdict():
    said = with_missing("Éligible au 1er mars 2025 : pas de CESS.", "il manque le diplôme")
    assert said == "Éligible au 1er mars 2025 : pas de CESS ; il manque le diplôme."
    assert with_missing("Éligible.", "") == "Éligible."


def test_a_paper_about_health_has_no_name():
    assert Proof((DocumentKind.HANDICAP,), ProofState.MISSING).name == "une pièce scellée"
