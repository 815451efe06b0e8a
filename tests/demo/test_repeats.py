"""The same seed and day make the same demo, and a second one is refused."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from beneficiaries.models import Beneficiary, RegimeCriterion
from mirec.accounts.models import User
from mirec.demo.accounts import PASSWORD, email_of
from mirec.demo.seeding import seed_demo
from tests.demo.fingerprint import fingerprint

ON = date(2026, 3, 18)
pytestmark = pytest.mark.django_db


def _made(seed: int, on: date = ON, count: int = 50) -> str:
    with transaction.atomic():
        seed_demo(count=count, seed=seed, on=on)
        found = fingerprint()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_and_day_make_the_same_demo():
    assert _made(seed=7) == _made(seed=7)


def test_another_seed_makes_another_demo():
    assert _made(seed=7, count=5) != _made(seed=8, count=5)


def test_another_day_makes_another_demo():
    assert _made(seed=7, count=5) != _made(seed=7, count=5, on=date(2026, 3, 19))


@pytest.mark.parametrize(
    "on", [date(2024, 2, 29), date(2025, 1, 1), date(2026, 12, 31)], ids=lambda on: on.isoformat()
)
def test_any_day_of_the_present_regime_will_do(on):
    seed_demo(count=30, seed=2, on=on)
    assert Beneficiary.objects.count() == 30


def test_one_person_is_enough():
    call_command("seed", "--beneficiaries=1", stdout=StringIO())
    assert Beneficiary.objects.count() == 1


def test_a_second_run_is_refused_with_a_sentence():
    call_command("seed", "--beneficiaries=2", "--on=2026-03-18", verbosity=0)
    with pytest.raises(CommandError, match="contient déjà des personnes") as refusal:
        call_command("seed", "--beneficiaries=2")
    assert refusal.value.returncode == 2
    assert Beneficiary.objects.count() == 2


def test_a_demo_whose_persons_were_removed_is_not_filled_again():
    User.objects.create(email=email_of("Nadia", "Ferrero"), first_name="Nadia", last_name="F")
    with pytest.raises(CommandError, match="comptes de démonstration"):
        call_command("seed", "--beneficiaries=2")


def test_a_base_whose_law_was_changed_gets_a_sentence_and_stays_empty():
    RegimeCriterion.objects.filter(regime__code="R2024").exclude(code="9").delete()
    with pytest.raises(CommandError, match="chargez-la dans une base neuve") as refusal:
        call_command("seed", "--beneficiaries=40", "--on=2026-03-18")
    assert refusal.value.returncode == 2
    assert not Beneficiary.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--beneficiaries=0"], "entre 1 et"),
        (["--beneficiaries=900000"], "entre 1 et"),
        (["--on=18/03/2026"], "n'est pas un jour"),
        (["--on=2023-12-31"], "à partir du 1er"),
    ],
)
def test_a_wrong_option_gets_a_sentence(words, sentence):
    with pytest.raises(CommandError, match=sentence) as refusal:
        call_command("seed", *words)
    assert refusal.value.returncode == 2
    assert not Beneficiary.objects.exists()


def test_the_command_says_what_it_made():
    said = StringIO()
    call_command("seed", "--beneficiaries=2", "--on=2026-03-18", stdout=said)
    assert "2\u00a0dossiers inventés, vus au 18\u00a0mars\u00a02026" in said.getvalue()


def test_there_is_an_account_for_each_role_and_its_password_works():
    call_command("seed", "--beneficiaries=50", "--on=2026-03-18", verbosity=0)
    said = StringIO()
    call_command("demo_accounts", stdout=said)
    emails = [word for word in said.getvalue().split() if "@" in word]
    users = {user.email: user for user in User.objects.filter(email__in=emails)}
    assert [users[email].roles for email in emails] == [
        ["coach"], ["prospector"], ["coordinator"], ["manager"], ["administrator"], ["beneficiary"],
    ]  # fmt: skip
    assert all(user.check_password(PASSWORD) for user in users.values())
    assert PASSWORD in said.getvalue()


def test_without_a_demo_no_account_is_promised():
    said = StringIO()
    call_command("demo_accounts", stdout=said)
    assert "@" not in said.getvalue()
