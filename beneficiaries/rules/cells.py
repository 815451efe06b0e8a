"""What does a typed cell mean? Words of a sheet to values of a file; each refusal is a sentence."""

import re
from datetime import date, datetime
from unicodedata import category, combining, normalize

import phonenumbers
from django.core.exceptions import ValidationError

from beneficiaries.enums import Diploma, IntakeSource, Sex
from beneficiaries.niss import InvalidNissError, compacted
from mirec.core.fields import validate_mail


class CellError(ValueError):
    """The cell cannot be understood; the text is the sentence for who corrects the sheet."""


class Formula(str):
    """What a sheet computes. It is never computed here and never kept."""

    __slots__ = ()


Cell = str | int | float | bool | date | datetime | None

NOTHING = frozenset({"", "-", "--", "–", "—", "/", ".", "néant", "nihil", "n/a", "#n/a", "nc"})
UNSURE = frozenset({"?", "??", "???", "inconnu", "inconnue", "à compléter", "à demander"})
PASTED = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "\u2011": "-", "\u2010": "-"})
"""What Word puts in the place of the apostrophe and the hyphen that one types."""
PARTICLES = frozenset({"de", "den", "der", "des", "du", "la", "le", "van", "von", "ten", "ter"})
FORMULA = re.compile(r"^=[-+]?[A-Za-z_$'\"(\d@]")
LONGEST_NAME, LONGEST_LINE, LONGEST_NOTE = 80, 200, 5_000
NISS_DIGITS = 11

SEXES: dict[str, Sex] = dict.fromkeys(
    ("m", "m.", "mr", "mr.", "h", "homme", "monsieur", "masculin", "male"), Sex.MALE
)
SEXES |= dict.fromkeys(
    ("f", "mme", "mme.", "mlle", "madame", "mademoiselle", "femme", "feminin"), Sex.FEMALE
)
SEXES |= dict.fromkeys(("x", "autre", "non binaire"), Sex.OTHER)

YES = frozenset({"oui", "o", "x", "1", "vrai", "true", "yes", "y", "ok", "ris", "✓", "✔"})
NO = frozenset({"non", "n", "0", "faux", "false", "no", "pas de ris", "sans"})

DIPLOMAS: dict[str, Diploma] = {
    **dict.fromkeys(
        ("aucun", "aucun diplome", "sans", "sans diplome", "pas de diplome", "rien"), Diploma.NONE
    ),
    **dict.fromkeys(
        ("ceb", "primaire", "primaires", "enseignement primaire", "p6", "6e primaire"),
        Diploma.PRIMARY,
    ),
    **dict.fromkeys(
        ("cesi", "cesdd", "c2d", "secondaire inferieur", "enseignement secondaire inferieur"),
        Diploma.LOWER_SECONDARY,
    ),
    # The sixth year of vocational education (CE6P): no CESS before the seventh.
    **dict.fromkeys(("6p", "6e p", "6e professionnelle", "ce6p", "cq6"), Diploma.LOWER_SECONDARY),
    **dict.fromkeys(
        ("cess", "secondaire superieur", "enseignement secondaire superieur", "humanites", "7p"),
        Diploma.UPPER_SECONDARY,
    ),
    **dict.fromkeys(("bachelier", "graduat", "bachelor", "baccalaureat (be)"), Diploma.BACHELOR),
    **dict.fromkeys(
        ("master", "licence", "licencie", "universite", "universitaire", "doctorat"),
        Diploma.MASTER,
    ),
}
PLAIN_DIPLOMAS = frozenset({"aucun", "ceb", "primaire", "cesi", "cess", "bachelier", "master"})
"""The words that say no more than the list of the file does; the others are kept as studies."""

SOURCES: tuple[tuple[str, IntakeSource], ...] = (
    (r"forem\b", IntakeSource.FOREM),
    (r"cpas\b", IntakeSource.CPAS),
    (r"(aviq|awiph)\b", IntakeSource.AVIQ),
    (
        r"(spontane|bouche a oreille|lui meme|elle meme|ami\b|amie\b|famille\b|connaissance\b)",
        IntakeSource.SPONTANEOUS,
    ),
)
PLAIN_SOURCES = frozenset({"forem", "cpas", "aviq", "spontane", "spontanee", "spontanement"})


def folded(text: str) -> str:
    """Without accents, capitals, and the difference between hyphen, apostrophe and space."""
    return " ".join(re.sub(r"[-'’_]", " ", unaccented(text)).split())


def unaccented(text: str) -> str:
    """In small letters, without accents; every other sign stays."""
    plain = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("ı", "i")
    return "".join(c for c in normalize("NFD", plain) if not combining(c))


def tidy(cell: Cell) -> str:
    """One line of text: composed letters, plain spaces, nothing that cannot be seen."""
    return " ".join(prose(cell).split())


