"""The wizard: each step is kept on the server, says what it found, and can be left."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from beneficiaries.models import Beneficiary, ImportMapping, ImportRun
from tests.beneficiaries import messy
from tests.beneficiaries.dumps import dump
from tests.factories import (
    BeneficiaryFactory,
    FollowUpFactory,
    ImportMappingFactory,
    ImportRunFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("beneficiaries:import-list")


@pytest.fixture
def client(client_of, manager):
    return client_of(manager)


@pytest.fixture
def team():
    return TeamFactory(name="Accueil")


def upload(client, content: bytes, name: str = "feuille.xlsx"):
    return client.post(LIST, {"sheet": SimpleUploadedFile(name, content)})


def chosen(run: ImportRun, team, **others: object) -> dict[str, object]:
    """The columns as they are proposed, and the rest of the step."""
    headers = [header for header, _ in run.findings["headers"]]
    fields = {f"column_{n}": run.columns.get(h, "") for n, h in enumerate(headers)}
    return fields | {"team": team.pk} | others


def test_a_sheet_goes_through_the_steps(client, team):
    response = upload(client, messy.office((*messy.LINES, messy.person(GSM="12"))))
    run = ImportRun.objects.get()
    columns = reverse("beneficiaries:import-columns", args=[run.pk])
    assert response["Location"] == columns
    page = client.get(columns).content.decode()
    assert "Date 1er entretien" in page
    assert messy.SAMIRA not in page
    client.post(columns, chosen(run, team, updated=["phone"], remember_as="Partenaire"))
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Benali Samira" in page
    assert "n&#x27;est pas un numéro de téléphone" in page
    assert not Beneficiary.objects.exists()
    client.post(run.get_absolute_url())
    assert Beneficiary.objects.count() == 3
    assert ImportMapping.objects.get().updated == ["phone"]
    assert "dossiers ouverts" in client.get(run.get_absolute_url()).content.decode()


def test_the_national_number_is_never_in_a_page_nor_in_what_is_kept_of_the_findings(client, team):
    upload(client, messy.office())
    run = ImportRun.objects.get()
    client.post(reverse("beneficiaries:import-columns", args=[run.pk]), chosen(run, team))
    run.refresh_from_db()
    pages = client.get(run.get_absolute_url()).content.decode() + str(run.findings)
    assert not [n for n in (messy.SAMIRA, messy.MARCO, messy.GRACE) if n in pages]


def test_the_rows_to_correct_are_a_sheet_in_which_nothing_computes(client, team):
    bad = messy.person(GSM="12", Remarques="=1+1", Nom="=cmd|'/C calc'!A0")
    upload(client, messy.xlsx([messy.LINES[0], bad]))
    run = ImportRun.objects.get()
    client.post(reverse("beneficiaries:import-columns", args=[run.pk]), chosen(run, team))
    response = client.get(reverse("beneficiaries:import-errors", args=[run.pk]))
    sheet = load_workbook(io.BytesIO(response.content)).active
    titles, row = ([cell.value for cell in cells] for cells in sheet.iter_rows())
    assert titles[-2:] == ["Ligne d'origine", "À corriger"]
    assert row[5] == "12"
    assert row[-2] == "3"
    assert "GSM" in row[-1]
    assert not [
        cell.value for cells in sheet.iter_rows() for cell in cells if cell.data_type == "f"
    ]


def test_a_sheet_that_cannot_be_read_is_refused_beside_its_field(client):
    page = upload(client, bytes(range(256)) * 50, "photo.xlsx").content.decode()
    assert "n&#x27;est pas une feuille" in page
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"column_0": ""}, "Dites quelles colonnes"),
        ({"column_3": "last_name"}, "Deux colonnes sont lues"),
        ({"team": ""}, "obligatoire"),
    ],
)
def test_columns_that_make_no_person_are_refused_and_what_was_chosen_stays(
    client, team, change, sentence
):
    upload(client, messy.office())
    run = ImportRun.objects.get()
    address = reverse("beneficiaries:import-columns", args=[run.pk])
    page = client.post(address, chosen(run, team, remember_as="Gardé") | change).content.decode()
    assert sentence in page
    assert 'value="Gardé"' in page


def test_a_likely_twin_is_decided_in_the_page(client, team):
    known = BeneficiaryFactory(first_name="Luca", last_name="Rossi", born_on=None, niss=None)
    upload(client, messy.xlsx([messy.person(GSM="0470 11 22 33")]))
    run = ImportRun.objects.get()
    address = reverse("beneficiaries:import-columns", args=[run.pk])
    client.post(address, chosen(run, team, updated=["phone"]))
    assert known.file_number in client.get(run.get_absolute_url()).content.decode()
    client.post(run.get_absolute_url(), {"row_2": "same"})
    known.refresh_from_db()
    assert known.phone.as_e164 == "+32470112233"


def test_another_remembered_reading_may_be_taken(client, team):
    other = ImportMappingFactory(name="Ailleurs", columns={"gsm": "phone"}, updated=["email"])
    upload(client, messy.office())
    run = ImportRun.objects.get()
    address = reverse("beneficiaries:import-columns", args=[run.pk])
    page = client.get(address, {"lecture": other.pk})
    form = page.context["form"]
    assert [form["column_5"].initial, form["column_0"].initial] == ["phone", ""]
    assert form["updated"].initial == ["email"]
    assert client.get(address, {"lecture": "9" * 30}).status_code == 200


def test_what_was_decided_is_found_again_another_day(client, team):
    BeneficiaryFactory(first_name="Luca", last_name="Rossi", born_on=None, niss=None)
    upload(client, messy.xlsx([messy.person()]))
    run = ImportRun.objects.get()
    client.post(reverse("beneficiaries:import-columns", args=[run.pk]), chosen(run, team))
    decisions = reverse("beneficiaries:import-decisions", args=[run.pk])
    client.post(decisions, {"row_2": "another"})
    page = client.get(run.get_absolute_url()).content.decode()
    assert '<option value="another" selected>' in page
    client.post(decisions, {"row_2": "nobody"})
    run.refresh_from_db()
    assert run.findings["decisions"] == {"2": "another"}


def test_a_number_on_the_wrong_line_never_mixes_two_persons(client, team):
    known = BeneficiaryFactory(first_name="Ann", last_name="Maes", phone="+32470000001")
    known.set_niss(messy.SAMIRA)
    known.save()
    upload(client, messy.xlsx([messy.LINES[0]]))
    run = ImportRun.objects.get()
    address = reverse("beneficiaries:import-columns", args=[run.pk])
    client.post(address, chosen(run, team, updated=["phone"]))
    page = client.get(run.get_absolute_url()).content.decode()
    assert "même numéro national, autre nom" in page
    assert "créer son dossier" not in page
    client.post(run.get_absolute_url())
    known.refresh_from_db()
    assert (known.phone.as_e164, Beneficiary.objects.count()) == ("+32470000001", 1)


def test_an_undo_asks_then_says_for_whom_one_has_worked(client, team):
    upload(client, messy.office())
    run = ImportRun.objects.get()
    client.post(reverse("beneficiaries:import-columns", args=[run.pk]), chosen(run, team))
    client.post(run.get_absolute_url())
    FollowUpFactory(beneficiary=Beneficiary.objects.get(last_name="Benali"))
    address = reverse("beneficiaries:import-undo", args=[run.pk])
    assert "Reprendre cet import" in client.get(address).content.decode()
    assert "Samira Benali" in client.post(address).content.decode()
    assert Beneficiary.objects.count() == 3


def test_an_undo_by_the_page_leaves_the_database_as_it_was(client, team):
    upload(client, messy.office())
    run = ImportRun.objects.get()
    client.post(reverse("beneficiaries:import-columns", args=[run.pk]), chosen(run, team))
    before = dump()
    client.post(run.get_absolute_url())
    assert dump() != before
    client.post(reverse("beneficiaries:import-undo", args=[run.pk]))
    assert dump() == before
    assert "L&#x27;import est repris" in client.get(run.get_absolute_url()).content.decode()


def test_the_same_sheet_again_is_noticed(client, team):
    content = messy.office()
    for _ in range(2):
        upload(client, content)
        run = ImportRun.objects.first()
        client.post(reverse("beneficiaries:import-columns", args=[run.pk]), chosen(run, team))
        page = client.get(run.get_absolute_url()).content.decode()
        client.post(run.get_absolute_url())
    assert "Cette feuille est déjà importée" in page
    assert Beneficiary.objects.count() == 3


def test_a_sheet_may_be_left_and_is_then_forgotten(client):
    run = ImportRunFactory()
    client.post(reverse("beneficiaries:import-discard", args=[run.pk]))
    assert not ImportRun.objects.exists()


def test_the_list_asks_as_many_queries_for_many_sheets(client, django_assert_max_num_queries):
    ImportRunFactory.create_batch(3, done=True)
    with django_assert_max_num_queries(8):
        client.get(LIST)
    ImportRunFactory.create_batch(12, done=True)
    with django_assert_max_num_queries(8):
        client.get(LIST)
