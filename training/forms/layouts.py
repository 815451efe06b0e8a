"""Fields that belong together stand on one line."""

from crispy_forms.layout import Div

from mirec.core.forms import HouseFormMixin


def side_by_side(form: HouseFormMixin, *names: str) -> None:
    """Put the named fields, which follow each other, on one line of the form."""
    layout = form.helper.layout
    first = layout.fields.index(names[0])
    layout.fields[first : first + len(names)] = [Div(*names, css_class="field-row")]
