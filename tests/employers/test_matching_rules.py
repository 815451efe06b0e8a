"""Each reason of a person beside a vacancy: its state and its words."""

from datetime import date
from decimal import Decimal

import pytest

from employers.enums import Need
from employers.rules.matching import (
    Job,
    Seeker,
    State,
    Wish,
    hours,
    licence,
    match,
    moments,
    start,
    travel,
    verdict,
    wish_of,
)
from employers.rules.skills import Asked, compare

ON = date(2026, 3, 2)
OK, UNKNOWN, GAP = State.OK, State.UNKNOWN, State.GAP
HERE, THERE = "Charleroi", "Farciennes"


def job(**changes) -> Job:
    return Job(**{"occupation": 1, "rome_code": "K2204"} | changes)


@pytest.mark.parametrize(
    ("seeker", "asks", "expected"),
    [
        pytest.param({}, False, (OK, ""), id="not asked"),
        pytest.param({"has_licence": False}, False, (OK, ""), id="not asked, not held"),
        pytest.param({"has_licence": True}, True, (OK, "a le permis B"), id="held"),
        pytest.param({}, True, (UNKNOWN, "permis B demandé : à vérifier"), id="unknown"),
        pytest.param(
            {"has_licence": False}, True, (GAP, "n'a pas le permis B, demandé"), id="lacking"
        ),
    ],
)
def test_the_licence_counts_when_it_is_asked(seeker, asks, expected):
    reason = licence(Seeker(**seeker), job(needs_licence=asks))
    assert (reason.state, reason.sentence.replace("\u00a0", " ")) == expected


@pytest.mark.parametrize(
    ("seeker", "place", "access", "expected"),
    [
        pytest.param({}, None, "", (UNKNOWN, "lieu de travail à préciser"), id="no place"),
        pytest.param({"commune": HERE}, HERE, "", (OK, "habite à Charleroi"), id="at home"),
        pytest.param(
            {"commune": HERE, "communes": (THERE,)},
            HERE,
            "",
            (OK, "habite à Charleroi"),
            id="at home although others are wished",
        ),
        pytest.param(
            {"commune": HERE, "communes": ("Mons", THERE)},
            THERE,
            "",
            (OK, "accepte de travailler à Farciennes"),
            id="wished",
        ),
        pytest.param(
            {"communes": ("Mons",), "has_vehicle": True},
            THERE,
            "",
            (GAP, "Farciennes n'est pas dans les communes souhaitées"),
            id="not wished, even by car",
        ),
        pytest.param(
            {"has_vehicle": True},
            THERE,
            "",
            (OK, "se déplace en voiture jusqu'à Farciennes"),
            id="vehicle",
        ),
        pytest.param(
            {"transports": ("bike", "car")},
            THERE,
            "",
            (OK, "se déplace en voiture jusqu'à Farciennes"),
            id="comes by car",
        ),
        pytest.param(
            {"commune": HERE, "transports": ("transit",)},
            THERE,
            "Bus 52, arrêt Zoning.",
            (UNKNOWN, "trajet de Charleroi à Farciennes à vérifier (bus 52, arrêt Zoning)"),
            id="by bus",
        ),
        pytest.param({}, THERE, "", (UNKNOWN, "trajet à vérifier"), id="nothing known"),
    ],
)
def test_the_way_to_work(seeker, place, access, expected):
    reason = travel(Seeker(**seeker), job(commune=place, access_without_car=access))
    assert (reason.state, reason.sentence.replace("\u00a0", " ")) == expected


@pytest.mark.parametrize(
    ("wished", "asked", "expected"),
    [
        pytest.param((), (), (UNKNOWN, "moments de travail à préciser par l'employeur"), id="none"),
        pytest.param((), ("days",), (UNKNOWN, "moments possibles à demander"), id="unsaid"),
        pytest.param(
            ("days", "nights"), ("days",), (OK, "disponible en journée"), id="more than asked"
        ),
        pytest.param(
            ("days",),
            ("days", "nights", "weekends"),
            (GAP, "pas disponible la nuit, le week-end"),
            id="some are missing",
        ),
    ],
)
def test_the_moments_of_work(wished, asked, expected):
    reason = moments(Seeker(slots=wished), job(slots=asked))
    assert (reason.state, reason.sentence.replace("\u00a0", " ")) == expected


@pytest.mark.parametrize(
    ("free", "starts", "state"),
    [
        pytest.param(None, None, UNKNOWN, id="unsaid"),
        pytest.param(date(2026, 3, 2), None, OK, id="today, at once"),
        pytest.param(date(2026, 3, 3), None, GAP, id="tomorrow, at once"),
        pytest.param(date(2026, 4, 1), date(2026, 4, 1), OK, id="the very day"),
        pytest.param(date(2026, 4, 2), date(2026, 4, 1), GAP, id="a day late"),
        pytest.param(date(2026, 3, 1), date(2026, 1, 1), OK, id="a start that has passed"),
    ],
)
def test_the_day_from_which_the_person_is_free(free, starts, state):
    assert start(Seeker(available_from=free), job(starts_on=starts), ON).state == state


