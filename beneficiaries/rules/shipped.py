"""Which regimes does the house come with? An administrator adds later ones as rows."""

from beneficiaries.rules.decree_2004 import R2005, R2009
from beneficiaries.rules.decree_2023 import R2024
from beneficiaries.rules.regimes import RegimeRules

SHIPPED: tuple[RegimeRules, ...] = (R2005, R2009, R2024)
