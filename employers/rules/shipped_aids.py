"""Which hiring aids does the house come with, as read in November 2026? Later ones are rows.

Certain: the condition was read in the text itself or on the page of the authority that pays. The
rest was read elsewhere, or announced only; it shows « à confirmer ». No amount is guessed.
"""

from datetime import date

from employers.rules.shipped_impulsion import IMPULSION
from employers.rules.shipped_rows import (
    BUDGET_26,
    HOME,
    NEW_START,
    OLD_END,
    REGISTERED,
    REPLACED,
    UNIT,
    ShippedAid,
    check,
    rule,
)

REGIONAL = (
    ShippedAid(
        code="prime-unique",
        label="Prime unique à l'embauche",
        summary="Annoncée pour le 1er juillet 2026 : une prime versée à l'employeur, qui "
        "remplacerait Impulsion, SESAM et Tremplin. Texte publié non trouvé : demandez au Forem "
        "avant d'en parler à l'employeur.",
        conditions=(
            rule("age_below", years=25, way=1),
            rule("cess_at_most", way=1),
            rule("unoccupied_months", months=4, way=1),
            rule("age_at_least", years=57, way=2),
            rule("cess_at_most", way=2),
            rule("unoccupied_months", months=4, way=2),
            rule("unoccupied_months", months=12, way=3),
            UNIT,
        ),
        source="Communiqué du Gouvernement de Wallonie du 20.10.2025 (wallonie.be), avant-projet "
        "de décret ; texte adopté non trouvé",
        valid_from=date(2026, 7, 1),
    ),
    ShippedAid(
        code="sesam",
        label="SESAM",
        summary="Subvention dégressive sur trois ans au plus pour une petite entreprise du "
        "secteur marchand ; la décision précède l'engagement.",
        conditions=(
            REGISTERED,
            rule("hours_share", percent=50),
            rule("not_article_60"),
            check("moins de 50 personnes occupées, dans le secteur marchand"),
            UNIT,
            check("la subvention est demandée et accordée avant l'engagement"),
        ),
        source="SPW Emploi, « Sesam » (emploi.wallonie.be) ; mi-temps : horecawallonie.be",
        valid_from=date(2019, 4, 1),
        valid_to=OLD_END,
    ),
    ShippedAid(
        code="sesam",
        label="SESAM",
        summary="Subvention pour une petite entreprise du secteur marchand ; durée annoncée "
        f"ramenée à un an ; la décision précède l'engagement.{REPLACED}",
        conditions=(
            rule("unoccupied_months", months=4),
            rule("hours_share", percent=50),
            rule("not_article_60"),
            check("moins de 50 personnes occupées, dans le secteur marchand"),
            UNIT,
            check("la subvention est demandée et accordée avant l'engagement"),
        ),
        source=BUDGET_26,
        valid_from=NEW_START,
    ),
    ShippedAid(
        code="tremplin-24",
        label="Tremplin 24 mois+",
        summary="1 000 € par mois pour un temps plein pendant 24 mois, dans quatorze secteurs et "
        "dans la limite du budget.",
        conditions=(
            rule("unoccupied_months", months=24),
            HOME,
            rule("contract_lasting", months=24),
            rule("hours_share", percent=50),
            check("un des quatorze secteurs de 2021"),
        ),
        source="groups.be et RTBF (janvier 2021) ; texte non lu",
        valid_from=date(2021, 1, 1),
        valid_to=date(2021, 12, 31),
    ),
    ShippedAid(
        code="tremplin-24",
        label="Tremplin 24 mois+",
        summary="1 000 € par mois pour un temps plein pendant 24 mois, dans la limite du budget ; "
        f"deux équivalents temps plein par employeur.{REPLACED}",
        conditions=(
            rule("unoccupied_months", months=24),
            HOME,
            rule("contract_lasting", months=24),
            rule("hours_share", percent=50),
            UNIT,
            check("40 heures de formation par an pendant la subvention"),
        ),
        source="securex.be et groups.be (2022), horecaestmapassion.be (2024) ; texte non lu",
        valid_from=date(2022, 1, 1),
    ),
    ShippedAid(
        code="pfi",
        label="Plan formation-insertion (PFI)",
        summary="Formation en entreprise de 4 à 26 semaines (52 pour un public plus éloigné), "
        "signée à trois, puis un engagement au moins aussi long. L'indemnité passait par le Forem.",
        conditions=(
            REGISTERED,
            rule("pfi"),
            check("un engagement prévu à la fin, au moins aussi long que la formation"),
        ),
        source="Décret wallon du 4 avril 2019 et AGW du 25 avril 2019 (lexgo.be, securex.be)",
        valid_from=date(2019, 5, 1),
        valid_to=date(2024, 9, 30),
    ),
    ShippedAid(
        code="pfi",
        label="Plan formation-insertion (PFI)",
        summary="Formation en entreprise de 4 à 26 semaines (52 pour un public plus éloigné), "
        "signée à trois, puis un engagement au moins aussi long. L'employeur verse la prime "
        "d'encouragement (60 à 100 % du salaire moins les revenus) et les trajets.",
        conditions=(
            REGISTERED,
            rule("pfi"),
            check("un engagement prévu à la fin, au moins aussi long que la formation"),
            check("en intérim : des profils précis, à voir avec le Forem"),
        ),
        source="Décret du 4 avril 2019, AGW du 25 avril 2019, AM du 24 septembre 2024 (refli.be) ; "
        "securex.be, ucm.be",
        valid_from=date(2024, 10, 1),
        is_certain=True,
    ),
)

