"""The published tables come in whole, twice alike; a bad file changes nothing."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from beneficiaries.enums import SkillKind
from beneficiaries.library_files import read_esco, read_rome
from beneficiaries.models import Occupation, Skill
from beneficiaries.services.library import LibraryChanges, import_esco, import_rome
from tests.beneficiaries.published import (
    ESCO_HEAD,
    ROME_HEAD,
    SCHEMES,
    esco_row,
    esco_rows,
    written,
)
from tests.factories import OccupationFactory, SkillFactory
from tests.shared_files import shared_file

pytestmark = pytest.mark.django_db
GARDENER = {
    "code_rome": "A1203",
    "libelle_rome": "Espaces verts",
    "code_ogr": "16067",
    "libelle_appellation": "Jardinier / Jardinière",
}


def rome(*rows: dict[str, str]) -> LibraryChanges:
    head = ",".join(ROME_HEAD)
    lines = [",".join(row[name] for name in ROME_HEAD) for row in rows]
    return import_rome(titles=read_rome(io.StringIO("\n".join([head, *lines]))))


def esco(tmp_path: Path, *rows: dict[str, str]) -> LibraryChanges:
    path = written(tmp_path / "skills_fr.csv", ESCO_HEAD, rows)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return import_esco(competences=read_esco(file))


def versions(model) -> set[tuple[int, str]]:
    """The transaction that last wrote each row: an update that changes nothing would show."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, xmin::text FROM {model._meta.db_table}")  # noqa: S608
        return set(cursor.fetchall())


def test_the_published_job_titles_come_in_whole_and_a_second_run_writes_nothing():
    published = shared_file("rome_appellations.csv")
    call_command("import_rome", published, stdout=(first := io.StringIO()))
    assert Occupation.objects.filter(is_current=True).count() == 11_061
    assert "11 061 ajoutées" in first.getvalue().replace("\xa0", " ")
    before = versions(Occupation)
    call_command("import_rome", published, stdout=(second := io.StringIO()))
    assert "0 ajoutée, 0 changée, 0 retirée" in second.getvalue().replace("\xa0", " ")
    assert versions(Occupation) == before


def test_a_file_of_escos_size_comes_in_whole_and_a_second_run_writes_nothing(tmp_path):
    path = written(tmp_path / "skills_fr.csv", ESCO_HEAD, esco_rows())
    call_command("import_esco", path, stdout=io.StringIO())
    assert Skill.objects.filter(is_current=True).count() == 13_900
    row = Skill.objects.get(esco_uri=esco_row(0)["conceptUri"])
    assert row.other_labels.splitlines() == esco_row(0)["altLabels"].split("\n")
    before = versions(Skill)
    call_command("import_esco", path, stdout=(second := io.StringIO()))
    assert "0 ajoutée, 0 changée, 0 retirée" in second.getvalue().replace("\xa0", " ")
    assert versions(Skill) == before


def test_the_names_that_esco_hides_for_searching_are_searched(tmp_path):
    esco(tmp_path, esco_row(0, altLabels="poser un chauffage", hiddenLabels="chaufagiste\n\n"))
    assert Skill.objects.get().other_labels == "poser un chauffage\nchaufagiste"


def test_an_entry_of_the_house_is_adopted_under_its_key():
    own = OccupationFactory(label="jardinier / jardiniere")
    assert rome(GARDENER) == LibraryChanges(read=1, added=0, changed=1, retired=0)
    own.refresh_from_db()
    assert (own.label, own.ogr_code, own.rome_code) == ("Jardinier / Jardinière", "16067", "A1203")


def test_what_left_the_table_is_kept_but_no_longer_offered():
    rome(GARDENER, GARDENER | {"code_ogr": "2", "libelle_appellation": "Bûcheron / Bûcheronne"})
    own = OccupationFactory(label="Valoriste")
    assert rome(GARDENER).retired == 1
    assert not Occupation.objects.get(ogr_code="2").is_current
    own.refresh_from_db()
    assert own.is_current
    assert rome(GARDENER).retired == 0


def test_what_comes_back_is_offered_again():
    other = GARDENER | {"code_ogr": "2", "libelle_appellation": "Bûcheron / Bûcheronne"}
    rome(GARDENER, other)
    rome(GARDENER)
    assert rome(GARDENER, other) == LibraryChanges(read=2, added=0, changed=1, retired=0)
    assert Occupation.objects.get(ogr_code="2").is_current


def test_two_titles_may_exchange_their_names():
    other = GARDENER | {"code_ogr": "2", "libelle_appellation": "Bûcheron / Bûcheronne"}
    rome(GARDENER, other)
    names = GARDENER["libelle_appellation"], other["libelle_appellation"]
    rome(
        GARDENER | {"libelle_appellation": names[1]},
        other | {"libelle_appellation": names[0]},
    )
    assert Occupation.objects.get(ogr_code="2").label == names[0]


