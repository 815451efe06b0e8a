"""The tables of cases of eligibility: facts in words, one answer each."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

IN_2005 = date(2006, 3, 15)
IN_2009 = date(2015, 3, 15)
IN_2024 = date(2024, 2, 10)

#: A person who meets no condition of any regime, everything known.
NOBODY: dict[str, Any] = {
    "born_on": "1984-01-01",
    "compulsory_schooling": False,
    "registered_unoccupied": True,
    "diploma": "bachelor",
    "registered_months_of_36": 0,
    "allowance_months_of_36": 0,
    "assimilated_months_of_36": {},
    "months_without_work": 0,
    "months_without_allowance": 0,
    "months_without_integration_income": 0,
    "months_unoccupied": 0,
    "income": [],
    "residence": "belgian_or_eu",
    "handicap": [],
    "transition_job": False,
    "stepping_stone_job": False,
    "referred_by_forem": False,
}


@dataclass(frozen=True)
class Case:
    """`facts` are laid over NOBODY."""

    words: str
    on: date
    code: str
    answer: str
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def all_facts(self) -> dict[str, Any]:
        return NOBODY | self.facts

    def __str__(self) -> str:
        return f"{self.on.year} {self.code}° {self.words} is {self.answer}"


def each(on: date, code: str, rows: list[tuple[str, str, dict[str, Any]]]) -> list[Case]:
    return [Case(words, on, code, answer, facts) for words, answer, facts in rows]


def no_cess(on: date) -> list[Case]:
    return each(
        on,
        "1",
        [
            ("no diploma", "met", {"diploma": "none"}),
            ("primary school", "met", {"diploma": "primary"}),
            ("lower secondary", "met", {"diploma": "lower_secondary"}),
            ("CESS", "unmet", {"diploma": "upper_secondary"}),
            ("post-secondary", "unmet", {"diploma": "post_secondary"}),
            ("bachelor", "unmet", {"diploma": "bachelor"}),
            ("master", "unmet", {"diploma": "master"}),
            ("diploma unknown", "unknown", {"diploma": None}),
        ],
    )


def no_cess_of_2004(on: date) -> list[Case]:
    low = {"diploma": "none"}
    return no_cess(on) + each(
        on,
        "1",
        [
            ("not registered", "unmet", low | {"registered_unoccupied": False}),
            ("registration unknown", "unknown", low | {"registered_unoccupied": None}),
            ("still at school", "unmet", low | {"compulsory_schooling": True}),
            ("schooling unknown", "unknown", low | {"compulsory_schooling": None}),
            ("CESS and registration unknown", "unmet",
             {"diploma": "upper_secondary", "registered_unoccupied": None}),
        ],
    )  # fmt: skip


def allowances(months: int | None, **assimilated: int | None) -> dict[str, Any]:
    return {"allowance_months_of_36": months, "assimilated_months_of_36": assimilated}


def allowances_of_2004(on: date, work_max: int) -> list[Case]:
    return each(
        on,
        "2",
        [
            ("24 months of allowances", "met", allowances(24)),
            ("23 months of allowances", "unmet", allowances(23)),
            ("36 months of allowances", "met", allowances(36)),
            ("allowances unknown", "unknown", allowances(None)),
            ("allowances unknown but 24 months of prison", "met", allowances(None, prison=24)),
            ("assimilated unknown with 24 of allowances", "met",
             allowances(24) | {"assimilated_months_of_36": None}),
            ("assimilated unknown with 23 of allowances", "unknown",
             allowances(23) | {"assimilated_months_of_36": None}),
            ("sickness makes 24", "met", allowances(20, sickness=4)),
            ("sickness makes 23", "unmet", allowances(20, sickness=3)),
            ("prison makes 24", "met", allowances(20, prison=4)),
            ("holiday pay makes 24", "met", allowances(23, holiday_pay=1)),
            ("three kinds make 24", "met", allowances(18, sickness=2, prison=2, holiday_pay=2)),
            ("sickness unknown", "unknown", allowances(20, sickness=None)),
            ("sickness unknown but enough without", "met",
             allowances(20, sickness=None, prison=4)),
            ("work at its maximum", "met", allowances(24 - work_max, work_fte=work_max)),
            ("work at its maximum, one short", "unmet",
             allowances(23 - work_max, work_fte=work_max)),
            ("work beyond its maximum counts for nothing", "unmet",
             allowances(23, work_fte=work_max + 1)),
            ("work beyond its maximum takes nothing away", "met",
             allowances(24, work_fte=work_max + 1)),
            ("work unknown that could just suffice", "unknown",
             allowances(24 - work_max, work_fte=None)),
            ("work unknown that cannot suffice", "unmet",
             allowances(23 - work_max, work_fte=None)),
            ("registration months count for nothing", "unmet",
             allowances(0) | {"registered_months_of_36": 36}),
            ("not registered", "unmet", allowances(36) | {"registered_unoccupied": False}),
            ("registration unknown", "unknown",
             allowances(36) | {"registered_unoccupied": None}),
            ("still at school does not matter", "met",
             allowances(36) | {"compulsory_schooling": True}),
        ],
    )  # fmt: skip


def away(work: int | None, allowance: int | None, income: int | None = 0) -> dict[str, Any]:
    return {
        "months_without_work": work,
        "months_without_allowance": allowance,
        "months_without_integration_income": income,
    }


def reentry_of_2004(on: date) -> list[Case]:
    return each(
        on,
        "3",
        [
            ("36 months without both", "met", away(36, 36)),
            ("35 months without work", "unmet", away(35, 36)),
            ("35 months without allowances", "unmet", away(36, 35)),
            ("integration income does not matter", "met", away(36, 36, None)),
            ("work unknown", "unknown", away(None, 36)),
            ("allowances unknown", "unknown", away(36, None)),
            ("one too short, one unknown", "unmet", away(35, None)),
            ("not registered", "unmet", away(36, 36) | {"registered_unoccupied": False}),
            ("registration unknown", "unknown", away(36, 36) | {"registered_unoccupied": None}),
        ],
    )


def incomes(on: date, other_social_aid: str) -> list[Case]:
    return each(
        on,
        "4",
        [
            ("integration income", "met", {"income": ["integration_income"]}),
            ("equivalent aid", "met", {"income": ["equivalent_financial_aid"]}),
            ("other social aid", other_social_aid, {"income": ["other_social_aid"]}),
            ("both kinds", "met", {"income": ["other_social_aid", "integration_income"]}),
            ("none", "unmet", {"income": []}),
            ("unknown", "unknown", {"income": None}),
        ],
    )


def residences(on: date, code: str, *met: str) -> list[Case]:
    every = [
        "belgian_or_eu",
        "recognised_refugee",
        "law_1999_12_22",
        "article_9_3",
        "article_9bis",
        "legal_stay",
        "none",
    ]
    rows = [(each_, "met" if each_ in met else "unmet", {"residence": each_}) for each_ in every]
    return each(on, code, [*rows, ("unknown", "unknown", {"residence": None})])


def handicaps(on: date, code: str, *unmet: str, only: str = "") -> list[Case]:
    every = [
        "awiph_decision",
        "aviq_orientation",
        "recognition",
        "specialised_education",
        "spf_allowance",
        "family_allowance_supplement",
        "incapacity_20",
        "inami_invalidity",
        "reduced_aptitude",
    ]
    met = [proof for proof in every if proof not in unmet and (not only or proof == only)]
    rows = [(proof, "met" if proof in met else "unmet", {"handicap": [proof]}) for proof in every]
    rows += [
        ("all proofs", "met", {"handicap": every}),
        ("no proof", "unmet", {"handicap": []}),
        ("unknown", "unknown", {"handicap": None}),
    ]
    return each(on, code, rows)


def flags(on: date, code: str, key: str) -> list[Case]:
    return each(
        on,
        code,
        [
            (key, "met", {key: True}),
            (f"no {key}", "unmet", {key: False}),
            (f"{key} unknown", "unknown", {key: None}),
        ],
    )


def registered(months: int | None) -> dict[str, Any]:
    return {"registered_months_of_36": months}


LONG_REGISTERED_2024 = each(
    IN_2024,
    "2",
    [
        ("24 months registered", "met", registered(24)),
        ("23 months registered", "unmet", registered(23)),
        ("36 months registered", "met", registered(36)),
        ("0 months registered", "unmet", registered(0)),
        ("months unknown", "unknown", registered(None)),
        ("allowances count for nothing", "unmet", registered(23) | allowances(36, sickness=12)),
    ],
)

REENTRY_2024 = each(
    IN_2024,
    "3",
    [
        ("36 months without all three", "met", away(36, 36, 36)),
        ("35 months without work", "unmet", away(35, 36, 36)),
        ("35 months without allowances", "unmet", away(36, 35, 36)),
        ("35 months without integration income", "unmet", away(36, 36, 35)),
        ("work unknown", "unknown", away(None, 36, 36)),
        ("allowances unknown", "unknown", away(36, None, 36)),
        ("integration income unknown", "unknown", away(36, 36, None)),
        ("two unknown, one too short", "unmet", away(None, None, 35)),
    ],
)


def youth(born_on: str | None, months: int | None, diploma: str | None) -> dict[str, Any]:
    return {"born_on": born_on, "months_unoccupied": months, "diploma": diploma}


CESS = "upper_secondary"
YOUNG_2024 = each(
    IN_2024,
    "6",
    [
        ("the day before the 25th birthday", "met", youth("1999-02-11", 12, CESS)),
        ("the 25th birthday", "unmet", youth("1999-02-10", 12, CESS)),
        ("the day after the 25th birthday", "unmet", youth("1999-02-09", 12, CESS)),
        ("11 months unoccupied", "unmet", youth("2003-01-01", 11, CESS)),
        ("no diploma", "met", youth("2003-01-01", 12, "none")),
        ("above the CESS", "unmet", youth("2003-01-01", 12, "post_secondary")),
        ("bachelor", "unmet", youth("2003-01-01", 12, "bachelor")),
        ("birth date unknown", "unknown", youth(None, 12, CESS)),
        ("unoccupied months unknown", "unknown", youth("2003-01-01", None, CESS)),
        ("diploma unknown", "unknown", youth("2003-01-01", 12, None)),
        ("birth date unknown but a master", "unmet", youth(None, 12, "master")),
        ("too old, all else unknown", "unmet", youth("1990-01-01", None, None)),
    ],
) + [
    Case("born on 29 February, on 28 February 2025", date(2025, 2, 28), "6", "met",
         youth("2000-02-29", 12, CESS)),
    Case("born on 29 February, on 1 March 2025", date(2025, 3, 1), "6", "unmet",
         youth("2000-02-29", 12, CESS)),
]  # fmt: skip

OLD_2024 = [
    *each(
        IN_2024,
        "7",
        [
            ("the 55th birthday", "met", {"born_on": "1969-02-10"}),
            ("the day before the 55th birthday", "unmet", {"born_on": "1969-02-11"}),
            ("the day after the 55th birthday", "met", {"born_on": "1969-02-09"}),
            ("birth date unknown", "unknown", {"born_on": None}),
        ],
    ),
    Case("born on 29 February, on 28 February 2027", date(2027, 2, 28), "7", "unmet",
         {"born_on": "1972-02-29"}),
    Case("born on 29 February, on 1 March 2027", date(2027, 3, 1), "7", "met",
         {"born_on": "1972-02-29"}),
    Case("born on 29 February, on 29 February 2028", date(2028, 2, 29), "7", "met",
         {"born_on": "1972-02-29"}),
]  # fmt: skip

CASES: list[Case] = [
    *no_cess_of_2004(IN_2005),
    *allowances_of_2004(IN_2005, work_max=3),
    *each(
        IN_2005,
        "2",
        [
            ("maternity is not assimilated yet", "unmet", allowances(20, maternity=16)),
            ("care break is not assimilated yet", "unmet", allowances(20, care_break=16)),
        ],
    ),
    *reentry_of_2004(IN_2005),
    *incomes(IN_2005, other_social_aid="met"),
    *residences(IN_2005, "5", "recognised_refugee"),
    *residences(IN_2005, "6", "law_1999_12_22", "article_9_3"),
    *handicaps(IN_2005, "7", only="awiph_decision"),
    *no_cess_of_2004(IN_2009),
    *allowances_of_2004(IN_2009, work_max=6),
    *each(
        IN_2009,
        "2",
        [
            ("maternity makes 24", "met", allowances(20, maternity=4)),
            ("care break makes 24", "met", allowances(20, care_break=4)),
        ],
    ),
    *reentry_of_2004(IN_2009),
    *incomes(IN_2009, other_social_aid="unmet"),
    *residences(IN_2009, "5", "recognised_refugee"),
    *residences(IN_2009, "6", "law_1999_12_22", "article_9bis"),
    *handicaps(IN_2009, "7", only="awiph_decision"),
    *flags(IN_2009, "8", "transition_job"),
    *flags(IN_2009, "9", "stepping_stone_job"),
    *no_cess(IN_2024),
    *LONG_REGISTERED_2024,
    *REENTRY_2024,
    *incomes(IN_2024, other_social_aid="unmet"),
    *residences(
        IN_2024, "5",
        "recognised_refugee", "law_1999_12_22", "article_9_3", "article_9bis", "legal_stay",
    ),
    *YOUNG_2024,
    *OLD_2024,
    *handicaps(IN_2024, "8", "awiph_decision"),
    *flags(IN_2024, "9", "referred_by_forem"),
]  # fmt: skip
