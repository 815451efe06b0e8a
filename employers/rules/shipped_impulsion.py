"""The Impulsion aids of the decree of 2 February 2017, through their changes."""

from datetime import date

from employers.rules.shipped_rows import (
    BUDGET_26,
    HOME,
    NEW_START,
    OLD_END,
    PRIVATE,
    REGISTERED,
    REPLACED,
    UNIT,
    ShippedAid,
    check,
    rule,
)

SKILL_WAYS = (rule("no_cess", way=1), rule("cess_at_most", way=2),
              rule("unoccupied_months", months=6, way=2))  # fmt: skip
YOUNG = (REGISTERED, rule("age_below", years=25), HOME, *PRIVATE, *SKILL_WAYS)
LONG = (REGISTERED, rule("unoccupied_more", months=12), HOME, *PRIVATE)
TWO_MONTHS = rule("contract_lasting", months=2)
D17 = "Décret wallon du 2 février 2017 (groupes-cibles)"
D17_READ = f"{D17}, art. 1er et art. 3 et 4 tels que remplacés (wallex.wallonie.be, acte 106314)"
D17_OLD = f"{D17}, art. 1er (vlex.be) ; conditions d'avant juillet 2023 lues sur besox.be"
IMPULSION = (
    ShippedAid(
        code="impulsion-25",
        label="Impulsion −25 ans",
        summary="Allocation de travail déduite du salaire net : 500 € par mois pendant 24 mois, "
        "puis 250 € pendant 6 mois et 125 € pendant 6 mois.",
        conditions=YOUNG,
        source=D17_OLD,
        valid_from=date(2017, 7, 1),
        valid_to=date(2023, 6, 30),
    ),
    ShippedAid(
        code="impulsion-25",
        label="Impulsion −25 ans",
        summary="Allocation de travail déduite du salaire net : 500 € par mois pendant 24 mois, "
        "puis 250 € pendant 6 mois et 125 € pendant 6 mois. Le contrat dure deux mois au moins "
        "depuis juillet 2023.",
        conditions=(*YOUNG, TWO_MONTHS),
        source=D17_READ,
        valid_from=date(2023, 7, 1),
        valid_to=OLD_END,
        is_certain=True,
    ),
    ShippedAid(
        code="impulsion-25",
        label="Impulsion −25 ans",
        summary="Allocation de travail de 500 € par mois déduite du salaire net ; durée annoncée "
        f"ramenée à deux ans.{REPLACED}",
        conditions=(*YOUNG, TWO_MONTHS),
        source=BUDGET_26,
        valid_from=NEW_START,
    ),
    ShippedAid(
        code="impulsion-12",
        label="Impulsion 12 mois+",
        summary="Allocation de travail déduite du salaire net : 500 € par mois pendant 12 mois, "
        "puis 250 € pendant 6 mois et 125 € pendant 6 mois.",
        conditions=LONG,
        source=D17_OLD,
        valid_from=date(2017, 7, 1),
        valid_to=date(2023, 6, 30),
    ),
    ShippedAid(
        code="impulsion-12",
        label="Impulsion 12 mois+",
        summary="Allocation de travail déduite du salaire net : 500 € par mois pendant 12 mois, "
        "puis 250 € pendant 6 mois et 125 € pendant 6 mois. Le contrat dure deux mois au moins "
        "depuis juillet 2023. Un contrat article 60 ou 61 compte comme inoccupation (uvcw.be).",
        conditions=(*LONG, TWO_MONTHS),
        source=D17_READ,
        valid_from=date(2023, 7, 1),
        valid_to=OLD_END,
        is_certain=True,
    ),
    ShippedAid(
        code="impulsion-12",
        label="Impulsion 12 mois+",
        summary="Allocation de travail de 500 € par mois déduite du salaire net ; durée annoncée "
        f"ramenée à un an.{REPLACED}",
        conditions=(*LONG, TWO_MONTHS),
        source=BUDGET_26,
        valid_from=NEW_START,
    ),
    ShippedAid(
        code="impulsion-55",
        label="Impulsion 55 ans+",
        summary="Réduction des cotisations patronales, selon l'âge.",
        conditions=(
            rule("age_at_quarter_end", years=55),
            UNIT,
            check("un salaire trimestriel sous le plafond en vigueur"),
        ),
        source="Partena Professional, infoflash « Impulsion 55+ » (2017) ; texte non lu",
        valid_from=date(2017, 7, 1),
        valid_to=date(2023, 6, 30),
    ),
    ShippedAid(
        code="impulsion-55",
        label="Impulsion 55 ans+",
        summary="Réduction des cotisations patronales, selon l'âge. De 55 à 59 ans, la personne "
        "est inscrite au Forem la veille de l'engagement.",
        conditions=(
            rule("age_at_quarter_end", years=55, way=1),
            rule("registered", way=1),
            rule("age_at_quarter_end", years=60, way=2),
            UNIT,
            check("un salaire trimestriel sous le plafond en vigueur"),
        ),
        source="prato.be et sd.be (modification au 01.07.2023) ; texte non lu",
        valid_from=date(2023, 7, 1),
        valid_to=OLD_END,
    ),
    ShippedAid(
        code="impulsion-55",
        label="Impulsion 55 ans+",
        summary="Réduction des cotisations patronales ; âge annoncé relevé à 57 ans pour les "
        f"nouveaux engagements.{REPLACED}",
        conditions=(
            rule("age_at_quarter_end", years=57, way=1),
            rule("registered", way=1),
            rule("age_at_quarter_end", years=60, way=2),
            UNIT,
            check("un salaire trimestriel sous le plafond en vigueur (annoncé plus bas)"),
        ),
        source=BUDGET_26,
        valid_from=NEW_START,
    ),
    ShippedAid(
        code="impulsion-insertion",
        label="Impulsion insertion (contrat d'insertion)",
        summary="Allocation de travail de 700 € par mois pendant 12 mois. Abrogée : plus aucun "
        "contrat depuis le 1er janvier 2019.",
        conditions=(
            REGISTERED,
            rule("age_below", years=25),
            rule("unoccupied_more", months=18),
            rule("contract_lasting", months=12),
            rule("hours_share", percent=100),
            rule("not_article_60"),
            check("aucune expérience professionnelle de la personne"),
        ),
        source="Décret wallon du 2 février 2017 relatif au contrat d'insertion (etaamb), abrogé "
        "en 2019 (legalworld.wolterskluwer.be)",
        valid_from=date(2017, 7, 1),
        valid_to=date(2018, 12, 31),
        is_certain=True,
    ),
)
