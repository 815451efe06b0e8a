"""What is typed and not sent: kept for its author, offered again, gone once sent or forgotten."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from mirec.accounts import drafts
from mirec.accounts.models import Draft
from mirec.accounts.tasks import expire_drafts
from tests.factories import BeneficiaryFactory, DraftFactory

pytestmark = pytest.mark.django_db


def at(name: str) -> str:
    return reverse(f"accounts:draft-{name}")


def keep(client, key: str = "suivi:12~a", text: str = "Le CV est rel", **more):
    content = {"title": "Suivi", "page": "/suivis/", "fields": {"text": [text]}}
    sent = {"brouillon": key, "content": json.dumps(content), **more}
    return client.post(at("save"), sent)


def read(client, key: str = "suivi:12") -> list[dict]:
    return client.get(at("read"), {"brouillon": key}).json()["drafts"]


def test_what_was_typed_is_offered_again_in_another_browser(client_of, coach):
    said = keep(client_of(coach)).json()["moment"]
    assert said.startswith("à ")
    (offered,) = read(client_of(coach))
    assert offered["fields"] == {"text": ["Le CV est rel"]}
    assert offered["key"] == "suivi:12~a"


def test_the_same_opening_writes_over_itself_and_another_one_beside_it(client_of, coach):
    client = client_of(coach)
    keep(client, text="Le CV")
    keep(client, text="Le CV est relu")
    keep(client, key="suivi:12~b", text="Autre page")
    assert [draft["fields"]["text"] for draft in read(client)] == [
        ["Autre page"],
        ["Le CV est relu"],
    ]


def test_a_draft_of_another_subject_or_form_is_not_offered(client_of, coach):
    client = client_of(coach)
    keep(client, key="suivi:123~a")
    keep(client, key="offre:12~a")
    assert read(client) == []


def test_nobody_else_reads_or_deletes_it(client_of, coach, colleague, manager):
    keep(client_of(coach))
    for other in (colleague, manager):
        client = client_of(other)
        assert read(client) == []
        client.post(at("discard"), {"texte": "suivi:12~a"})
        assert "Gardé" not in client.get(at("list")).text
    assert Draft.objects.count() == 1


def test_the_words_lie_encrypted_in_the_table(client_of, coach):
    keep(client_of(coach), text="Secret-Brouillon")
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM accounts_draft")
        assert "Secret-Brouillon" not in cursor.fetchone()[0]


def test_who_signs_in_after_another_does_not_inherit_the_text_of_the_page(
    client_of, coach, colleague
):
    assert keep(client_of(colleague), owner=str(coach.pk)).status_code == 409
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"brouillon": "suivi:1", "content": "x"}, id="no JSON"),
        pytest.param({"brouillon": "suivi:1", "content": "[1]"}, id="no object"),
        pytest.param({"brouillon": ":1", "content": "{}"}, id="no form"),
        pytest.param({"brouillon": "suivi:1", "content": "[" * 50_000}, id="nested without end"),
        pytest.param({"brouillon": "suivi:1", "content": '"' + "x" * 300_000}, id="too long"),
    ],
)
def test_what_is_no_draft_is_refused_in_words(client_of, coach, sent):
    answer = client_of(coach).post(at("save"), sent)
    assert answer.status_code == 422
    assert answer.json()["refused"].startswith("Ce brouillon ne peut pas être")


def test_a_form_that_was_accepted_has_no_draft_any_more(client_of, coach, beneficiary):
    client = client_of(coach)
    key = f"personne:{beneficiary.pk}~a"
    keep(client, key=key)
    keep(client, key=f"personne:{beneficiary.pk}~b")
    form = client.get(reverse("beneficiaries:edit", args=[beneficiary.pk])).context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value not in (None, "")}
    address = reverse("beneficiaries:edit", args=[beneficiary.pk])
    refused = client.post(address, sent | {"first_name": "", "brouillon": key})
    assert refused.status_code == 200
    assert f'value="{key}"' in refused.text
    assert Draft.objects.count() == 2
    accepted = client.post(address, sent | {"first_name": "Noé", "brouillon": key})
    assert accepted.status_code == 302
    assert [draft.subject for draft in Draft.objects.all()] == [f"{beneficiary.pk}~b"]


def test_a_form_sent_after_the_session_ended_leaves_its_draft(client, client_of, coach):
    keep(client_of(coach))
    client.post(reverse("coaching:followup-create"), {"brouillon": "suivi:12~a"})
    assert Draft.objects.count() == 1


def test_a_draft_is_thrown_away_from_the_list(client_of, coach):
    client = client_of(coach)
    keep(client)
    page = client.get(at("list")).text
    assert "Gardé à" in page
    assert 'href="/suivis/"' in page
    client.post(at("discard"), {"texte": "suivi:12~a", "liste": "1"})
    assert "Aucun brouillon" in client.get(at("list")).text


@pytest.mark.parametrize("page", ["//evil.example/", "https://evil.example/", "/\\evil", 12, None])
def test_a_draft_leads_to_no_other_site(client_of, coach, page):
    content = json.dumps({"title": "x", "page": page, "fields": {}})
    drafts.save_draft(user=coach, form="suivi", subject="", content=content)
    assert "evil" not in client_of(coach).get(at("list")).text


def test_a_draft_nobody_touches_for_thirty_days_goes(coach):
    old, fresh = DraftFactory(user=coach), DraftFactory(user=coach)
    Draft.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=31))
    Draft.objects.filter(pk=fresh.pk).update(updated_at=timezone.now() - timedelta(days=29))
    assert expire_drafts() == 1
    assert Draft.objects.get() == fresh


def test_the_hour_is_said_and_the_day_when_it_is_another(coach):
    draft = DraftFactory(user=coach)
    later = draft.updated_at + timedelta(days=1)
    assert drafts.moment_of(draft, draft.updated_at).startswith("à ")
    assert drafts.moment_of(draft, later).startswith("hier à ")


def test_one_person_keeps_a_bounded_number_of_drafts(coach, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 3)
    for number in range(5):
        drafts.save_draft(user=coach, form="suivi", subject=str(number), content="{}")
    assert sorted(Draft.objects.values_list("subject", flat=True)) == ["2", "3", "4"]


def test_a_service_refuses_what_has_no_form(coach):
    with pytest.raises(ValidationError):
        drafts.save_draft(user=coach, form="", subject="", content="{}")


def test_a_draft_is_no_row_of_any_list(client_of, coach, manager):
    person = BeneficiaryFactory(team=coach.team, coach=coach)
    keep(client_of(coach), key=f"suivi:{person.pk}~a", text="Jamais-envoyé")
    for user in (coach, manager):
        for name in ("coaching:followup-list", "coaching:home", "beneficiaries:list"):
            assert "Jamais-envoyé" not in client_of(user).get(reverse(name)).text