OTHERS = (
    ShippedAid(
        code="art-60",
        label="Article 60 § 7",
        summary="Le CPAS engage la personne et la met au travail chez lui ou chez un utilisateur, "
        "le temps d'acquérir de l'expérience ou le droit complet aux allocations sociales.",
        conditions=(
            rule("integration_income"),
            rule("article_60"),
            check("une convention entre le CPAS et le lieu de travail"),
        ),
        source="Loi organique du 8 juillet 1976, art. 60 § 7 ; SPW Action sociale (compétence "
        "wallonne depuis le 01.01.2015)",
        valid_from=date(2015, 1, 1),
        is_certain=True,
    ),
    ShippedAid(
        code="art-61",
        label="Article 61",
        summary="Le CPAS facilite l'engagement par un autre employeur d'une personne qu'il aide ; "
        "le montant et la durée sont à demander au CPAS.",
        conditions=(
            rule("integration_income"),
            rule("not_article_60"),
            check("une convention entre le CPAS et l'employeur"),
        ),
        source="Loi organique du 8 juillet 1976, art. 61 ; SPW Action sociale ; modalités non "
        "trouvées",
        valid_from=date(2015, 1, 1),
    ),
    ShippedAid(
        code="premier-emploi",
        label="Convention de premier emploi",
        summary="Ce n'est pas une prime : l'emploi d'un jeune compte dans l'obligation de premier "
        "emploi de certains employeurs, et 10 % de la rémunération peuvent aller à sa formation "
        "la première année.",
        conditions=(rule("age_below", years=26), rule("hours_share", percent=50)),
        source="Loi du 24 décembre 1999, lue par groups.be (2019) ; texte non lu",
        valid_from=date(2019, 1, 1),
    ),
    ShippedAid(
        code="aviq-integration",
        label="Prime à l'intégration (AViQ)",
        summary="Remboursement de 25 % de la rémunération à charge de l'employeur, un an au plus. "
        "L'entrée en vigueur du texte n'a pas été cherchée : page lue dans son état de 2025.",
        conditions=(
            rule("aviq_recognition"),
            rule("idle_of_nine", months=6),
        ),
        source="AViQ, « Prime à l'intégration » (aviq.be) et wallonie.be",
        valid_from=date(2025, 1, 1),
        is_certain=True,
    ),
    ShippedAid(
        code="aviq-tutorat",
        label="Prime au tutorat (AViQ)",
        summary="L'entreprise désigne une personne qui accompagne le travailleur ou la "
        "travailleuse. Le montant diffère d'une page à l'autre : demandez à l'AViQ.",
        conditions=(
            rule("aviq_recognition"),
            check("un tuteur ou une tutrice désigné·e dans l'entreprise"),
        ),
        source="AViQ, « Prime au tutorat » (aviq.be) et wallonie.be : montants contradictoires",
        valid_from=date(2025, 1, 1),
    ),
    ShippedAid(
        code="aviq-compensation",
        label="Ajustement des conditions de travail (AViQ)",
        summary="Remboursement d'une partie du coût salarial qui tient au handicap ; un an, "
        "renouvelable. La part est fixée par l'AViQ.",
        conditions=(rule("aviq_recognition"),),
        source="Code réglementaire wallon de l'Action sociale, art. 1112 à 1123, lu par "
        "autonomia.org ; texte non lu",
        valid_from=date(2025, 1, 1),
    ),
)

SHIPPED_AIDS: tuple[ShippedAid, ...] = (*IMPULSION, *REGIONAL, *OTHERS)
