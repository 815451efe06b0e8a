"""The convention: what it prints, who signs, and what the last signature opens."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries.enums import Verdict
from coaching.enums import Party, Phase
from coaching.models import Agreement, Journey
from coaching.services.conventions import agree_on_paper, draw_up_agreement, sign_convention
from coaching.services.journeys import refuse_late_candidates
from mirec.core.periods import today
from tests.coaching.test_journey_services import FEBRUARY, eligible, not_eligible, opened
from tests.factories import (
    AgreementSignatureFactory,
    AssessmentFactory,
    DerogationAuthorisationFactory,
    JourneyFactory,
    RegimeFactory,
)

DRAWING = "M10 80 " + " ".join(f"L{10 * n} {20 + n}" for n in range(1, 12))


@pytest.fixture
def candidate(beneficiary, coach):
    return opened(beneficiary, coach)


def drawn(journey, by, planned_on=date(2024, 2, 29), **more) -> Agreement:
    return draw_up_agreement(
        journey=journey,
        assessment=more.pop("assessment", None) or eligible(journey.beneficiary, by),
        planned_on=planned_on,
        by=by,
        on=FEBRUARY,
        **more,
    )


def sign(agreement, party, by, on):
    return sign_convention(agreement=agreement, party=party, name="Nom Signé", by=by, on=on)


def text_of(agreement) -> str:
    return str(agreement.content).replace("\\xa0", " ").replace("\xa0", " ")


def test_the_paper_prints_the_dates_and_articles_of_its_day(candidate, coach):
    agreement = drawn(candidate, coach)
    said = text_of(agreement)
    for part in (
        "29 février 2024",
        "28 février 2026",
        "Décret du 13.12.2023, art. 6, § 2",
        "décret du 13.12.2023, art. 5, § 3, al. 2",
        "art. 11, § 1er, 2°",
        "(R2024)",
        "ce que demande le décret, au 1°.",
        "à l'exception des absences",
    ):
        assert part in said, part
    assert agreement.version == 1
    assert agreement.parties == ["person", "mire"]


def test_under_the_decree_of_2004_the_paper_quotes_it_and_sets_no_end(beneficiary, coach):
    day = date(2015, 6, 1)
    agreement = draw_up_agreement(
        journey=opened(beneficiary, coach, on=day),
        assessment=AssessmentFactory(
            beneficiary=beneficiary, regime=RegimeFactory(r2009=True), assessed_on=day
        ),
        planned_on=day,
        by=coach,
        on=day,
    )
    said = text_of(agreement)
    assert "décret du 11.03.2004, art. 4, § 1er, 5°" in said
    assert "13.12.2023" not in said
    assert "Fin au plus tard" not in said
    assert "1er juin 2016" in said


def test_a_derogation_is_written_with_its_article_and_reason(beneficiary, manager):
    JourneyFactory.create_batch(9, towards_employment=True, on=FEBRUARY + timedelta(days=100))
    agreement = drawn(
        opened(beneficiary, manager),
        manager,
        assessment=not_eligible(beneficiary, manager),
        derogation_reason="Écarts de parcours.",
    )
    said = text_of(agreement)
    assert "Dérogation (Décret du 13.12.2023, art. 3, § 3" in said
    assert "Écarts de parcours." in said


def test_the_last_signature_opens_the_accompaniment_on_its_day(candidate, coach):
    agreement = drawn(candidate, coach)
    sign(agreement, Party.PERSON, coach, date(2024, 2, 28))
    assert Journey.objects.get(pk=candidate.pk).agreed_on is None
    assert [each.pk for each in Agreement.objects.unsigned()] == [agreement.pk]
    sign(agreement, Party.MIRE, coach, date(2024, 3, 4))
    journey = Journey.objects.get(pk=candidate.pk)
    assert (journey.agreed_on, journey.due_on) == (date(2024, 3, 4), date(2026, 3, 4))
    assert journey.phase == Phase.TOWARDS_EMPLOYMENT
    assert not Agreement.objects.unsigned()


def test_a_convention_of_three_waits_for_forem(candidate, coach):
    agreement = drawn(candidate, coach, with_forem=True)
    sign(agreement, Party.PERSON, coach, FEBRUARY)
    sign(agreement, Party.MIRE, coach, FEBRUARY)
    agreement.refresh_from_db()
    assert agreement.missing_parties == ["forem"]
    assert Journey.objects.get(pk=candidate.pk).agreed_on is None
    sign(agreement, Party.FOREM, coach, FEBRUARY)
    assert Journey.objects.get(pk=candidate.pk).agreed_on == FEBRUARY


def test_a_signature_after_the_intake_limit_is_not_kept(candidate, coach):
    agreement = drawn(candidate, coach, planned_on=date(2024, 4, 10))
    sign(agreement, Party.PERSON, coach, FEBRUARY)
    with pytest.raises(ValidationError, match="délai d'accueil"):
        sign(agreement, Party.MIRE, coach, date(2024, 4, 11))
    assert agreement.signatures.count() == 1
    sign(agreement, Party.MIRE, coach, date(2024, 4, 10))
    assert Journey.objects.get(pk=candidate.pk).due_on == date(2026, 4, 10)


def test_what_the_day_would_refuse_is_not_drawn_up(candidate, coach):
    with pytest.raises(ValidationError, match="délai d'accueil"):
        drawn(candidate, coach, planned_on=date(2024, 4, 11))
    assert not Agreement.objects.exists()


def test_a_later_version_replaces_the_first_and_moves_no_date(candidate, coach):
    agree_on_paper(
        journey=candidate,
        assessment=eligible(candidate.beneficiary, coach),
        agreed_on=date(2024, 2, 29),
        by=coach,
    )
    journey = Journey.objects.get(pk=candidate.pk)
    later = draw_up_agreement(
        journey=journey,
        assessment=journey.assessment,
        planned_on=date(2024, 5, 2),
        by=coach,
        on=date(2024, 5, 2),
        with_forem=True,
    )
    assert later.version == 2
    assert "28 février 2026" in text_of(later)
    for party in later.parties:
        sign(later, party, coach, date(2024, 5, 3))
    journey.refresh_from_db()
    assert (journey.agreed_on, journey.due_on) == (date(2024, 2, 29), date(2026, 2, 28))


def test_a_convention_signed_on_paper_is_noted_with_its_signatures(candidate, coach):
    day = date(2024, 2, 29)
    journey = agree_on_paper(
        journey=candidate,
        assessment=eligible(candidate.beneficiary, coach),
        agreed_on=day,
        by=coach,
    )
    agreement = Agreement.objects.get()
    assert journey.due_on == date(2026, 2, 28)
    assert (agreement.version, agreement.drawn_on, agreement.completed_on) == (1, day, day)
    assert {(each.party, each.name, each.drawing) for each in agreement.signatures.all()} == {
        ("person", "Noah Petit", ""),
        ("mire", "Nadia Ferrero", ""),
    }


def test_signing_on_paper_the_version_that_waits_makes_no_other(candidate, coach):
    day = date(2024, 2, 29)
    agreement = drawn(candidate, coach, planned_on=day)
    sign(agreement, Party.PERSON, coach, date(2024, 2, 20))
    assessment = candidate.beneficiary.assessments.get()
    agree_on_paper(journey=candidate, assessment=assessment, agreed_on=day, by=coach)
    assert Agreement.objects.get().completed_on == day


def test_a_refused_agreement_leaves_no_paper(candidate, coach):
    with pytest.raises(ValidationError):
        agree_on_paper(
            journey=candidate,
            assessment=eligible(candidate.beneficiary, coach),
            agreed_on=date(2024, 4, 11),
            by=coach,
        )
    assert not Agreement.objects.exists()


def test_only_the_latest_version_of_an_open_parcours_is_chased(candidate, coach):
    first = drawn(candidate, coach)
    second = drawn(candidate, coach, with_forem=True)
    assert list(Agreement.objects.unsigned()) == [second]
    assert first.version == 1
    refuse_late_candidates(on=date(2024, 4, 11))
    assert not Agreement.objects.unsigned()


# The pages


@pytest.fixture
def waiting(beneficiary, coach):
    journey = JourneyFactory(beneficiary=beneficiary)
    assessment = AssessmentFactory(beneficiary=beneficiary, assessed_on=journey.opened_on)
    return draw_up_agreement(
        journey=journey, assessment=assessment, planned_on=today(), by=coach, on=today()
    )


def words_of(response) -> str:
    return response.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


def test_a_coach_draws_it_up_and_both_sign_on_screen(client_of, coach, beneficiary):
    journey = JourneyFactory(beneficiary=beneficiary)
    assessment = AssessmentFactory(beneficiary=beneficiary, assessed_on=today())
    client = client_of(coach)
    data = {"assessment": assessment.pk, "planned_on": today().isoformat()}
    client.post(reverse("coaching:agreement-create", args=[journey.pk]), data)
    agreement = Agreement.objects.get()
    page = words_of(client.get(agreement.get_absolute_url()))
    assert "Convention de Noah Petit" in page
    assert "n'a pas encore signé" in page
    url = reverse("coaching:agreement-sign", args=[agreement.pk])
    for party in ("person", "mire"):
        assert "Enregistrer la signature" in words_of(client.get(f"{url}?partie={party}"))
        sent = {"party": party, "way": "screen", "name": "Nom", "drawing": DRAWING}
        assert client.post(url, sent).status_code == 302
    journey.refresh_from_db()
    assert journey.agreed_on == today()
    assert journey.agreed_by == coach


def test_drawing_up_for_a_day_that_has_passed_points_to_the_other_page(
    client_of, coach, beneficiary
):
    journey = JourneyFactory(beneficiary=beneficiary)
    assessment = AssessmentFactory(beneficiary=beneficiary, assessed_on=today())
    yesterday = today() - timedelta(days=1)
    response = client_of(coach).post(
        reverse("coaching:agreement-create", args=[journey.pk]),
        {"assessment": assessment.pk, "planned_on": yesterday.isoformat()},
    )
    assert "déjà signée sur papier" in words_of(response)


def test_a_coach_cannot_slip_a_derogation_into_the_form(client_of, coach, beneficiary):
    journey = JourneyFactory(beneficiary=beneficiary)
    assessment = AssessmentFactory(beneficiary=beneficiary, assessed_on=today(), not_eligible=True)
    assert assessment.verdict != Verdict.ELIGIBLE
    client_of(coach).post(
        reverse("coaching:agreement-create", args=[journey.pk]),
        {
            "assessment": assessment.pk,
            "planned_on": today().isoformat(),
            "derogation_reason": "Pour voir",
        },
    )
    assert not Agreement.objects.exists()


def test_the_refusal_of_the_day_is_said_on_the_signature_page(client_of, coach, waiting):
    AgreementSignatureFactory(paper=waiting)
    Journey.objects.update(intake_due_on=today() - timedelta(days=1))
    response = client_of(coach).post(
        reverse("coaching:agreement-sign", args=[waiting.pk]),
        {"party": "mire", "way": "paper", "name": "Nadia", "signed_on": today().isoformat()},
    )
    assert "délai d'accueil" in words_of(response)
    assert waiting.signatures.count() == 1


def test_the_convention_prints(client_of, coach, waiting):
    response = client_of(coach).get(reverse("coaching:agreement-pdf", args=[waiting.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_the_authorisation_of_the_year_stands_on_the_paper(beneficiary, manager):
    day = date(2015, 6, 1)
    regime = RegimeFactory(r2009=True)
    DerogationAuthorisationFactory(
        regime=regime,
        year=2015,
        reference="AM du 3 mars 2015",
        granted_on=date(2015, 3, 3),
    )
    met = AssessmentFactory.create_batch(5, regime=regime, assessed_on=day, criteria_met=["1"])
    for assessment in met:
        JourneyFactory(
            beneficiary=assessment.beneficiary, regime=regime, assessment=assessment,
            towards_employment=True, on=day + timedelta(days=100),
        )  # fmt: skip
    agreement = draw_up_agreement(
        journey=opened(beneficiary, manager, on=day),
        assessment=AssessmentFactory(
            beneficiary=beneficiary,
            regime=regime,
            assessed_on=day,
            verdict=Verdict.NOT_ELIGIBLE,
            derogation_possible=True,
        ),
        planned_on=day,
        by=manager,
        on=day,
        derogation_reason="Motif écrit.",
    )
    assert "autorisation AM du 3 mars 2015" in text_of(agreement)
