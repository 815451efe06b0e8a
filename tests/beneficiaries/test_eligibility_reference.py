"""A second, slow and obvious reading of the texts, compared with the rules on random persons.

Written from the decrees alone; it shares nothing with beneficiaries.rules. An
unknown fact is settled by trying what it could be: an answer stands when every trial agrees.
"""

from itertools import product

from hypothesis import given, settings

from beneficiaries.rules.eligibility import assess
from beneficiaries.rules.regimes import regime_on
from beneficiaries.rules.shipped import SHIPPED
from tests.beneficiaries.eligibility_strategies import persons

NO_CESS = ("none", "primary", "lower_secondary")


def age(born_on, on):
    years = 0
    while True:
        year = born_on.year + years + 1
        if (born_on.month, born_on.day) == (2, 29) and not is_leap(year):
            birthday = (year, 3, 1)
        else:
            birthday = (year, born_on.month, born_on.day)
        if birthday > (on.year, on.month, on.day):
            return years
        years += 1


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def counted_2005(facts):
    """D04-0 art. 3 § 3 al. 2: sickness, prison, holiday pay, work of three months at most."""
    other = facts["assimilated"]
    count = facts["allowance"] + other["sickness"] + other["prison"] + other["holiday_pay"]
    if other["work_fte"] <= 3:
        count = count + other["work_fte"]
    return count


def counted_2009(facts):
    """D04 art. 3 § 3 al. 2: maternity and care too, work of six months at most."""
    other = facts["assimilated"]
    count = facts["allowance"] + other["sickness"] + other["maternity"] + other["prison"]
    count = count + other["holiday_pay"] + other["care_break"]
    if other["work_fte"] <= 6:
        count = count + other["work_fte"]
    return count


def texts_of_2004(counted, incomes, residences):
    """D04 art. 3 § 1 al. 1, 1° to 9° (R2005 stops at 7°)."""
    return {
        "1": lambda f, on: f["registered"] and not f["school"] and f["diploma"] in NO_CESS,
        "2": lambda f, on: f["registered"] and counted(f) >= 24,
        "3": lambda f, on: f["registered"] and f["no_work"] >= 36 and f["no_allowance"] >= 36,
        "4": lambda f, on: any(kind in incomes for kind in f["income"]),
        "5": lambda f, on: f["residence"] == "recognised_refugee",
        "6": lambda f, on: f["residence"] in residences,
        "7": lambda f, on: "awiph_decision" in f["handicap"],
        "8": lambda f, on: f["transition"],
        "9": lambda f, on: f["stepping"],
    }


TEXTS_2005 = texts_of_2004(
    counted_2005,
    ("integration_income", "equivalent_financial_aid", "other_social_aid"),
    ("law_1999_12_22", "article_9_3"),
)
TEXTS_2009 = texts_of_2004(
    counted_2009,
    ("integration_income", "equivalent_financial_aid"),
    ("law_1999_12_22", "article_9bis"),
)


def young(f, on):
    """D23 art. 3 § 1 al. 1, 6°."""
    if age(f["born_on"], on) >= 25:
        return False
    if f["unoccupied"] < 12:
        return False
    return f["diploma"] in NO_CESS or f["diploma"] == "upper_secondary"


TEXTS_2024 = {
    "1": lambda f, on: f["diploma"] in NO_CESS,
    "2": lambda f, on: f["months_registered"] >= 24,
    "3": lambda f, on: f["no_work"] >= 36 and f["no_allowance"] >= 36 and f["no_income"] >= 36,
    "4": lambda f, on: bool({"integration_income", "equivalent_financial_aid"} & set(f["income"])),
    "5": lambda f, on: f["residence"] not in ("belgian_or_eu", "none"),
    "6": young,
    "7": lambda f, on: age(f["born_on"], on) >= 55,
    "8": lambda f, on: any(proof != "awiph_decision" for proof in f["handicap"]),
    "9": lambda f, on: f["referred"],
}

