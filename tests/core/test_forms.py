import pytest
from django import forms

from mirec.core.forms import CHOOSE, UNSAID, HouseForm


@pytest.mark.parametrize(("required", "word"), [(True, CHOOSE), (False, UNSAID)])
def test_the_empty_choice_is_a_word(required, word):
    class Chosen(HouseForm):
        kind = forms.TypedChoiceField(choices=[("", "---------"), ("a", "A")], required=required)

    assert Chosen().fields["kind"].choices == [("", word), ("a", "A")]
