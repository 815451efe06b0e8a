"""An undefined variable in one of our own templates fails the test that rendered it.

Templates of the libraries rely on undefined variables being empty: those are left alone.
`{% if x %}` and `{{ x|default:"" }}` may ask for what is not there.
"""

from pathlib import Path

from django.conf import settings
from django.template.base import FilterExpression, Parser, Variable, VariableDoesNotExist

OWN_FOLDERS = [settings.BASE_DIR / "templates"]
FORGIVING = {"default", "default_if_none"}


class UndefinedVariableError(AssertionError):
    """A template of ours asked for something its view did not give."""


class OwnVariable(Variable):
    """Asks for what must be there."""

    def __init__(self, var, template):
        super().__init__(var)
        self.template = template

    def resolve(self, context):
        try:
            return super().resolve(context)
        except VariableDoesNotExist as error:
            raise UndefinedVariableError(f"{self.template}: « {self.var} » is undefined") from error


class OwnExpression(FilterExpression):
    """As Django's, but for its variable; `{% if %}` says itself that it may fail to find it."""

    def __init__(self, token, parser):
        super().__init__(token, parser)
        self.forgiving = FilterExpression(token, parser)
        self.var = OwnVariable(self.var.var, parser.origin.name)

    def resolve(self, context, ignore_failures=False):
        if ignore_failures:
            return self.forgiving.resolve(context, ignore_failures)
        return super().resolve(context)


def compile_filter(parser, token):
    expression = FilterExpression(token, parser)
    forgives = any(function.__name__ in FORGIVING for function, _ in expression.filters)
    if forgives or not expression.is_var or not is_ours(parser.origin):
        return expression
    return OwnExpression(token, parser)


def is_ours(origin) -> bool:
    name = getattr(origin, "name", None) or ""
    return any(Path(name).is_relative_to(folder) for folder in OWN_FOLDERS)


Parser.compile_filter = compile_filter