#: For each condition, the facts that its text speaks of.
USES_2004 = {
    "1": ["registered", "school", "diploma"],
    "2": ["registered", "allowance", "assimilated"],
    "3": ["registered", "no_work", "no_allowance"],
    "4": ["income"],
    "5": ["residence"],
    "6": ["residence"],
    "7": ["handicap"],
    "8": ["transition"],
    "9": ["stepping"],
}
USES_2024 = {
    "1": ["diploma"],
    "2": ["months_registered"],
    "3": ["no_work", "no_allowance", "no_income"],
    "4": ["income"],
    "5": ["residence"],
    "6": ["born_on", "unoccupied", "diploma"],
    "7": ["born_on"],
    "8": ["handicap"],
    "9": ["referred"],
}
KINDS = ("sickness", "maternity", "prison", "holiday_pay", "care_break", "work_fte")


def worlds(facts, on):
    """For each fact, the values it may have: its own when known, telling ones when not."""
    f = facts
    few_or_many = [0, 36]
    return {
        "registered": known(f.registered_unoccupied, [True, False]),
        "school": known(f.compulsory_schooling, [True, False]),
        "diploma": known(f.diploma, ["none", "upper_secondary", "master"]),
        "months_registered": known(f.registered_months_of_36, few_or_many),
        "allowance": known(f.allowance_months_of_36, few_or_many),
        "assimilated": assimilated_worlds(f.assimilated_months_of_36),
        "no_work": known(f.months_without_work, few_or_many),
        "no_allowance": known(f.months_without_allowance, few_or_many),
        "no_income": known(f.months_without_integration_income, few_or_many),
        "unoccupied": known(f.months_unoccupied, few_or_many),
        "income": known(f.income, [[], ["integration_income"]]),
        "residence": known(
            f.residence, ["none", "recognised_refugee", "law_1999_12_22", "legal_stay"]
        ),
        "handicap": known(f.handicap, [[], ["awiph_decision"], ["recognition"]]),
        "transition": known(f.transition_job, [True, False]),
        "stepping": known(f.stepping_stone_job, [True, False]),
        "referred": known(f.referred_by_forem, [True, False]),
        "born_on": known(f.born_on, [on.replace(year=on.year - n, day=1) for n in (20, 40, 60)]),
    }


def known(value, otherwise):
    return otherwise if value is None else [value]


def assimilated_worlds(given):
    """An unknown kind is tried at nothing and at everything, work also at each maximum."""
    choices = []
    for kind in KINDS:
        extremes = [0, 3, 6, 36] if kind == "work_fte" else [0, 36]
        if given is None:
            choices.append(extremes)
        elif kind not in given:
            choices.append([0])
        else:
            choices.append(known(given[kind], extremes))
    return [dict(zip(KINDS, values, strict=True)) for values in product(*choices)]


def three_valued(text, uses, facts, on):
    trials = set()
    possible = worlds(facts, on)
    for values in product(*[possible[name] for name in uses]):
        trials.add(bool(text(dict(zip(uses, values, strict=True)), on)))
        if len(trials) == 2:
            return "unknown"
    return "met" if trials == {True} else "unmet"


def reference(facts, on):
    """(regime, verdict, answers, derogation)"""
    general = []
    if on.isoformat() <= "2009-06-30":
        name, texts, uses, codes = "R2005", TEXTS_2005, USES_2004, "1234567"
    elif on.isoformat() <= "2023-12-31":
        name, texts, uses, codes = "R2009", TEXTS_2009, USES_2004, "123456789"
    else:
        name, texts, uses, codes = "R2024", TEXTS_2024, USES_2024, "123456789"
        schooling = facts.compulsory_schooling
        general = [facts.registered_unoccupied, None if schooling is None else not schooling]
    answers = {code: three_valued(texts[code], uses[code], facts, on) for code in codes}
    verdict = verdict_of(general, set(answers.values()))
    derogation = verdict == "not_eligible" and facts.registered_unoccupied is True
    return name, verdict, answers, derogation


def verdict_of(general, answers):
    if False in general:
        return "not_eligible"
    if "met" in answers and None not in general:
        return "eligible"
    if "met" not in answers and "unknown" not in answers:
        return "not_eligible"
    return "unknown"


@settings(max_examples=600, deadline=None)
@given(persons())
def test_the_rules_answer_as_the_plain_reading_of_the_texts(person):
    facts, on = person
    assessment = assess(facts, regime_on(SHIPPED, on), on)
    assert reference(facts, on) == (
        assessment.regime,
        assessment.verdict.value,
        {each.code: each.answer.value for each in assessment.criteria},
        assessment.derogation_possible,
    )
