"""Two records of one enterprise made one: nothing is lost, and all of it can be taken back."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.urls import reverse

from employers.lookups import employers
from employers.models import Approach, Employer, EmployerMerge, Site
from employers.queries.merging import employer_links
from employers.services.merging import merge_employers, undo_employer_merge
from employers.services.organisations import with_bce
from employers.twins import described, twins_of
from mirec.core.ledger import rows_of
from mirec.core.periods import today
from tests.factories import (
    ApproachFactory,
    ContactFactory,
    EmployerFactory,
    InternshipFactory,
    PlacementFactory,
    SiteFactory,
    StepFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db
FILLED = {
    "employers.Contact": ContactFactory,
    "employers.Site": SiteFactory,
    "employers.Approach": ApproachFactory,
    "employers.Vacancy": VacancyFactory,
    "employers.Placement": PlacementFactory,
    "coaching.Internship": InternshipFactory,
    "coaching.Step": lambda employer: StepFactory(owner="employer", employer=employer),
}
"""One row of each kind that hangs from an employer."""


@pytest.fixture
def kept():
    return EmployerFactory(name="Toitures Martinet", bce=None, email="", note="Sonner deux fois.")


@pytest.fixture
def absorbed():
    return EmployerFactory(
        name="Martinet SRL", phone="+3271000009", email="a@martinet.example", note="Parking."
    )


@pytest.fixture
def browser(client_of, prospector):
    return client_of(prospector)


def merged(kept, absorbed, by, *picked):
    return merge_employers(kept=kept, absorbed=absorbed, picked=picked, by=by, on=today())


def whole_house() -> dict[str, str]:
    """Every row of these rooms as it is written, but for the journal of the merges."""
    return {
        model._meta.label: serializers.serialize("json", rows_of(model).order_by("pk"))
        for model in apps.get_models()
        if model._meta.app_label in {"employers", "coaching", "beneficiaries"}
        and model is not EmployerMerge
        and not hasattr(model, "pgh_tracked_model")
    }


def test_every_kind_of_row_that_hangs_from_an_employer_passes(kept, absorbed, prospector):
    assert {link.model._meta.label for link in employer_links()} == set(FILLED)
    for make in FILLED.values():
        make(employer=absorbed)
    merged(kept, absorbed, prospector)
    for link in employer_links():
        owners = rows_of(link.model).exclude(**{link.attname: None})
        assert set(owners.values_list(link.attname, flat=True)) == {kept.pk}, link


def test_an_undone_merge_leaves_the_house_as_it_was(kept, absorbed, prospector):
    for make in FILLED.values():
        make(employer=absorbed)
        make(employer=kept)
    for employer in (kept, absorbed):
        SiteFactory(employer=employer, name="Siège")
    before = whole_house()
    merge = merged(kept, absorbed, prospector, "name", "bce", "phone")
    assert whole_house() != before
    undo_employer_merge(merge=merge, by=prospector, on=today())
    assert whole_house() == before


def test_what_only_one_says_is_kept_and_what_is_picked_is_taken(kept, absorbed, prospector):
    bce, phone = absorbed.bce, kept.phone
    merged(kept, absorbed, prospector, "name")
    kept.refresh_from_db()
    assert (kept.name, kept.bce, kept.phone) == ("Martinet SRL", bce, phone)
    assert kept.email == "a@martinet.example"
    assert kept.note == "Sonner deux fois.\n\nParking."


def test_two_sites_of_one_name_are_told_apart(kept, absorbed, prospector):
    for employer in (kept, absorbed):
        SiteFactory(employer=employer, name="Siège")
    SiteFactory(employer=kept, name="Siège (Martinet SRL)")
    merged(kept, absorbed, prospector)
    names = Site.objects.filter(employer=kept).values_list("name", flat=True)
    assert sorted(names) == ["Siège", "Siège (2)", "Siège (Martinet SRL)"]


def test_the_absorbed_one_is_found_nowhere_and_its_address_leads_to_the_kept_one(
    browser, kept, absorbed, prospector
):
    bce, address = absorbed.bce, absorbed.get_absolute_url()
    merged(kept, absorbed, prospector)
    assert with_bce(bce) == kept
    assert not employers("Martinet SRL")
    assert not twins_of(described(absorbed), except_pk=kept.pk)
    assert list(Employer.objects.visible_to(prospector)) == [kept]
    assert browser.get(address).url == kept.get_absolute_url()
    assert "Martinet SRL" not in browser.get(reverse("employers:employer-list")).content.decode()


def test_what_cannot_be_merged_is_said(kept, absorbed, prospector):
    with pytest.raises(ValidationError, match="avec lui-même"):
        merged(kept, kept, prospector)
    merged(kept, absorbed, prospector)
    for pair in ((kept, absorbed), (absorbed, kept)):
        with pytest.raises(ValidationError, match="déjà fusionné"):
            merged(*pair, prospector)


class TestUndoing:
    def test_what_was_noted_since_stays_with_the_kept_one(self, kept, absorbed, prospector):
        ours = ApproachFactory(employer=absorbed)
        merge = merged(kept, absorbed, prospector)
        since = ApproachFactory(employer=kept)
        undo_employer_merge(merge=merge, by=prospector, on=today())
        owners = dict(Approach.objects.values_list("pk", "employer"))
        assert owners == {ours.pk: absorbed.pk, since.pk: kept.pk}

    def test_not_when_it_would_lose_a_change(self, kept, absorbed, prospector):
        merge = merged(kept, absorbed, prospector)
        Employer.objects.filter(pk=kept.pk).update(email="autre@martinet.example")
        with pytest.raises(ValidationError, match="ne peut plus être défaite"):
            undo_employer_merge(merge=merge, by=prospector, on=today())

    def test_not_when_a_row_is_gone(self, kept, absorbed, prospector):
        call = ApproachFactory(employer=absorbed)
        merge = merged(kept, absorbed, prospector)
        call.delete()
        with pytest.raises(ValidationError, match="supprimés ou déplacés"):
            undo_employer_merge(merge=merge, by=prospector, on=today())

    def test_the_last_one_first_and_each_once(self, kept, absorbed, prospector):
        first = merged(kept, absorbed, prospector)
        second = merged(EmployerFactory(), kept, prospector)
        with pytest.raises(ValidationError, match="défaites d'abord"):
            undo_employer_merge(merge=first, by=prospector, on=today())
        for merge in (second, first):
            undo_employer_merge(merge=merge, by=prospector, on=today() + timedelta(days=1))
        with pytest.raises(ValidationError, match="déjà défaite"):
            undo_employer_merge(merge=first, by=prospector, on=today())
        assert not Employer.objects.filter(merged_into__isnull=False).exists()


class TestPages:
    def test_a_twin_is_found_compared_merged_and_parted(self, browser, kept, absorbed):
        Employer.objects.filter(pk=absorbed.pk).update(phone=kept.phone)
        VacancyFactory(employer=absorbed)
        page = browser.get(reverse("employers:employer-doubles", args=[kept.pk])).content.decode()
        assert "même téléphone" in page
        path = reverse("employers:employer-merge", args=[kept.pk, absorbed.pk])
        assert path in page
        form = browser.get(path).context["form"]
        assert [choice.name for choice in form.choices] == ["name", "prospector"]
        typed = {"name": "absorbed", "prospector": "kept", "version": form["version"].value()}
        assert browser.post(path, typed).url == kept.get_absolute_url()
        kept.refresh_from_db()
        assert kept.name == "Martinet SRL"
        merge = EmployerMerge.objects.get()
        undo = reverse("employers:employer-merge-undo", args=[merge.pk])
        assert (
            undo
            in browser.get(reverse("employers:employer-doubles", args=[kept.pk])).content.decode()
        )
        assert browser.post(undo).status_code == 302
        kept.refresh_from_db()
        assert kept.name == "Toitures Martinet"
        assert browser.get(undo).status_code == 404

    def test_a_record_changed_meanwhile_is_read_again_first(self, browser, kept, absorbed):
        path = reverse("employers:employer-merge", args=[kept.pk, absorbed.pk])
        form = browser.get(path).context["form"]
        typed = {choice.name: "kept" for choice in form.choices}
        typed["version"] = form["version"].value()
        Employer.objects.filter(pk=absorbed.pk).update(name="Martinet et fils")
        second = browser.post(path, typed)
        assert "entre-temps" in second.content.decode()
        assert not EmployerMerge.objects.exists()

    def test_another_is_looked_for_by_name_or_number(self, browser, kept, absorbed):
        path = reverse("employers:employer-doubles", args=[kept.pk])
        for asked in ("martinet srl", absorbed.bce):
            page = browser.get(path, {"nom": asked})
            assert [row.pk for row in page.context["found"]] == [absorbed.pk]
        assert "Aucun autre employeur" in browser.get(path, {"nom": "Zzz\0"}).content.decode()

    def test_asks_as_often_however_much_hangs_there(
        self, browser, kept, absorbed, django_assert_max_num_queries
    ):
        path = reverse("employers:employer-merge", args=[kept.pk, absorbed.pk])
        counts = []
        for _ in range(2):
            for make in FILLED.values():
                make(employer=absorbed)
            with django_assert_max_num_queries(20) as asked:
                browser.get(path)
            counts.append(len(asked))
        assert counts[0] == counts[1]
