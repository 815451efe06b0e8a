"""`manage.py eligibility`: the verdict as JSON, every refusal as a French sentence and code 2."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.utils import OperationalError, ProgrammingError

from beneficiaries.management.commands import eligibility
from beneficiaries.rules.shipped import SHIPPED
from tests.beneficiaries.eligibility_cases import NOBODY

ROOT = Path(__file__).resolve().parents[2]
THIRTY = {
    "born_on": "1994-01-15",
    "compulsory_schooling": False,
    "registered_unoccupied": True,
    "diploma": "lower_secondary",
}


@pytest.fixture
def shipped(monkeypatch):
    """The regimes that the house comes with, as if read from the database."""
    monkeypatch.setattr(eligibility, "regime_rules", lambda: SHIPPED)


@pytest.fixture
def write(tmp_path):
    def write_facts(content: object) -> str:
        path = tmp_path / "facts.json"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return str(path)

    return write_facts


def run(facts: str | None, on: str | None) -> tuple[str, str]:
    """What stands on both outputs after a success."""
    out, err = io.StringIO(), io.StringIO()
    call_command("eligibility", facts=facts, on=on, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refusal(facts: str | None, on: str | None) -> str:
    """What stands on the error output after a refusal with code 2."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("eligibility", facts=facts, on=on, stdout=out, stderr=err)
    assert caught.value.code == 2
    assert out.getvalue() == ""
    return err.getvalue()


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("facts", "verdict", "met", "derogation"),
    [
        (THIRTY, "eligible", ["1"], False),
        (NOBODY | {"registered_months_of_36": 23}, "not_eligible", [], True),
        (NOBODY | {"registered_months_of_36": 24}, "eligible", ["2"], False),
        ({}, "unknown", [], False),
    ],
    ids=["no CESS", "23 months", "24 months", "nothing known"],
)
def test_the_cases_of_the_issue(write, facts, verdict, met, derogation):
    out, err = run(write(facts), "2024-02-10")
    result = json.loads(out)
    assert (result["regime"], result["on"]) == ("R2024", "2024-02-10")
    assert (result["verdict"], result["derogation_possible"]) == (verdict, derogation)
    assert [each["code"] for each in result["criteria"] if each["answer"] == "met"] == met
    assert err == ""


@pytest.mark.usefixtures("shipped")
def test_accents_are_printed_as_they_are(write):
    assert "Éligible au 10 février 2024" in run(write(THIRTY), "2024-02-10")[0]


@pytest.mark.usefixtures("shipped")
def test_facts_may_come_from_the_standard_input(monkeypatch):
    given = io.TextIOWrapper(io.BytesIO(json.dumps(THIRTY).encode()))
    monkeypatch.setattr("sys.stdin", given)
    assert json.loads(run("-", "2024-02-10")[0])["verdict"] == "eligible"


@pytest.mark.usefixtures("shipped")
def test_a_file_with_a_byte_order_mark_is_read(write):
    content = b"\xef\xbb\xbf" + json.dumps(THIRTY).encode()
    assert json.loads(run(write(content), "2024-02-10")[0])["verdict"] == "eligible"


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "n'est pas du JSON valable (ligne 1, colonne 1)"),
        ("{", "n'est pas du JSON valable"),
        ("{'diploma': 'none'}", "n'est pas du JSON valable"),
        (b"\xff\xfe\x00", "n'est pas du JSON lisible en UTF-8"),
        ("[" * 100_000, "n'est pas du JSON"),
        ('{"months_without_work": ' + "9" * 5000 + "}", "n'est pas du JSON lisible"),
        ("[]", "un seul objet JSON"),
        ("null", "un seul objet JSON"),
        ('"none"', "un seul objet JSON"),
        ({"age": 30}, "« age » n'est pas un fait que la commande connaît."),
        ({"registered_unoccupied": "yes"}, "il faut true, false ou null"),
        ({"registered_months_of_36": 40}, "36 mois ne peuvent pas en contenir 40"),
        ('{"months_without_work": NaN}', "il faut un nombre entier de mois"),
        ('{"diploma": "none", "diploma": "master"}', "« diploma » est donné deux fois"),
        ('{"assimilated_months_of_36": {"prison": 1, "prison": 2}}', "« prison » est donné deux"),
        ({"born_on": "2024-02-11"}, "est postérieure au jour demandé"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_wrong_facts_are_refused(write, content, words):
    assert words in refusal(write(content), "2024-02-10")


@pytest.mark.usefixtures("shipped")
def test_each_fault_stands_on_its_own_line(write):
    lines = refusal(write({"age": 30, "diploma": "CESS"}), "2024-02-10").splitlines()
    assert len(lines) == 2


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    "on", ["10/02/2024", "2024-2-1", "2024-02-30", "20240210", "demain", "", "2024-02-10T00:00"]
)
def test_a_wrong_day_is_refused(write, on):
    assert refusal(write(THIRTY), on).startswith("--on : ")


