"""Why may two files not become one yet? Asked of the apps that know more than the files.

A higher app registers the dotted path of a function `(kept, absorbed) -> Iterable[str]`.
"""

from django.db.models import Model

from mirec.core.registries import Registry

_PROVIDERS = Registry()
register_refusals = _PROVIDERS.register


def refusals_elsewhere(kept: Model, absorbed: Model) -> list[str]:
    return [sentence for provider in _PROVIDERS for sentence in provider(kept, absorbed)]
