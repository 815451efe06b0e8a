"""An undefined variable in one of our own templates fails the test that rendered it.

Templates of the libraries rely on undefined variables being empty: those are left alone.
`{% if x %}` and `{{ x|default:"" }}` may ask for what is not there.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings
from django.template.base import FilterExpression, Parser, Variable, VariableDoesNotExist

OWN_FOLDERS = [settings.BASE_DIR / "templates"]
FORGIVING = {"default", "default_if_none"}
strict_about: ContextVar[tuple] = ContextVar("strict_about", default=(None, ""))


class UndefinedVariableError(AssertionError):
    """A template of ours asked for something its view did not give."""


def is_ours(origin) -> bool:
    name = getattr(origin, "name", None) or ""
    return any(Path(name).is_relative_to(folder) for folder in OWN_FOLDERS)


@contextmanager
def strictly(variable, template):
    token = strict_about.set((variable, template))
    try:
        yield
    finally:
        strict_about.reset(token)


class OwnExpression(FilterExpression):
    """An expression that remembers which template it was written in; Django's has slots only."""

    own_template: str | None = None


def compile_filter(self, token):
    expression = OwnExpression(token, self)
    expression.own_template = self.origin.name if is_ours(self.origin) else None
    return expression


def resolve_expression(self, context, ignore_failures=False):
    forgiven = any(function.__name__ in FORGIVING for function, _ in self.filters)
    template = getattr(self, "own_template", None)
    if ignore_failures or forgiven or template is None:
        return open_resolve_expression(self, context, ignore_failures)
    with strictly(self.var, template):
        return open_resolve_expression(self, context, ignore_failures)


def resolve_variable(self, context):
    try:
        return open_resolve_variable(self, context)
    except VariableDoesNotExist as error:
        variable, template = strict_about.get()
        if variable is self:
            raise UndefinedVariableError(f"{template}: « {self.var} » is undefined") from error
        raise


open_resolve_expression = FilterExpression.resolve
open_resolve_variable = Variable.resolve

Parser.compile_filter = compile_filter
FilterExpression.resolve = resolve_expression
Variable.resolve = resolve_variable