@pytest.mark.parametrize(
    ("low", "high", "asked", "expected"),
    [
        pytest.param(
            19, 38, None, (UNKNOWN, "heures par semaine à préciser par l'employeur"), id="unsaid"
        ),
        pytest.param(None, None, 38, (UNKNOWN, "heures souhaitées à demander"), id="no wish"),
        pytest.param(19, 38, 38, (OK, "38 h par semaine conviennent"), id="the most"),
        pytest.param(19, 38, 19, (OK, "19 h par semaine conviennent"), id="the least"),
        pytest.param(None, 30, 38, (GAP, "38 h par semaine, souhaite au plus 30 h"), id="too many"),
        pytest.param(30, None, 20, (GAP, "20 h par semaine, souhaite au moins 30 h"), id="few"),
        pytest.param(
            Decimal("19.5"),
            30,
            38,
            (GAP, "38 h par semaine, souhaite de 19,5 à 30 h"),
            id="outside both",
        ),
    ],
)
def test_the_hours_of_work(low, high, asked, expected):
    wished = Seeker(
        hours_from=None if low is None else Decimal(low),
        hours_to=None if high is None else Decimal(high),
    )
    reason = hours(wished, job(hours=None if asked is None else Decimal(asked)))
    assert (reason.state, reason.sentence.replace("\u00a0", " ")) == expected


@pytest.mark.parametrize(
    ("occupation", "code", "wish", "state"),
    [
        pytest.param(1, "K2204", Wish.SAME, OK, id="same"),
        pytest.param(2, "K2204", Wish.NEAR, OK, id="same ROME sheet"),
        pytest.param(None, "", Wish.UNSAID, UNKNOWN, id="not chosen"),
        pytest.param(2, "N1101", Wish.OTHER, GAP, id="another"),
        pytest.param(2, "", Wish.OTHER, GAP, id="another without a code"),
    ],
)
def test_the_occupation_aimed_at(occupation, code, wish, state):
    found = wish_of(Seeker(occupation=occupation, rome_code=code), job())
    assert (found, found.state) == (wish, state)


def test_two_occupations_without_a_code_are_not_alike():
    assert wish_of(Seeker(occupation=2, rome_code=""), job(rome_code="")) == Wish.OTHER


DRIVE = Asked(skill_id=1, label="Conduire", need=Need.MUST, level=3)
READ = Asked(skill_id=2, label="Lire", need=Need.MUST, level=2)
SCAN = Asked(skill_id=3, label="Scanner", need=Need.TRAINABLE, level=2)
DUTCH = Asked(skill_id=4, label="Néerlandais", need=Need.NICE, level=1, kind="language")


@pytest.mark.parametrize(
    ("held", "order"),
    [
        pytest.param({}, (2, 0, 5, 0), id="nothing"),
        pytest.param({1: 1}, (2, 0, 4, 0), id="a level too low comes nearer"),
        pytest.param({1: 3}, (1, -1, 2, 0), id="one"),
        pytest.param({1: 4, 2: 4, 3: 1, 4: 1}, (0, -2, 0, -1), id="all, and one wished"),
    ],
)
def test_skills_count_before_all_else(held, order):
    found = match(compare([DRIVE, READ, SCAN, DUTCH], held), Seeker(), job(), ON)
    assert found.order[:4] == order
    assert found.order[4:] == (Wish.UNSAID, UNKNOWN, UNKNOWN)


def test_one_gap_outweighs_what_fits_and_what_is_unknown():
    seeker = Seeker(has_licence=False, commune=HERE, available_from=ON)
    found = match(compare([], {}), seeker, job(needs_licence=True, commune=HERE), ON)
    assert found.order.mobility == GAP
    assert [one.sentence for one in found.fitting] == ["habite à Charleroi", "disponible à temps"]
    assert [one.topic for one in found.unfit] == ["Permis"]
    assert [one.topic for one in found.to_ask] == ["Métier", "Moments", "Heures"]


def test_languages_stand_apart_from_the_columns():
    found = compare([DRIVE, DUTCH], {})
    assert [(need, [one.asked for one in rows]) for need, rows in found.columns] == [
        (Need.MUST, [DRIVE])
    ]
    assert [one.asked for one in found.languages] == [DUTCH]


@pytest.mark.parametrize(
    ("asked", "held", "day", "fillable", "label"),
    [
        pytest.param([], {}, None, True, "Rien n'est encore demandé", id="nothing asked"),
        pytest.param([DRIVE], {1: 3}, None, True, "Indispensables acquises", id="complete"),
        pytest.param([SCAN], {}, None, True, "Indispensables acquises", id="none indispensable"),
        pytest.param(
            [DRIVE], {}, date(2026, 3, 12), True, "Écart comblable dès le 12 mars 2026", id="dated"
        ),
        pytest.param([DRIVE], {}, None, True, "Écart comblable", id="without a date"),
        pytest.param([DRIVE], {}, None, False, "Écart à négocier", id="nowhere"),
    ],
)
def test_the_verdict_says_what_the_skills_allow(asked, held, day, fillable, label):
    found = verdict(compare(asked, held), day, fillable)
    assert found.label.replace("\u00a0", " ") == label
    assert found.icon
