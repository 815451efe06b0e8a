"""Who looks for work? Asked of the app that knows: this one may not import it.

A higher app registers the dotted path of a function without argument that gives the keys of those
persons. Without any, everybody does.
"""

from django.db.models import QuerySet

from mirec.core.registries import Registry

_SOURCES = Registry()
register_seekers = _SOURCES.register


def looking_for_work(people: QuerySet) -> QuerySet:
    for keys in _SOURCES:
        people = people.filter(pk__in=keys())
    return people
