"""Who types a name as it is written finds the person, and so does who types it plainly."""

import pytest

from beneficiaries.models import Beneficiary
from tests.factories import BeneficiaryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first_name", "last_name", "typed"),
    [
        pytest.param("Łukasz", "Wójcik", "Łukasz Wójcik", id="a Polish name as it is written"),
        pytest.param("Łukasz", "Wójcik", "wojcik LUKASZ", id="the same, plainly"),
        pytest.param("Işıl", "Yıldız", "Yıldız", id="a Turkish dotless i"),
        pytest.param("Işıl", "Yıldız", "yildiz", id="the same, with a dot"),
        pytest.param("Zoé", "Lecœur", "lecœur", id="a ligature"),
        pytest.param("Zoé", "Lecœur", "zoe lecoeur", id="the same, apart"),
        pytest.param("Zoé", "Lecœur", "zoe\u0301", id="an accent typed after its letter"),
    ],
)
def test_a_name_is_found_however_its_letters_are_typed(first_name, last_name, typed):
    person = BeneficiaryFactory(first_name=first_name, last_name=last_name)
    BeneficiaryFactory(first_name="Noah", last_name="Petit")
    assert list(Beneficiary.objects.named(typed)) == [person]


def test_every_word_counts_and_a_sign_of_sql_is_a_sign():
    BeneficiaryFactory(first_name="Noah", last_name="Petit")
    assert not Beneficiary.objects.named("noah grand").exists()
    assert not Beneficiary.objects.named("no%h").exists()
    assert not Beneficiary.objects.named("n_ah").exists()
