"""How are several articles of one text cited together?"""

import re
from collections.abc import Iterable
from itertools import chain

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
        f"{text}, {runs(ordinals)}" if ordinals else text for text, ordinals in stems.items()
    )


def runs(ordinals: Iterable[str]) -> str:
    """« 2° à 5°, 8° et 9° »: three ordinals or more in a row are said by their ends."""
    found: list[list[str]] = []
    for each in ordinals:
        if found and follows(found[-1][-1], each):
            found[-1].append(each)
        else:
            found.append([each])
    spoken = [[f"{run[0]} à {run[-1]}"] if len(run) > 2 else run for run in found]
    return listed(chain.from_iterable(spoken))


def follows(earlier: str, later: str) -> bool:
    numbers = [text.removesuffix("°") for text in (earlier, later)]
    return all(text.isdecimal() for text in numbers) and int(numbers[0]) + 1 == int(numbers[1])