def prose(cell: Cell) -> str:
    """The same with its lines kept."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date()
    text = normalize("NFC", str(cell)).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(_seen(character) for character in text.translate(PASTED))
    return "\n".join(" ".join(line.split(" ")).strip() for line in text.split("\n")).strip()


def _seen(character: str) -> str:
    if character == "\n":
        return character
    kind = category(character)
    if kind in {"Zs", "Zl", "Zp"} or character == "\t":
        return " "
    return "" if kind in {"Cc", "Cf", "Co", "Cs", "Cn"} else character


def is_formula(cell: Cell) -> bool:
    """Computed by the sheet, or written so that a sheet would compute it."""
    return isinstance(cell, Formula) or (isinstance(cell, str) and bool(FORMULA.match(cell)))


def said(cell: Cell) -> str:
    """The tidy text, "" for the signs that people put in a cell to leave it empty."""
    text = tidy(cell)
    return "" if text.casefold() in NOTHING else text


def surely_said(cell: Cell) -> str:
    """The same, and "" too where the sheet itself says that it does not know."""
    text = said(cell)
    return "" if text.casefold() in UNSURE else text


def name(cell: Cell) -> str:
    """« ÖZTÜRK » to « Öztürk »; a name that mixes both kinds of letters is left as it was typed."""
    text = surely_said(cell)
    if any(character.isdigit() or character in "@=<>{}[]|;" for character in text):
        raise CellError(f"« {shortened(text)} » n'est pas un nom : écrivez-le en lettres.")
    if len(text) > LONGEST_NAME:
        raise CellError(f"Ce nom dépasse {LONGEST_NAME} lettres.")
    return cased(text) if text.isupper() or text.islower() else text


def cased(text: str) -> str:
    words = text.lower().split(" ")
    last = len(words) - 1
    return " ".join(
        word if 0 < place < last and word in PARTICLES else _capitalised(word)
        for place, word in enumerate(words)
    )


def _capitalised(word: str) -> str:
    """« n'diaye » to « N'Diaye », « marie-ange » to « Marie-Ange »."""
    return re.sub(r"(^|[-'])(\w)", lambda found: found[1] + found[2].upper(), word)


def both_names(cell: Cell) -> tuple[str, str]:
    """Last and first name of one cell: « DUPONT Marie » or « Dupont, Marie »."""
    text = surely_said(cell)
    if not text:
        return "", ""
    last, comma, first = text.partition(",")
    if not comma:
        words = text.split(" ")
        count = next((n for n, word in enumerate(words) if not word.isupper()), len(words))
        last, first = " ".join(words[:count]), " ".join(words[count:])
    if not last or not first.strip():
        raise CellError(
            f"On ne sait pas où finit le nom dans « {shortened(text)} » : écrivez « DUPONT Marie » "
            "ou « Dupont, Marie »."
        )
    return name(last), name(first)


def niss(cell: Cell) -> str:
    """The compact number, "" when the cell is empty; a number cell has lost its leading zeros."""
    text = said(cell)
    if not text:
        return ""
    if isinstance(cell, int | float) and text.isdigit():
        text = text.zfill(NISS_DIGITS)
    count = sum(character in "0123456789" for character in text)
    if count != NISS_DIGITS:
        raise CellError(
            f"Un numéro national a onze chiffres ; celui-ci en a {count}."
            if count
            else "Un numéro national a onze chiffres ; cette case n'en a aucun."
        )
    try:
        return compacted(text)
    except InvalidNissError as error:
        raise CellError(
            "Ce numéro national ne tient pas : ses deux derniers chiffres ne correspondent pas aux "
            "neuf premiers."
        ) from error


def sex(cell: Cell) -> str:
    text = surely_said(cell)
    if text and folded(text) not in SEXES:
        raise CellError(f"« {shortened(text)} » ne dit pas le sexe : écrivez F, M ou X.")
    return SEXES[folded(text)].value if text else ""


def yes_or_no(cell: Cell) -> bool | None:
    """None when the cell says neither."""
    text = surely_said(cell).casefold()
    if not text:
        return None
    if text in YES or text in NO:
        return text in YES
    raise CellError(f"« {shortened(text)} » ne dit ni oui ni non.")


def phone(cell: Cell) -> str:
    """In international form; a number without country is Belgian."""
    text = surely_said(cell)
    if not text:
        return ""
    try:
        number = phonenumbers.parse(text, "BE")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise CellError(
            f"« {shortened(text)} » n'est pas un numéro de téléphone : écrivez par exemple "
            "0470 12 34 56."
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(cell: Cell) -> str:
    """In lower case; letters with accents are allowed before the @ (RFC 6531)."""
    text = surely_said(cell).lower()
    if not text:
        return ""
    try:
        validate_mail(text)
    except ValidationError as error:
        raise CellError(
            f"« {shortened(text)} » n'est pas une adresse e-mail : écrivez nom@domaine.be."
        ) from error
    return text


def line(cell: Cell) -> str:
    text = surely_said(cell)
    if len(text) > LONGEST_LINE:
        raise CellError(f"Ce texte dépasse {LONGEST_LINE} signes.")
    return text


def note(cell: Cell) -> str:
    text = "" if tidy(cell).casefold() in NOTHING else prose(cell)
    if len(text) > LONGEST_NOTE:
        raise CellError("Ce texte dépasse 5 000 signes.")
    return text


def diploma(cell: Cell) -> tuple[str, str]:
    """The title, and the words that say more than it does; unknown words are studies only."""
    text = line(cell)
    found = DIPLOMAS.get(folded(text))
    if found is None:
        return "", text
    return found.value, "" if folded(text) in PLAIN_DIPLOMAS else text


def source(cell: Cell) -> tuple[str, str]:
    """Who sent the person, and the words that say it more exactly; others are partners."""
    text = line(cell)
    if not text:
        return "", ""
    plain = folded(text)
    kinds = (kind for pattern, kind in SOURCES if re.search(rf"\b{pattern}", plain))
    kind = next(kinds, IntakeSource.PARTNER)
    return kind.value, "" if plain in PLAIN_SOURCES else text


def shortened(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
