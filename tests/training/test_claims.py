"""Costs: who may decide, the ceilings of the month, the proofs; and the accounts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mirec.core.files import stored_fields
from tests.factories import ClaimFactory, CohortFactory, EnrolmentFactory, RateFactory, UserFactory
from training.enums import ClaimKind, RateCode
from training.models import BankAccount, Claim
from training.services.claims import correct_claim, decide_claim, record_claim, room_of

ON = date(2026, 3, 10)
pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return EnrolmentFactory(cohort=CohortFactory(on=ON), on=ON)


@pytest.fixture
def proof():
    return stored_fields(SimpleUploadedFile("ticket.pdf", b"%PDF-1.4 ticket"))


def rate(code, value, **changes):
    period = {"valid_from": date(2026, 1, 1), "valid_to": None} | changes
    return RateFactory(code=code, value=Decimal(value), **period)


def record(enrolment, by, **changes):
    data = {"kind": ClaimKind.TRANSIT, "spent_on": ON, "km": None, "asked_eur": Decimal("12.50")}
    return record_claim(enrolment=enrolment, by=by, on=ON, **{"proof": None, **data, **changes})


class TestEntering:
    def test_a_ticket_is_kept_with_its_proof(self, enrolment, coordinator, proof):
        claim = record(enrolment, coordinator, proof=proof)
        assert (claim.asked_eur, claim.proofs.get().name) == (Decimal("12.50"), "ticket.pdf")

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({}, "proof"),
            ({"kind": ClaimKind.CHILDCARE}, "proof"),
            ({"spent_on": ON + timedelta(days=1)}, "spent_on"),
            ({"spent_on": ON - timedelta(days=300)}, "spent_on"),
            ({"kind": ClaimKind.KM, "asked_eur": None}, "km"),
            ({"kind": ClaimKind.KM, "km": Decimal(12), "asked_eur": None}, "km"),
            ({"asked_eur": None}, "asked_eur"),
        ],
        ids=["no proof", "no proof of care", "tomorrow", "before the cohort", "no kilometres",
             "no rate", "no amount"],
    )  # fmt: skip
    def test_what_is_missing_is_said_beside_its_field(self, enrolment, coordinator, changes, field):
        with pytest.raises(ValidationError) as refused:
            record(enrolment, coordinator, **changes)
        assert field in refused.value.message_dict
        assert not Claim.objects.exists()

    def test_kilometres_are_priced_at_the_rate_of_their_day(self, enrolment, coordinator):
        rate(RateCode.KM, "0.15", valid_to=date(2026, 2, 28))
        rate(RateCode.KM, "0.4297", valid_from=date(2026, 3, 1))
        claim = record(
            enrolment, coordinator, kind=ClaimKind.KM, km=Decimal("33.5"), asked_eur=None
        )
        assert claim.asked_eur == Decimal("14.39")

    def test_a_rate_to_confirm_prices_nothing(self, enrolment, coordinator):
        rate(RateCode.KM, "0.15", is_certain=False)
        with pytest.raises(ValidationError, match="Aucun barème"):
            record(enrolment, coordinator, kind=ClaimKind.KM, km=Decimal(9), asked_eur=None)


class TestWhoMayAsk:
    def test_costs_are_of_a_day_when_the_person_followed_the_cohort(self, coordinator, proof):
        cohort = CohortFactory(on=ON)
        gone = EnrolmentFactory(cohort=cohort, on=ON - timedelta(days=3), dropped=True)
        late = EnrolmentFactory(cohort=cohort, enrolled_on=ON)
        for enrolment, day, words in [
            (gone, ON - timedelta(days=2), "quitté la formation"),
            (late, ON - timedelta(days=1), "inscrite depuis"),
        ]:
            with pytest.raises(ValidationError, match=words):
                record(enrolment, coordinator, proof=proof, spent_on=day)
        record(gone, coordinator, proof=proof, spent_on=ON - timedelta(days=3))

    def test_not_from_the_waiting_list(self, coordinator, proof):
        waiting = EnrolmentFactory(cohort=CohortFactory(on=ON), on=ON, waiting=True)
        with pytest.raises(ValidationError, match="liste d'attente"):
            record(waiting, coordinator, proof=proof)

    def test_the_same_costs_sent_twice_are_kept_once(self, enrolment, coordinator, manager, proof):
        rate(RateCode.KM, "0.15")
        journey = {"kind": ClaimKind.KM, "km": Decimal(12), "asked_eur": None}
        for changes in ({"proof": proof}, journey):
            first = record(enrolment, coordinator, **changes)
            with pytest.raises(ValidationError, match="déjà notés"):
                record(enrolment, coordinator, **changes)
            decide_claim(claim=first, granted_eur=Decimal(0), refusal="Faux", by=manager, on=ON)
            record(enrolment, coordinator, **changes)

    def test_another_ticket_of_one_price_and_day_is_another_cost(
        self, enrolment, coordinator, proof
    ):
        record(enrolment, coordinator, proof=proof)
        back = stored_fields(SimpleUploadedFile("retour.pdf", b"%PDF-1.4 retour"))
        record(enrolment, coordinator, proof=back)
        assert Claim.objects.count() == 2

    def test_kilometres_that_no_sum_can_hold_are_refused(self, enrolment, coordinator):
        rate(RateCode.KM, "9999")
        with pytest.raises(ValidationError) as refused:
            record(enrolment, coordinator, kind=ClaimKind.KM, km=Decimal(99999), asked_eur=None)
        assert list(refused.value.message_dict) == ["km"]


class TestDeciding:
    def decide(self, claim, by, granted, refusal=""):
        return decide_claim(
            claim=claim, granted_eur=Decimal(granted), refusal=refusal, by=by, on=ON
        )

    def test_not_by_the_one_who_entered_it(self, coordinator):
        claim = ClaimFactory(created_by=coordinator, on=ON)
        with pytest.raises(ValidationError, match="autre personne"):
            self.decide(claim, coordinator, "12.50")

    def test_less_is_explained_and_more_is_refused(self, manager):
        claim = ClaimFactory(on=ON)
        with pytest.raises(ValidationError, match="au plus"):
            self.decide(claim, manager, "12.51")
        with pytest.raises(ValidationError, match="pourquoi"):
            self.decide(claim, manager, "5")
        decided = self.decide(claim, manager, "5", "Un seul trajet ce jour-là.")
        assert (decided.granted_eur, decided.refusal) == (
            Decimal(5), "Un seul trajet ce jour-là."
        )  # fmt: skip

    def test_once(self, manager):
        claim = ClaimFactory(on=ON)
        self.decide(claim, manager, "12.50")
        with pytest.raises(ValidationError, match="déjà décidée"):
            self.decide(claim, UserFactory(manager=True), "0", "Erreur")

    def test_the_ceiling_counts_the_month_and_the_kind(self, enrolment, manager):
        rate(RateCode.TRANSIT_CEILING, "20")
        first, second, other = (
            ClaimFactory(enrolment=enrolment, on=ON, spent_on=ON),
            ClaimFactory(enrolment=enrolment, on=ON, spent_on=date(2026, 3, 31)),
            ClaimFactory(enrolment=enrolment, on=ON, spent_on=date(2026, 2, 28)),
        )
        self.decide(first, manager, "12.50")
        assert room_of(second) == Decimal("7.50")
        with pytest.raises(ValidationError, match="7,50"):
            self.decide(second, manager, "12.50")
        self.decide(other, manager, "12.50")


class TestCorrecting:
    """Costs of 12,50 € asked, all granted."""

    @pytest.fixture
    def claim(self, enrolment):
        return ClaimFactory(enrolment=enrolment, on=ON, granted=True)

    def correct(self, claim, by, eur, reason="Ticket d'une autre personne"):
        return correct_claim(claim=claim, corrected_eur=Decimal(eur), reason=reason, by=by)

    def test_each_is_the_difference_with_what_was_held(self, claim, manager):
        found = [self.correct(claim, manager, eur).eur for eur in ("5", "0", "12.50", "8")]
        assert found == [Decimal("-7.5"), Decimal(-5), Decimal("12.5"), Decimal("-4.5")]
        assert Claim.objects.with_held().get().held_eur == Decimal(8)
        claim.refresh_from_db()
        assert claim.granted_eur == Decimal("12.50"), "the decision stays as it was written"

    @pytest.mark.parametrize(
        ("eur", "reason", "words"),
        [
            ("12.50", "Erreur", "déjà accordé"),
            ("12.51", "Erreur", "au plus ce qui est demandé"),
            ("5", " ", "Dites pourquoi"),
        ],
    )
    def test_what_is_no_correction_is_refused(self, claim, manager, eur, reason, words):
        with pytest.raises(ValidationError, match=words):
            self.correct(claim, manager, eur, reason)

    def test_not_by_the_one_who_entered_the_costs_nor_before_a_decision(self, claim, manager):
        with pytest.raises(ValidationError, match="autre personne"):
            self.correct(claim, claim.created_by, "0")
        with pytest.raises(ValidationError, match="pas encore décidés"):
            self.correct(ClaimFactory(on=ON), manager, "0")

    def test_more_stays_under_the_ceiling_and_less_makes_room(self, claim, enrolment, manager):
        rate(RateCode.TRANSIT_CEILING, "20")
        other = ClaimFactory(enrolment=enrolment, on=ON, asked_eur=Decimal(15))
        self.correct(claim, manager, "6")
        assert room_of(other) == Decimal(14)
        decide_claim(claim=other, granted_eur=Decimal(14), refusal="Plafond", by=manager, on=ON)
        with pytest.raises(ValidationError, match="6,00"):
            self.correct(claim, manager, "6.50")

    def test_costs_taken_back_may_be_entered_anew(self, enrolment, coordinator, manager, proof):
        claim = record(enrolment, coordinator, proof=proof)
        decide_claim(claim=claim, granted_eur=claim.asked_eur, refusal="", by=manager, on=ON)
        self.correct(claim, manager, "0")
        record(enrolment, coordinator, proof=proof)

    def test_on_its_page_a_colleagues_correction_is_seen_first(self, client_of, claim, manager):
        path = reverse("training:claim-correct", args=[claim.pk])
        browser = client_of(manager)
        shown = browser.get(path).context["form"]["version"].value()
        typed = {"corrected_eur": "4", "reason": "Un seul trajet", "version": shown}
        self.correct(claim, manager, "10", "Lu avec le ticket")
        second = browser.post(path, typed)
        assert "entre-temps" in second.content.decode()
        assert "Lu avec le ticket" in second.content.decode()
        typed["version"] = second.context["form"]["version"].value()
        assert browser.post(path, typed).status_code == 302
        page = browser.get(reverse("training:enrolment-hours", args=[claim.enrolment_id]))
        assert "−\xa06,00\xa0€" in page.content.decode()
        listed = browser.get(reverse("training:claim-list")).content.decode()
        assert "4,00\xa0€" in listed
        assert "Corrigé" in listed


class TestPages:
    def test_an_account_is_checked_and_a_newer_one_holds(self, client_of, coordinator, enrolment):
        browser = client_of(coordinator)
        path = reverse("training:account-create", args=[enrolment.pk])
        wrong = browser.post(path, {"iban": "BE71 0961 2345 6768", "holder": "Zoé"})
        assert "IBAN valable" in wrong.content.decode()
        for iban in ("BE71 0961 2345 6769", "BE68 5390 0754 7034"):
            assert browser.post(path, {"iban": iban, "holder": "Zoé"}).status_code == 302
        assert BankAccount.objects.count() == 2
        page = browser.get(reverse("training:enrolment-hours", args=[enrolment.pk]))
        assert "finit par 7034" in page.content.decode()
        assert "BE68539007547034" not in page.content.decode()

    def test_a_cost_is_entered_with_its_photo_and_decided_by_another(
        self, client_of, coordinator, manager, enrolment
    ):
        photo = SimpleUploadedFile("bus.png", b"\x89PNG\r\n\x1a\n0000")
        sent = {
            "kind": "transit",
            "spent_on": enrolment.cohort.starts_on,
            "asked_eur": "8.40",
            "proof": photo,
        }
        path = reverse("training:claim-create", args=[enrolment.pk])
        assert client_of(coordinator).post(path, sent).status_code == 302
        claim = Claim.objects.get()
        path = reverse("training:claim-decide", args=[claim.pk])
        answer = client_of(manager).post(path, {"granted_eur": "8.40", "refusal": ""})
        assert answer.status_code == 302
        claim.refresh_from_db()
        assert claim.granted_eur == Decimal("8.40")
        proof = client_of(manager).get(
            reverse("training:claim-proof", args=[claim.proofs.get().pk])
        )
        assert b"".join(proof.streaming_content).startswith(b"\x89PNG")
