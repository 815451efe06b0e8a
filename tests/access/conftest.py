"""Thousands of pages are asked for here and judged by what a visitor gets."""

import pytest


@pytest.fixture(autouse=True)
def no_copies_of_contexts(monkeypatch):
    """Django's client keeps a copy of the context of every template of a page; none is read."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *given, **more: None)
