"""Puts the persons of an exported file in order again, by what the file says and by nothing else.

`python rederive.py < file.csv` prints the numbers of registration, first one first. It imports
nothing of the application: it is a second writing of the order, from the words on the page.
"""

import csv
import re
import sys

STATES = {"convient": 0, "à vérifier": 1, "écart": 2}
WISHES = {"même métier": 0, "métier proche": 1, "pas encore choisi": 2, "autre métier": 3}
ASKED = re.compile(r"'?(indispensable|formable|souhaité) : .* \(niveau ([1-4])\)")


def key(row):
    """Indispensables missing, levels to gain, others held, wish, mobility, availability."""
    missing = to_gain = others = 0
    for heading, cell in row.items():
        asked = ASKED.fullmatch(heading)
        if not asked:
            continue
        level, held = int(asked[2]), int(cell or 0)
        if asked[1] == "indispensable":
            missing += held < level
            to_gain += max(0, level - held)
        else:
            others += held >= level
    mobility = max(STATES[row[name]] for name in ("permis", "trajet"))
    availability = max(STATES[row[name]] for name in ("moments", "début", "heures"))
    wish = WISHES[row["métier visé"]]
    return missing, to_gain, -others, wish, mobility, availability, int(row["inscription"])


def main():
    rows = list(csv.DictReader(sys.stdin, delimiter=";"))
    rows.sort(key=lambda row: row["inscription"][::-1])  # any order but the one of the file
    for row in sorted(rows, key=key):
        print(row["inscription"])  # noqa: T201


if __name__ == "__main__":
    main()
