"""How are several articles of one text cited together?"""

import re
from collections.abc import Iterable

from beneficiaries.rules.french import listed

LAW = re.compile(r"^.*?(?=\bart\. )")
ORDINAL = re.compile(r"^(?P<stem>.+), (?P<ordinal>\d+°)$")


def short(article: str) -> str:
    """« Décret du 13.12.2023, art. 3, § 3 » is read aloud as « art. 3, § 3 »."""
    return LAW.sub("", article, count=1)


def stem(article: str) -> str:
    """The article without the ordinal at its end: « art. 3, § 1er, al. 1er »."""
    found = ORDINAL.match(short(article))
    return found["stem"] if found else short(article)


def ordinal(article: str) -> str:
    """« 2° », or the whole short article when it ends without an ordinal."""
    found = ORDINAL.match(short(article))
    return found["ordinal"] if found else short(article)


def cited(articles: Iterable[str]) -> str:
    """« art. 3, § 1er, al. 1er, 1°, 2° et 7° », other articles after a semicolon."""
    stems: dict[str, list[str]] = {}
    for article in articles:
        ordinals = stems.setdefault(stem(article), [])
        if ordinal(article) != short(article):
            ordinals.append(ordinal(article))
    return " ; ".join(
        f"{text}, {listed(ordinals)}" if ordinals else text for text, ordinals in stems.items()
    )
