"""Django's and Celery's settings for one PostgreSQL and one Redis, each given by an address."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from environ import Env

BROKER_DB = 0
CACHE_DB = 1  # apart from the broker: clearing the cache empties its whole database
NO_TRIGGER_IGNORED = "-c pgtrigger.ignore={}"
"""Each trigger asks which ones look away; where nothing answers, PostgreSQL raises and catches an
error for each row, ever slower the more rows one transaction writes.
"""


def database(url: str) -> dict[str, Any]:
    """`postgres://user:password@host:port/name`, or `...@/name?host=/folder` for a Unix socket."""
    found = Env.db_url_config(url)
    options = {"options": NO_TRIGGER_IGNORED} | found.get("OPTIONS", {})
    host = options.pop("host", found["HOST"])
    return found | {"HOST": host, "OPTIONS": options}


def redis_database(url: str, number: int) -> str:
    """The same server, another of its numbered databases."""
    if url.startswith("unix://"):
        return f"{url.partition('?')[0]}?db={number}"
    return urlunsplit(urlsplit(url)._replace(path=f"/{number}"))


def broker(url: str, first: int = 0) -> str:
    """Celery writes a Unix socket its own way."""
    if url.startswith("unix://"):
        path = url.removeprefix("unix://").partition("?")[0]
        return f"redis+socket://{path}?virtual_host={first + BROKER_DB}"
    return redis_database(url, first + BROKER_DB)


def caches(url: str, first: int = 0) -> dict[str, Any]:
    return {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": redis_database(url, first + CACHE_DB),
            "KEY_PREFIX": "mirec",
        }
    }