@pytest.mark.usefixtures("shipped")
def test_a_day_before_the_first_regime_is_refused(write):
    facts = write({"diploma": "none"})
    assert "le premier commence le 14 janvier 2005" in refusal(facts, "2005-01-13")
    assert json.loads(run(facts, "2005-01-14")[0])["regime"] == "R2005"


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_do_not_break_it(write, on):
    facts = write({"born_on": on, "months_without_work": 0})
    if on == "0001-01-01":
        assert "Aucun régime" in refusal(facts, on)
    else:
        assert json.loads(run(facts, on)[0])["regime"] == "R2024"


@pytest.mark.usefixtures("shipped")
def test_a_file_that_cannot_be_read_is_named(tmp_path):
    missing = str(tmp_path / "absent.json")
    expected = f"Le fichier {missing} ne peut pas être lu : il n'existe pas."
    assert expected in refusal(missing, "2024-02-10")
    assert "ne peut pas être lu : c'est un dossier." in refusal(str(tmp_path), "2024-02-10")


@pytest.mark.usefixtures("shipped")
def test_a_forgotten_option_is_asked_for(write):
    assert "--facts" in refusal(None, "2024-02-10")
    assert "--on" in refusal(write(THIRTY), None)


@pytest.mark.parametrize("error", [OperationalError, ProgrammingError])
def test_without_a_database_the_shipped_regimes_answer_and_it_is_said(monkeypatch, write, error):
    def fail():
        raise error

    monkeypatch.setattr(eligibility, "regime_rules", fail)
    out, err = run(write(THIRTY), "2024-02-10")
    assert json.loads(out)["verdict"] == "eligible"
    assert "Les régimes livrés avec l'application sont utilisés." in err


@pytest.mark.django_db
def test_the_regimes_of_the_database_answer(write):
    out, err = run(write(THIRTY), "2024-02-10")
    assert json.loads(out)["verdict"] == "eligible"
    assert err == ""


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(len(SHIPPED)), ids=[each.code for each in SHIPPED])
def test_the_migrated_regimes_are_those_that_the_rules_ship(number):
    assert eligibility.regime_rules()[number] == SHIPPED[number]


def test_the_command_prints_no_traceback_and_ends_with_2(tmp_path):
    """The whole way through manage.py, with a database that nobody listens for."""
    (tmp_path / "facts.json").write_text("{", "utf-8")
    done = subprocess.run(
        [sys.executable, "manage.py", "eligibility", "--facts", str(tmp_path / "facts.json"),
         "--on", "2024-02-10"],
        cwd=ROOT, env=os.environ | nowhere(tmp_path), capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stdout == ""
    assert "n'est pas du JSON valable" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_server_the_whole_command_still_answers(tmp_path):
    (tmp_path / "facts.json").write_text(json.dumps(THIRTY), "utf-8")
    done = subprocess.run(
        [sys.executable, "manage.py", "eligibility", "--facts", str(tmp_path / "facts.json"),
         "--on", "2024-02-10"],
        cwd=ROOT, env=os.environ | nowhere(tmp_path), capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verdict"] == "eligible"
    assert "Les régimes livrés avec l'application sont utilisés." in done.stderr


def nowhere(tmp_path: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"postgres://nobody@/nothing?host={tmp_path}",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
