"""Chromium for the journeys, when the machine has one; otherwise each skipped test is counted."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""The first has no window to draw: the journeys take a third less of the processor."""
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
]
DESKTOP = {"viewport": {"width": 1366, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
# What htmx writes when a visitor leaves, or types on, before an answer came: no error.
ABANDONED = ("htmx:afterRequest", "htmx:sendAbort")
BELGIAN = {"locale": "fr-BE", "timezone_id": "Europe/Brussels"}


def find_chromium() -> str | None:
    """The one CHROMIUM names, else the system's."""
    given = os.environ.get("CHROMIUM")
    return shutil.which(given) if given else next(filter(None, map(shutil.which, NAMES)), None)


def pytest_collection_modifyitems(items):
    missing = find_chromium() is None
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            if missing:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def pytest_terminal_summary(terminalreporter):
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if "browser" in getattr(report, "keywords", {})
    ]
    if skipped:
        terminalreporter.section("BROWSER TESTS SKIPPED", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{len(skipped)} browser tests did not run: no Chromium was found. Install one "
            "(apt-get install chromium-headless-shell) or name it: "
            "CHROMIUM=/path/to/chrome make test"
        )


@pytest.fixture(scope="session")
def chromium():
    """One browser for the run; each test opens a context of its own."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop lives in this thread
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*QUIET, *sandbox]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """`open_page(**options)`: a page of a new visitor; an error in its console fails the test."""
    contexts, errors = [], []

    def note(message):
        if message.type == "error" and not message.text.startswith(ABANDONED):
            errors.append(message.text)

    def open_one(**options):
        context = chromium.new_context(**BELGIAN, **options)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        contexts.append(context)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def page(open_page):
    """A desktop screen."""
    return open_page(**DESKTOP)


@pytest.fixture
def phone(open_page):
    """A telephone."""
    return open_page(**PHONE)
