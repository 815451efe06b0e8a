"""The forms of a page, as a browser would send them back."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SENDS_NOTHING = {"submit", "button", "reset", "image", "file", "search"}


@dataclass
class SentForm:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class FormReader(HTMLParser):
    """Collects each form with the values it starts with; a choice starts with its first one."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[SentForm] = []
        self._inside = False
        self._name = ""
        self._is_text = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = True
            self.forms.append(SentForm(found.get("action", ""), found.get("method", "get").lower()))
        elif self._inside and found.get("name") and tag in {"input", "select", "textarea"}:
            self._begin(tag, found)
        elif self._inside and tag == "option" and self._name:
            self._choose(found)

    def _begin(self, tag: str, found: dict[str, str]) -> None:
        name, fields = found["name"], self.forms[-1].fields
        if tag == "input":
            if found.get("type") not in SENDS_NOTHING:
                fields.setdefault(name, found.get("value", ""))
            return
        self._name, self._is_text = name, tag == "textarea"
        fields.setdefault(name, "")

    def _choose(self, found: dict[str, str]) -> None:
        fields = self.forms[-1].fields
        if "selected" in found or not fields[self._name]:
            fields[self._name] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._is_text:
            self.forms[-1].fields[self._name] = data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag in {"select", "textarea"}:
            self._name, self._is_text = "", False


def forms_of(page: str) -> list[SentForm]:
    """Those that write: what a search sends is a query, tried elsewhere."""
    reader = FormReader()
    reader.feed(page)
    return [form for form in reader.forms if form.method == "post"]
