"""A page that is one form, in the clothes of this room."""

from functools import partial

from mirec.core import pages

form_page = partial(pages.form_page, template="training/form.html")
