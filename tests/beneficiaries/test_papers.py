"""What is drawn up once, signed by its parties, and never changes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from beneficiaries.forms.signing import signature_form
from beneficiaries.rules.signatures import LONGEST, is_drawing
from beneficiaries.services.papers import draw_up, is_replaced, sign_paper
from coaching.enums import Party
from coaching.models import PlanSignature, PlanVersion

ON = date(2026, 2, 10)
STROKE = "M10 20" + " L12 24" * 8 + " M40 50 L44 60"
PARTIES = [Party.PERSON.value, Party.MIRE.value]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param(STROKE, True, id="two strokes"),
        pytest.param("", False, id="nothing"),
        pytest.param("M10 20 L10 21", False, id="a dot"),
        pytest.param(STROKE + " L9 9\n", False, id="a line break"),
        pytest.param(STROKE + '"/><script>', False, id="markup"),
        pytest.param(STROKE.replace("12", "12.5"), False, id="halves of points"),
        pytest.param("L1 1" + " L12 24" * 9, False, id="no beginning"),
        pytest.param(STROKE + " L12 24" * 9000, False, id="without end"),
    ],
)
def test_a_signature_is_made_of_moves_and_lines(path, expected):
    assert is_drawing(path) is expected


@pytest.fixture
def draw(beneficiary, coach):
    def drawn(content=None, on: date = ON) -> PlanVersion:
        return draw_up(
            model=PlanVersion,
            of={"beneficiary": beneficiary},
            content=content or {"title": "Plan"},
            parties=PARTIES,
            by=coach,
            on=on,
        )

    return drawn


@pytest.fixture
def sign(coach):
    def signed(paper, party=Party.PERSON, name="Noah Petit", on: date = ON, **options):
        return sign_paper(paper=paper, party=party, name=name, by=coach, on=on, **options)

    return signed


def test_versions_follow_each_other_and_the_newest_replaces(draw):
    first, second = draw(), draw({"title": "Autre plan"})
    assert (first.version, second.version) == (1, 2)
    assert is_replaced(first)
    assert not is_replaced(second)


def test_the_same_text_is_not_drawn_up_twice(draw):
    draw()
    with pytest.raises(ValidationError, match="Rien n'a changé depuis la version 1"):
        draw()


def test_the_last_signature_completes_the_paper_on_its_day(draw, sign):
    paper = draw()
    sign(paper, drawing=STROKE)
    paper.refresh_from_db()
    assert (paper.completed_on, paper.missing_parties) == (None, [Party.MIRE.value])
    sign(paper, Party.MIRE, "Nadia Ferrero", on=ON + timedelta(days=2))
    paper.refresh_from_db()
    assert paper.completed_on == ON + timedelta(days=2)
    assert paper.missing_parties == []


def test_a_signature_on_paper_keeps_the_day_that_the_paper_bears(draw, sign):
    signature = sign(draw(), on=ON + timedelta(days=5), signed_on=ON + timedelta(days=1))
    assert (signature.drawing, signature.signed_on) == ("", ON + timedelta(days=1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"party": Party.FOREM}, "ne demande pas", id="not a party"),
        pytest.param({"name": "  "}, "Écrivez le nom", id="nobody"),
        pytest.param({"signed_on": ON + timedelta(days=1)}, "une fois donnée", id="the future"),
        pytest.param({"signed_on": ON - timedelta(days=1)}, "pas avant", id="before the paper"),
        pytest.param({"drawing": "M1 1 L2 2"}, "trop courte", id="a dot"),
        pytest.param({"drawing": "M1 1" + " L9 9" * LONGEST}, "trop longue", id="too long"),
    ],
)
def test_a_signature_is_refused_in_words(draw, sign, change, words):
    paper = draw()
    with pytest.raises(ValidationError) as refusal:
        sign(paper, **change)
    assert words in " ".join(refusal.value.messages)
    assert not PlanSignature.objects.exists()


def test_nobody_signs_twice_nor_an_older_version(draw, sign):
    paper = draw()
    sign(paper)
    with pytest.raises(ValidationError, match="déjà signé"):
        sign(paper)
    draw({"title": "Autre"})
    with pytest.raises(ValidationError, match="plus récente"):
        sign(paper, Party.MIRE, "Nadia")


def test_the_database_lets_nobody_change_what_was_drawn_up_or_signed(draw, sign):
    paper = draw()
    signature = sign(paper, drawing=STROKE)
    for row, change in ((paper, {"content": {}}), (signature, {"name": "Autre"})):
        with pytest.raises(DatabaseError, match="read-only|Cannot"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)


def test_the_form_is_that_of_the_party_asked_for_else_of_the_next(draw, sign, coach):
    paper = draw()

    def form(asked: str = ""):
        names = {Party.MIRE.value: "Nadia Ferrero"}
        return signature_form(paper, sent=None, asked=asked, names=names, user=coach, on=ON)

    assert form().initial["party"] == Party.PERSON
    assert form("mire").initial["name"] == "Nadia Ferrero"
    assert form("x\0").initial["party"] == Party.PERSON
    sign(paper)
    sign(paper, Party.MIRE)
    assert form() is None
