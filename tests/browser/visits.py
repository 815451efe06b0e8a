"""What a visitor does in every journey: sign in, read a table, listen to axe."""

from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from mirec.accounts.models import User
from tests.factories import PASSWORD

OPTIONS = {"preload": False, "resultTypes": ["violations"]}
"""The styles are the page's own; of what is right axe need not draw up a list."""


def sign_in(page: Page, site: str, user: User) -> None:
    """By the form, as everyone does, from the address of the site."""
    page.goto(site)
    page.get_by_label("Adresse e-mail").fill(user.email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("button", name="Se connecter")).to_have_count(0)


def enter(page: Page, client, site: str, user: User) -> None:
    """Without the form: the visitor has signed in before."""
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": site}])


def complaints(page: Page) -> dict[str, list]:
    """What axe finds serious or critical, by rule."""
    return _targets(rule for rule in _said(page) if rule["impact"] in {"serious", "critical"})


def remarks(page: Page) -> dict[str, list]:
    """All that axe finds, by rule."""
    return _targets(_said(page))


def _said(page: Page) -> list[dict]:
    return Axe().run(page, options=OPTIONS).response["violations"]


def _targets(rules: Iterable[dict]) -> dict[str, list]:
    return {rule["id"]: [node["target"] for node in rule["nodes"]] for rule in rules}


def follow(page: Page, name: str) -> None:
    """The first link of that name in the page's own content or navigation."""
    page.get_by_role("link", name=name, exact=True).first.click()


def send(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def tab(page: Page, name: str) -> None:
    """A tab of the person's page; its panel has come when it is the current one."""
    link = page.get_by_role("navigation", name="Parties du dossier").get_by_role(
        "link", name=name, exact=True
    )
    link.click()
    expect(link).to_have_attribute("aria-current", "page")
