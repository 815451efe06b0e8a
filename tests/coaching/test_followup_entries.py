"""Common entries, sealed parts, files, prompts: what is kept, who reads it, what is refused."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coaching.enums import Audience, Outcome
from coaching.forms.followups import MOST_PERSONS
from coaching.models import Attachment, FollowUp, Prompt, Topic
from coaching.rules.tries import AGAIN, next_try
from coaching.services.followups import Line, record_entry, tries_in_vain
from mirec.core.periods import today
from mirec.core.working_days import is_working_day, working_day_from
from tests.coaching.test_views import follow_up_data
from tests.factories import (
    AttachmentFactory,
    BeneficiaryFactory,
    FollowUpFactory,
    PromptFactory,
    TemporaryAccessFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 attestation"


def text_of(response) -> str:
    return unescape(response.content.decode())


def at(name: str, *args) -> str:
    return reverse(f"coaching:{name}", args=args)


@pytest.fixture
def second(coach):
    return BeneficiaryFactory(team=coach.team, coach=coach, first_name="Zoé", last_name="Dubois")


# Several persons in one entry


def test_each_person_of_an_entry_gets_a_follow_up_of_their_own(coach, beneficiary, second):
    lines = [Line(beneficiary, Outcome.DONE, "À l'aise"), Line(second, Outcome.EXCUSED)]
    shared = {"kind": "jobcoaching", "channel": "office", "happened_on": today(), "text": "Atelier"}
    first, other = record_entry(lines=lines, by=coach, on=today(), **shared)
    assert first.batch == other.batch is not None
    assert (first.remark, other.remark) == ("À l'aise", "")
    beneficiary.refresh_from_db()
    second.refresh_from_db()
    assert (beneficiary.last_contact_on, second.last_contact_on) == (today(), None)


def test_nobody_of_an_entry_that_is_too_long_is_left_out_in_silence(client_of, coach, beneficiary):
    crowd = BeneficiaryFactory.create_batch(MOST_PERSONS, team=coach.team)
    data = follow_up_data(beneficiary) | {
        "beneficiary": [beneficiary.pk, *(person.pk for person in crowd)]
    }
    page = text_of(client_of(coach).post(at("followup-create"), data))
    assert f"{MOST_PERSONS} personnes au plus par entrée ; en voici {MOST_PERSONS + 1}." in page
    assert not FollowUp.objects.exists()


def test_an_entry_for_one_person_is_no_batch(client_of, coach, beneficiary):
    client_of(coach).post(at("followup-create"), follow_up_data(beneficiary))
    assert FollowUp.objects.get().batch is None


def test_a_page_without_script_writes_for_several_persons(client_of, coach, beneficiary, second):
    client = client_of(coach)
    chooser = client.get(at("followup-create"), {"personne": beneficiary.pk, "plus": 1, "q": "zoe"})
    link = f"?personne={beneficiary.pk}&personne={second.pk}"
    assert link in text_of(chooser)
    page = text_of(client.get(at("followup-create") + link))
    assert f'name="remark_{second.pk}"' in page
    data = follow_up_data(beneficiary) | {
        "beneficiary": [beneficiary.pk, second.pk],
        f"outcome_{second.pk}": "no_show",
        f"remark_{second.pk}": "Bus en panne",
    }
    assert client.post(at("followup-create"), data).status_code == 302
    assert {row.beneficiary: row.outcome for row in FollowUp.objects.all()} == {
        beneficiary: Outcome.DONE,
        second: Outcome.NO_SHOW,
    }


def test_nobody_of_another_team_slips_into_an_entry(
    client_of, coach, beneficiary, other_beneficiary
):
    data = follow_up_data(beneficiary) | {"beneficiary": [beneficiary.pk, other_beneficiary.pk]}
    assert client_of(coach).post(at("followup-create"), data).status_code == 404
    assert FollowUp.objects.count() == 0


def test_a_common_entry_says_so_and_shows_no_remark_of_another(
    client_of, coach, beneficiary, second
):
    lines = [Line(beneficiary, Outcome.DONE), Line(second, Outcome.DONE, "Secret-Remarque")]
    shared = {"kind": "jobcoaching", "channel": "office", "happened_on": today(), "text": "Atelier"}
    first, _ = record_entry(lines=lines, by=coach, on=today(), **shared)
    client = client_of(coach)
    for address in (at("followup-detail", first.pk), at("panel-followups", beneficiary.pk)):
        page = text_of(client.get(address))
        assert "entrée commune à 2 personnes" in page
        assert "Secret-Remarque" not in page
    assert "Entrée commune à 2 personnes" in text_of(client.get(at("followup-list")))


def test_the_entry_over_a_page_answers_with_a_word_and_leaves_the_page(
    client_of, coach, beneficiary
):
    client = client_of(coach)
    response = client.post(
        at("followup-entry"), follow_up_data(beneficiary), headers={"HX-Request": "true"}
    )
    assert response.status_code == 201
    assert "followupKept" in response["HX-Trigger"]
    assert "Suivi de Noah Petit enregistré" in text_of(response)


def test_an_entry_about_nobody_is_refused_and_keeps_the_text(client_of, coach, beneficiary):
    data = follow_up_data(beneficiary, text="Mes mots") | {"beneficiary": []}
    response = client_of(coach).post(at("followup-entry"), data, headers={"HX-Request": "true"})
    page = text_of(response)
    assert "Choisissez au moins une personne." in page
    assert "Mes mots" in page


def test_persons_are_found_without_accents_among_those_one_follows(
    client_of, coach, second, other_beneficiary
):
    client = client_of(coach)
    assert "Zoé Dubois" in text_of(client.get(at("followup-persons"), {"q": "zoe dub"}))
    assert "Zoé Dubois" in text_of(client.get(at("followup-persons"), {"q": second.file_number}))
    assert "Hoyaux" not in text_of(client.get(at("followup-persons"), {"q": "hoyaux"}))
    asked = client.get(at("followup-persons"), {"personne": other_beneficiary.pk})
    assert asked.status_code == 404


# Not reached


@pytest.mark.parametrize(
    ("failed", "on", "text", "day"),
    [
        pytest.param(1, date(2026, 3, 18), AGAIN[0][0], date(2026, 3, 19), id="once: tomorrow"),
        pytest.param(1, date(2026, 3, 20), AGAIN[0][0], date(2026, 3, 23), id="on a Friday"),
        pytest.param(1, date(2026, 4, 5), AGAIN[0][0], date(2026, 4, 7), id="before Easter Monday"),
        pytest.param(2, date(2026, 3, 18), AGAIN[1][0], date(2026, 3, 23), id="twice: three days"),
        pytest.param(3, date(2026, 3, 18), AGAIN[2][0], date(2026, 3, 19), id="thrice: write"),
        pytest.param(9, date(2026, 3, 18), AGAIN[2][0], date(2026, 3, 19), id="and more"),
        pytest.param(0, date(2026, 3, 18), AGAIN[0][0], date(2026, 3, 19), id="never yet"),
    ],
)
def test_the_next_try_after_tries_in_vain(failed, on, text, day):
    assert (next_try(failed, on).text, next_try(failed, on).on) == (text, day)


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 4, 6), False),
        (date(2026, 5, 14), False),
        (date(2026, 5, 25), False),
        (date(2026, 7, 21), False),
        (date(2026, 11, 28), False),
        (date(2026, 11, 26), True),
    ],
)
def test_the_office_is_closed_on_holidays_and_weekends(day, is_open):
    assert is_working_day(day) is is_open
    assert (working_day_from(day) == day) is is_open


def test_tries_count_since_the_last_exchange_as_far_as_one_may_know(coach, colleague, beneficiary):
    day = today()
    for days, traits in ((4, {"not_reached": True}), (3, {}), (2, {"not_reached": True})):
        FollowUpFactory(
            beneficiary=beneficiary,
            created_by=coach,
            happened_on=day - timedelta(days=days),
            **traits,
        )
    FollowUpFactory(
        beneficiary=beneficiary, created_by=coach, not_reached=True, audience=Audience.PRIVATE
    )
    assert (tries_in_vain(beneficiary, coach), tries_in_vain(beneficiary, colleague)) == (2, 1)


def test_the_form_asks_for_the_try_that_comes_next(client_of, coach, beneficiary):
    FollowUpFactory(beneficiary=beneficiary, created_by=coach, not_reached=True)
    proposed = client_of(coach).get(at("followup-try"), {"personne": beneficiary.pk}).json()
    expected = next_try(2, today())
    assert proposed == {"text": expected.text, "day": expected.on.isoformat()}


# The sealed part


@pytest.fixture
def sealed(coach, beneficiary):
    return FollowUpFactory(
        beneficiary=beneficiary, created_by=coach, text="Point", sealed_text="Secret-Scellé"
    )


def test_a_page_says_only_that_a_sealed_part_exists(client_of, coach, beneficiary, sealed):
    client = client_of(coach)
    for address in (
        at("followup-detail", sealed.pk),
        at("panel-followups", beneficiary.pk),
        at("followup-edit", sealed.pk),
        at("followup-list"),
        reverse("beneficiaries:panel-history", args=[beneficiary.pk]),
    ):
        assert "Secret-Scellé" not in text_of(client.get(address)), address
    assert "Une partie scellée" in text_of(client.get(at("followup-detail", sealed.pk)))
    assert "Partie scellée." in text_of(client.get(at("followup-list")))


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_opening_the_sealed_part_shows_it_and_is_noted(
    client_of, colleague, beneficiary, sealed, headers
):
    response = client_of(colleague).post(at("followup-unseal", sealed.pk), headers=headers)
    assert "Secret-Scellé" in text_of(response)
    assert "no-store" in response["Cache-Control"]
    opening = beneficiary.openings.get()
    assert (opening.opened_by, opening.part) == (colleague, "Partie scellée d'un suivi")


@pytest.mark.parametrize("who", ["stranger_coach", "prospector", "coordinator", "administrator"])
def test_who_has_not_the_right_opens_nothing_and_leaves_no_line(
    who, request, client_of, beneficiary, sealed
):
    response = client_of(request.getfixturevalue(who)).post(at("followup-unseal", sealed.pk))
    assert response.status_code in {403, 404}
    assert beneficiary.openings.count() == 0


def test_the_sealed_part_of_a_private_note_is_its_authors(client_of, coach, colleague, sealed):
    FollowUp.objects.filter(pk=sealed.pk).update(audience=Audience.PRIVATE)
    address = at("followup-unseal", sealed.pk)
    assert client_of(colleague).post(address).status_code == 404
    assert "Secret-Scellé" in text_of(client_of(coach).post(address))


def test_no_search_finds_what_is_sealed(client_of, coach, sealed):
    client = client_of(coach)
    for words in ({"mots": "Secret"}, {"q": "Secret-Scellé"}, {"mots": "Secret-Scellé"}):
        table = client.get(at("followup-list"), words).context["table"]
        assert len(table.rows) == 0
    assert len(client.get(at("followup-list"), {"mots": "point"}).context["table"].rows) == 1


def test_no_search_finds_a_private_note_of_another(client_of, coach, manager, beneficiary):
    FollowUpFactory(beneficiary=beneficiary, created_by=coach, private=True, text="Secret-Privé")
    found = {
        user: len(client_of(user).get(at("followup-list"), {"mots": "privé"}).context["table"].rows)
        for user in (coach, manager)
    }
    assert found == {coach: 1, manager: 0}


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        pytest.param({}, "Secret-Scellé", id="left empty it stays"),
        pytest.param({"sealed_text": "Autre"}, "Autre", id="replaced"),
        pytest.param({"forget_sealed": "on"}, "", id="taken away"),
    ],
)
def test_correcting_a_follow_up_keeps_what_is_sealed(
    client_of, coach, beneficiary, sealed, changes, kept
):
    data = follow_up_data(beneficiary, text="Corrigé") | changes
    assert client_of(coach).post(at("followup-edit", sealed.pk), data).status_code == 302
    sealed.refresh_from_db()
    assert (sealed.text, sealed.sealed_text) == ("Corrigé", kept)


def test_a_sealed_part_changed_in_another_tab_is_noticed(client_of, coach, beneficiary, sealed):
    client, address = client_of(coach), at("followup-edit", sealed.pk)
    version = client.get(address).context["form"]["version"].value()
    client.post(address, follow_up_data(beneficiary, text="Point", sealed_text="Depuis l'onglet"))
    late = follow_up_data(beneficiary, sealed_text="Trop tard", version=version)
    assert "a modifié ces données entre-temps" in text_of(client.post(address, late))
    sealed.refresh_from_db()
    assert sealed.sealed_text == "Depuis l'onglet"


# Files


def upload(name: str = "attestation.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_large_file_is_kept_with_the_follow_up_of_each_person(
    client_of, coach, beneficiary, second
):
    """Django moves a large upload to its place: what was moved cannot be moved again."""
    large = upload("scan.pdf", b"%PDF-1.7\n" + b"x" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1))
    data = follow_up_data(beneficiary) | {
        "beneficiary": [beneficiary.pk, second.pk],
        "files": [large],
    }

    assert client_of(coach).post(at("followup-create"), data).status_code == 302

    sizes = [each.file.size for each in Attachment.objects.all()]
    assert sizes == [large.size, large.size]


def test_files_are_kept_with_the_follow_up_of_each_person(client_of, coach, beneficiary, second):
    data = follow_up_data(beneficiary) | {
        "beneficiary": [beneficiary.pk, second.pk],
        "files": [upload(), upload("note.pdf")],
    }
    assert client_of(coach).post(at("followup-create"), data).status_code == 302
    assert Attachment.objects.count() == 4
    kept = Attachment.objects.filter(follow_up__beneficiary=second).first()
    response = client_of(coach).get(at("attachment", kept.pk))
    assert response.getvalue() == PDF
    assert second.openings.filter(part="Pièce jointe d'un suivi").count() == 1


def test_a_file_of_an_unknown_format_is_refused_beside_its_field(client_of, coach, beneficiary):
    data = follow_up_data(beneficiary) | {"files": [upload("jeu.exe", b"MZ\x90\x00")]}
    response = client_of(coach).post(at("followup-create"), data)
    assert "Ce format n'est pas accepté" in text_of(response)
    assert FollowUp.objects.count() == 0


def test_the_file_of_a_private_note_is_its_authors(client_of, coach, manager, beneficiary):
    note = FollowUpFactory(beneficiary=beneficiary, created_by=coach, private=True)
    kept = AttachmentFactory(follow_up=note)
    assert client_of(manager).get(at("attachment", kept.pk)).status_code == 404
    assert client_of(coach).get(at("attachment", kept.pk)).getvalue()


def test_its_author_takes_a_file_away(
    client_of, coach, beneficiary, django_capture_on_commit_callbacks
):
    kept = AttachmentFactory(follow_up=FollowUpFactory(beneficiary=beneficiary, created_by=coach))
    storage, name = kept.file.storage, kept.file.name
    with django_capture_on_commit_callbacks(execute=True):
        client_of(coach).post(at("attachment-remove", kept.pk))
    assert not Attachment.objects.exists()
    assert not storage.exists(name)


# Topics and prompts


@pytest.mark.parametrize(
    ("typed", "is_kept"),
    [
        ({}, False),
        ({"text": " "}, False),
        ({"outcome": "not_reached"}, True),
        ({"sealed_text": "Sous traitement."}, True),
        ({"next_step": "Rappeler", "next_step_on": "2099-01-05"}, True),
    ],
    ids=["nothing", "a blank", "nobody was reached", "a sealed word", "a next step"],
)
def test_an_exchange_that_took_place_says_something(client_of, coach, beneficiary, typed, is_kept):
    silent = follow_up_data(beneficiary) | {"text": "", "next_step": "", "next_step_on": ""}
    client_of(coach).post(at("followup-create"), silent | typed)
    assert FollowUp.objects.exists() == is_kept


def test_a_topic_of_another_kind_is_refused_in_words(client_of, coach, beneficiary):
    topic = TopicFactory(kind="social", label="Crèche")
    data = follow_up_data(beneficiary, topic=topic.pk)
    page = text_of(client_of(coach).post(at("followup-create"), data))
    assert "« Crèche » est un sujet de suivi social" in page


def test_a_withdrawn_topic_stays_with_what_was_written(client_of, coach, beneficiary):
    topic = TopicFactory(kind="interview", label="Ancien sujet")
    written = FollowUpFactory(beneficiary=beneficiary, created_by=coach, topic=topic)
    Topic.objects.filter(pk=topic.pk).update(is_current=False)
    client = client_of(coach)
    page = text_of(client.get(at("followup-create"), {"personne": beneficiary.pk}))
    assert "Ancien sujet" not in page
    data = follow_up_data(beneficiary, topic=topic.pk)
    assert client.post(at("followup-edit", written.pk), data).status_code == 302
    written.refresh_from_db()
    assert written.topic == topic


def test_a_prompt_carries_its_text_to_the_page(client_of, coach, beneficiary):
    PromptFactory(label="Ma trame", text="Ce qui <avance> :")
    page = client_of(coach).get(at("followup-create"), {"personne": beneficiary.pk})
    assert 'data-text="Ce qui &lt;avance&gt; :"' in page.content.decode()


def test_the_manager_keeps_the_lists(client_of, manager):
    client = client_of(manager)
    new = {"kind": "social", "label": "Vélo", "order": 9, "is_current": "on"}
    assert client.post(at("topic-create"), new).status_code == 302
    again = client.post(at("topic-create"), new)
    assert "Ce sujet existe déjà pour ce type." in text_of(again)
    text = {"label": "Trame vélo", "text": "Trajet :", "theme": "La mobilité", "is_current": "on"}
    assert client.post(at("prompt-create"), text).status_code == 302
    kept = Prompt.objects.get(label="Trame vélo")
    assert (kept.created_by, kept.kind, kept.theme) == (manager, "", "La mobilité")
    page = text_of(client.get(at("library")))
    assert "Vélo" in page
    assert "thème « La mobilité »" in page


# What the person reads


def test_the_person_reads_what_the_coach_shows_and_nothing_else(client_of, coach, beneficiary):
    for audience in Audience:
        FollowUpFactory(
            beneficiary=beneficiary,
            created_by=coach,
            audience=audience,
            text=f"Texte-{audience.value}",
            sealed_text="Secret-Scellé",
        )
    page = text_of(client_of(beneficiary.user).get(at("my-followups")))
    assert "Texte-person" in page
    assert "Texte-team" not in page
    assert "Texte-private" not in page
    assert "Secret" not in page


# Numbers of queries


@pytest.mark.parametrize("count", [2, 12])
def test_a_list_and_a_tab_ask_as_often_whatever_their_length(
    client_of, coach, beneficiary, count, django_assert_max_num_queries
):
    for _ in range(count):
        row = FollowUpFactory(beneficiary=beneficiary, created_by=coach, topic=TopicFactory())
        AttachmentFactory(follow_up=row)
    client = client_of(coach)
    with django_assert_max_num_queries(9):
        client.get(at("followup-list"))
    with django_assert_max_num_queries(26):
        client.get(at("panel-followups", beneficiary.pk))


def test_what_a_replacement_opens_of_a_follow_up_is_kept_as_such(client_of, coach, beneficiary):
    stand_in = UserFactory(coach=True)
    TemporaryAccessFactory(user=stand_in, beneficiary=beneficiary)
    follow_up = FollowUpFactory(beneficiary=beneficiary, created_by=coach, sealed_text="Scellé")
    client = client_of(stand_in)
    client.post(at("followup-unseal", follow_up.pk))
    client.get(at("attachment", AttachmentFactory(follow_up=follow_up).pk)).getvalue()
    opened = set(beneficiary.openings.filter(opened_by=stand_in).values_list("part", flat=True))
    assert opened == {
        "Partie scellée d'un suivi (remplacement)",
        "Pièce jointe d'un suivi (remplacement)",
    }