def test_a_code_that_is_renumbered_keeps_the_row():
    rome(GARDENER)
    key = Occupation.objects.get().pk
    assert rome(GARDENER | {"code_ogr": "99999"}).changed == 1
    assert Occupation.objects.get(ogr_code="99999").pk == key


def test_two_skills_of_one_name_are_told_apart(tmp_path):
    twins = [esco_row(0), esco_row(1, preferredLabel=esco_row(0)["preferredLabel"])]
    assert esco(tmp_path, *twins).added == 2
    assert esco(tmp_path, *twins) == LibraryChanges(read=2, added=0, changed=0, retired=0)
    label = esco_row(0)["preferredLabel"]
    assert set(Skill.objects.values_list("label", flat=True)) == {label, f"{label} (2)"}


def test_the_kind_comes_from_escos_groups_and_the_house_keeps_its_own(tmp_path):
    own = SkillFactory(label=esco_row(3)["preferredLabel"], kind=SkillKind.BASIC)
    rows = [
        esco_row(0),
        esco_row(1, reuseLevel="transversal"),
        esco_row(2, inScheme=f"{SCHEMES}skills, {SCHEMES}skill-language-groups"),
        esco_row(3),
        esco_row(4, status="obsolete"),
    ]
    esco(tmp_path, *rows)
    kinds = dict(Skill.objects.values_list("esco_uri", "kind"))
    assert [kinds[row["conceptUri"]] for row in rows[:3]] == [
        "technical",
        "behavioural",
        "language",
    ]
    own.refresh_from_db()
    assert (own.kind, own.esco_uri) == (SkillKind.BASIC, rows[3]["conceptUri"])
    assert not Skill.objects.get(esco_uri=rows[4]["conceptUri"]).is_current


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "Ligne 1 : il manque la colonne « code_rome »", id="an empty file"),
        pytest.param("code_rome;code_ogr", "il manque la colonne", id="another separator"),
        pytest.param(",".join(ROME_HEAD), "aucune ligne", id="a head alone"),
        pytest.param("A1,B,,Zut", "Ligne 3, colonne « code_ogr » : elle est vide", id="no code"),
        pytest.param("A1,B,7", "Ligne 3 : elle n'a pas le même nombre", id="a cell short"),
        pytest.param("A1,B,7,Zut,x", "Ligne 3 : elle n'a pas le même nombre", id="a cell more"),
        pytest.param("A1,B,1,Zut", "Ligne 3, colonne « code_ogr » : « 1 » figure", id="a twin"),
        pytest.param(f"A1,B,7,{'z' * 161}", "plus de 160 signes", id="too long a name"),
        pytest.param("A1,B,7,a\0b", "illisible", id="a NUL"),
        pytest.param('A1,B,7,"Zut', "ce n'est pas du CSV lisible", id="an open quote"),
    ],
)
def test_a_bad_file_is_refused_with_the_row_and_the_column(text, said, tmp_path):
    good = f"{','.join(ROME_HEAD)}\nA1203,Espaces verts,1,Jardinier\n"
    has_head = not text or text.startswith("code_rome")
    path = tmp_path / "rome.csv"
    path.write_text(text if has_head else good + text, encoding="utf-8")
    with pytest.raises(CommandError, match="Rien n'a été écrit") as refusal:
        call_command("import_rome", path)
    assert said in str(refusal.value)
    assert not Occupation.objects.exists()


def test_a_file_in_another_alphabet_or_absent_is_refused_in_words(tmp_path):
    path = tmp_path / "rome.csv"
    path.write_bytes(f"{','.join(ROME_HEAD)}\nA1,B,1,Bûcheron\n".encode("cp1252"))
    with pytest.raises(CommandError, match="pas du texte en UTF-8"):
        call_command("import_rome", path)
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("import_esco", tmp_path / "absent.csv")


def test_a_manager_uploads_a_table_and_reads_what_it_did(client_of, manager, tmp_path):
    client, url = client_of(manager), reverse("beneficiaries:library-import", args=["esco"])
    path = written(tmp_path / "skills_fr.csv", ESCO_HEAD, [esco_row(0)])
    with path.open("rb") as file:
        response = client.post(url, {"file": file}, follow=True)
    assert "1 ajoutée" in response.text.replace("\xa0", " ")
    assert "CC BY 4.0" in response.text
    assert Skill.objects.get().label == esco_row(0)["preferredLabel"]


def test_a_bad_upload_says_why_and_writes_nothing(client_of, manager, tmp_path):
    client, url = client_of(manager), reverse("beneficiaries:library-import", args=["rome"])
    path = written(tmp_path / "skills_fr.csv", ESCO_HEAD, [esco_row(0)])
    with path.open("rb") as file:
        response = client.post(url, {"file": file})
    assert "il manque la colonne « code_rome »" in response.text
    assert not Occupation.objects.exists()
    assert client.get(reverse("beneficiaries:library-import", args=["x"])).status_code == 404


def test_a_refusal_of_the_reader_is_a_validation_error():
    with pytest.raises(ValidationError, match="colonne"):
        read_rome(io.StringIO("a,b\n1,2\n"))
