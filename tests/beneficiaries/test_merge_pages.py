"""The pages on which two files are compared, made one and parted; where old addresses lead."""

import pytest
from django.core import serializers
from django.urls import reverse

from beneficiaries.models import Beneficiary, Merge
from beneficiaries.services.merging import undo_merge
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    BeneficiarySkillFactory,
    FollowUpFactory,
    JourneyFactory,
    SituationFactory,
    SkillFactory,
)

pytestmark = pytest.mark.django_db


def test_the_history_says_who_merged_and_who_undid(kept, absorbed, merging, manager, client_of):
    merge = merging()
    undo_merge(merge=merge, by=manager, on=today())
    page = client_of(manager).get(reverse("beneficiaries:panel-history", args=[kept.pk])).text
    assert "Dossier double absorbé" in page
    assert "Fusion défaite" in page
    assert manager.get_full_name() in page
    assert serializers.serialize("json", [merge])


def test_the_history_of_the_absorbed_file_is_read_in_the_kept_one(
    kept, absorbed, merging, manager, client_of
):
    SituationFactory(beneficiary=absorbed, note="Contrat de remplacement")
    url = reverse("beneficiaries:panel-history", args=[kept.pk])
    assert "Contrat de remplacement" not in client_of(manager).get(url).text
    merging()
    assert "Contrat de remplacement" in client_of(manager).get(url).text


def test_an_old_address_leads_to_the_kept_file_for_who_may_see_it(
    kept, absorbed, merging, coach, stranger_coach, prospector, client_of
):
    merging()
    for name in ("beneficiaries:detail", "coaching:panel-journey", "employers:profile"):
        old, new = (reverse(name, args=[file.pk]) for file in (absorbed, kept))
        assert client_of(coach).get(old)["Location"] == new
    assert client_of(stranger_coach).get(absorbed.get_absolute_url()).status_code == 404
    profile = reverse("employers:profile", args=[absorbed.pk])
    assert client_of(prospector).get(profile).status_code == 302
    merge = reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk])
    assert client_of(coach).get(merge)["Location"] == reverse("beneficiaries:twins", args=[kept.pk])
    third = BeneficiaryFactory(coach=coach)
    merge = reverse("beneficiaries:merge", args=[third.pk, absorbed.pk])
    assert client_of(coach).get(merge).status_code == 404
    own_space = reverse("beneficiaries:own-space", args=[absorbed.pk])
    assert client_of(coach).post(own_space).status_code == 404


def test_the_preview_asks_what_differs_and_counts_what_hangs(kept, absorbed, coach, client_of):
    skill = SkillFactory()
    for file in (kept, absorbed):
        BeneficiarySkillFactory(beneficiary=file, skill=skill)
    FollowUpFactory(beneficiary=absorbed)
    url = reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk])
    page = client_of(coach).get(url)
    form = page.context["form"]
    assert form["phone"].initial == "absorbed"
    assert form["last_name"].initial == "kept"
    assert "sex" not in form.fields
    assert page.text.count('type="radio"') == 2 * (len(form.fields) - 1)
    assert "1 en double : le meilleur niveau est gardé" in page.text
    rows = {row.label: (row.kept_count, row.absorbed_count) for row in page.context["hangings"]}
    assert rows["Suivi"] == (0, 1)
    assert kept.niss not in page.text


def test_the_page_merges_and_undoes(kept, absorbed, coach, client_of):
    client, url = client_of(coach), reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    page = client.post(url, sent, follow=True)
    assert f"Le dossier {absorbed.file_number} est dans celui-ci" in page.text
    kept.refresh_from_db()
    assert kept.phone.as_e164 == "+32470112233"
    undo = reverse("beneficiaries:merge-undo", args=[Merge.objects.get().pk])
    assert absorbed.file_number in client.get(undo).text
    assert "de nouveau deux" in client.post(undo, follow=True).text
    absorbed.refresh_from_db()
    assert absorbed.merged_into is None


def test_the_page_refuses_a_number_that_contradicts_the_birth_date_picked(
    kept, absorbed, coach, client_of
):
    client, url = client_of(coach), reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"niss": "absorbed"}
    page = client.post(url, sent)
    assert "Le numéro national retenu est celui d'une personne née le" in page.context[
        "form"
    ].errors.as_text().replace("&#x27;", "'")
    assert not Merge.objects.exists()


def test_the_page_notices_that_a_file_changed_meanwhile(kept, absorbed, coach, client_of):
    client, url = client_of(coach), reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    Beneficiary.objects.filter(pk=kept.pk).update(studies="Menuiserie")
    page = client.post(url, sent)
    assert "a changé entre-temps" in page.text
    assert not Merge.objects.exists()


def test_the_preview_says_what_people_must_settle_first(kept, absorbed, coach, client_of):
    for file in (kept, absorbed):
        JourneyFactory(beneficiary=file)
    page = client_of(coach).get(reverse("beneficiaries:merge", args=[kept.pk, absorbed.pk]))
    assert "clôturez-en un avant de fusionner" in page.text
    assert "Fusionner les deux dossiers" not in page.text


def test_a_file_of_another_team_cannot_be_merged(kept, other_beneficiary, coach, client_of):
    client = client_of(coach)
    for pair in ((kept, other_beneficiary), (other_beneficiary, kept)):
        url = reverse("beneficiaries:merge", args=[file.pk for file in pair])
        assert client.get(url).status_code == 404


def test_a_file_is_asked_for_by_its_number(kept, absorbed, other_beneficiary, coach, client_of):
    client, url = client_of(coach), reverse("beneficiaries:twins", args=[kept.pk])
    page = client.get(url, {"dossier": absorbed.file_number.lower()})
    assert page.context["asked"] == absorbed
    page = client.get(url, {"dossier": other_beneficiary.file_number})
    assert "Aucun autre dossier que vous pouvez ouvrir" in page.text
