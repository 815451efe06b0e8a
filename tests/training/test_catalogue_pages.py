"""Programmes and cohorts: what staff see, write and are told."""

import pytest
from django.urls import reverse

from mirec.core.periods import today
from tests.factories import (
    AttendanceFactory,
    CohortFactory,
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    SkillFactory,
)
from tests.training.pages import (
    DAY,
    cohort_fields,
    programme_fields,
    skill_lines,
    text,
    url,
)
from training.models import Cohort, Programme, TaughtSkill


@pytest.fixture
def browser(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(coordinator=coordinator, places=2)


class TestProgrammes:
    def test_the_list_searches_without_accents_and_filters(self, browser):
        wanted = ProgrammeFactory(title="Éco-construction")
        ProgrammeFactory(title="Secrétaire médicale", is_offered=False)
        by_name = browser.get(url("programme-list"), {"q": "eco-c"})
        assert [row.record for row in by_name.context["table"].rows] == [wanted]
        by_operator = browser.get(url("programme-list"), {"operator": wanted.operator_id})
        assert [row.record for row in by_operator.context["table"].rows] == [wanted]
        no_more = browser.get(url("programme-list"), {"is_offered": "non"})
        assert "Éco-construction" not in text(no_more)

    @pytest.mark.parametrize(
        "query",
        [
            {"q": "a" * 5_000},
            {"operator": "x"},
            {"sort": "evil"},
            {"page": "99999"},
            {"q": "%_'\""},
            {"is_offered": "maybe"},
        ],
    )
    def test_a_strange_address_still_shows_a_page(self, browser, query):
        ProgrammeFactory()
        assert browser.get(url("programme-list"), query).status_code == 200

    def test_a_programme_is_added_with_its_skills(self, browser, coordinator):
        SkillFactory(label="Règles d'hygiène")
        SkillFactory(label="Calcul de base")
        taught = {"skill": "Règles d'hygiène", "level": 2, "module": "Module 1"}
        fields = programme_fields(
            certificate="Certificat de commis",
            **skill_lines("acquises", taught, {"skill": ""}),
            **skill_lines("demandees", {"skill": "Calcul de base", "level": 1}),
        )
        sent = browser.post(url("programme-create"), fields)
        programme = Programme.objects.get()
        assert programme.occupation.label == "Commis de cuisine"
        assert sent.url == programme.get_absolute_url()
        assert programme.created_by == coordinator
        shown = text(browser.get(sent.url))
        for said in ("Règles d'hygiène", "avec de l'aide", "Module 1", "Calcul de base", "débute"):
            assert said in shown
        assert "Certificat de commis" in shown
        assert "1 000 h" in shown

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            pytest.param({"title": ""}, "title", "obligatoire", id="no title"),
            pytest.param({"title": "x" * 200}, "title", "160", id="too long a title"),
            pytest.param({"theory_hours": -1}, "theory_hours", "supérieure", id="negative"),
            pytest.param({"practice_hours": 99_999}, "practice_hours", "inférieure", id="huge"),
            pytest.param({"operator": 0}, "operator", "choix", id="no such operator"),
            pytest.param(
                {"target_occupation": "Astronaute"},
                "target_occupation",
                "Aucun métier",
                id="no such occupation",
            ),
            pytest.param(
                {"description": "x" * 10_000_000}, "description", "10000", id="10 MB of text"
            ),
        ],
    )
    def test_bad_input_gets_a_sentence_beside_its_field(self, browser, changes, field, sentence):
        shown = browser.post(url("programme-create"), programme_fields(**changes))
        assert shown.status_code == 200
        assert sentence in str(shown.context["form"].errors[field]).replace("\u202f", "")
        assert not Programme.objects.exists()

    def test_a_line_changed_emptied_or_twice(self, browser):
        programme = ProgrammeFactory()
        kept, gone = (SkillFactory(label=label) for label in ("Accueil", "Caisse"))
        for skill in (kept, gone):
            TaughtSkill.objects.create(programme=programme, skill=skill)
        fields = programme_fields(title=programme.title)
        again = skill_lines("acquises", {"skill": "Accueil"}, {"skill": "accueil"})
        twice = browser.post(url("programme-edit", programme.pk), fields | again)
        assert "plus haut" in text(twice)
        unknown = skill_lines("acquises", {"skill": "Télépathie"})
        assert "Aucune compétence" in text(
            browser.post(url("programme-edit", programme.pk), fields | unknown)
        )
        assert programme.taught_skills.count() == 2
        changed = skill_lines("acquises", {"skill": "Accueil", "level": 4}, {"skill": ""})
        saved = browser.post(url("programme-edit", programme.pk), fields | changed)
        assert saved.url == programme.get_absolute_url()
        (line,) = programme.taught_skills.all()
        assert (line.skill, line.level) == (kept, 4)

    def test_suggestions_answer_to_each_line(self, browser):
        SkillFactory(label="Calcul de base")
        shown = browser.get(
            reverse("beneficiaries:suggestions", args=["skill"]), {"acquises-2-skill": "calc"}
        )
        assert "Calcul de base" in text(shown)
        assert 'id="option-acquises-2-skill-1"' in text(shown)

    def test_anybody_reads_what_is_offered_and_no_person(self, client, coordinator):
        cohort = CohortFactory(
            on=today() + 60 * DAY, starts_on=today() + 20 * DAY, places=5, coordinator=coordinator
        )
        learner = EnrolmentFactory(cohort=cohort).beneficiary
        programme = cohort.programme
        for skill in SkillFactory.create_batch(2):
            TaughtSkill.objects.create(programme=programme, skill=skill, module="Module 1")
        ProgrammeFactory(is_offered=False, title="Ancienne formation")
        shown = text(client.get("/formations-ouvertes/"))
        for said in (programme.title, "Module 1", "4 places libres", str(coordinator)):
            assert said in shown
        assert learner.last_name not in shown
        assert "Ancienne formation" not in shown

    def test_a_name_serves_once(self, browser):
        ProgrammeFactory(title="Commis de cuisine")
        shown = browser.post(url("programme-create"), programme_fields())
        assert "Une formation porte déjà ce nom." in text(shown)

    def test_a_stale_form_is_refused_once_and_keeps_what_was_typed(self, browser):
        programme = ProgrammeFactory()
        page = browser.get(url("programme-edit", programme.pk))
        assert f'value="{programme.occupation.label}"' in text(page)
        version = page.context["form"]["version"]
        Programme.objects.filter(pk=programme.pk).update(theory_hours=1)
        fields = programme_fields(title="Autre nom", version=version.value())
        stale = browser.post(url("programme-edit", programme.pk), fields)
        assert "Quelqu'un a modifié ces données" in text(stale)
        assert 'value="Autre nom"' in text(stale)
        again = fields | {"version": stale.context["form"]["version"].value()}
        assert browser.post(url("programme-edit", programme.pk), again).status_code == 302


class TestCohorts:
    def test_a_cohort_is_opened_and_shows_its_places(self, browser, coordinator):
        programme = ProgrammeFactory()
        sent = browser.post(url("cohort-create", programme.pk), cohort_fields(coordinator))
        cohort = Cohort.objects.get()
        assert (sent.url, cohort.created_by) == (cohort.get_absolute_url(), coordinator)
        assert "0 sur 12" in text(browser.get(sent.url))

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"ends_on": "2020-01-01"}, "ends_on", id="ends before it starts"),
            pytest.param({"starts_on": "31/02/2026"}, "starts_on", id="no such day"),
            pytest.param({"places": 0}, "places", id="no place"),
            pytest.param({"places": "douze"}, "places", id="not a number"),
            pytest.param({"name": "Déjà pris"}, "name", id="a name in use"),
            pytest.param({"coordinator": 0}, "coordinator", id="no such coordinator"),
        ],
    )
    def test_bad_input_gets_a_sentence_beside_its_field(self, browser, coordinator, changes, field):
        programme = CohortFactory(name="Déjà pris").programme
        fields = cohort_fields(coordinator, **changes)
        shown = browser.post(url("cohort-create", programme.pk), fields)
        assert set(shown.context["form"].errors) == {field}
        assert Cohort.objects.count() == 1

    def test_fewer_places_than_taken_is_refused_beside_the_field(self, browser, cohort):
        EnrolmentFactory.create_batch(2, cohort=cohort)
        fields = cohort_fields(cohort.coordinator, places=1, starts_on=cohort.starts_on)
        shown = browser.post(url("cohort-edit", cohort.pk), fields)
        assert "2 places déjà prises" in text(shown).replace("&nbsp;", " ")
        assert "places" in shown.context["form"].errors

    def test_the_page_lists_persons_with_hours_and_sessions(self, browser, cohort, coach):
        person = EnrolmentFactory(cohort=cohort).beneficiary
        session = SessionFactory(cohort=cohort)
        AttendanceFactory(session=session, enrolment=cohort.enrolments.get())
        shown = text(browser.get(url("cohort-detail", cohort.pk)))
        assert person.full_name in shown
        assert "1 sur 1" in shown
        assert session.title in shown
        assert "1 séance, théorie 3 h." in shown
        assert url("panel", person.pk) not in shown, "a coordinator opens no file"

    def test_a_coach_reads_but_is_offered_no_change(self, client_of, cohort, coach):
        EnrolmentFactory(cohort=cohort, dropped=True, end_reason="Raison privée")
        shown = text(client_of(coach).get(url("cohort-detail", cohort.pk)))
        assert url("enrolment-create", cohort.pk) not in shown
        assert "Raison privée" not in shown
