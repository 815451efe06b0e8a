"""Sheets of persons: kept, examined, imported and taken back."""

from beneficiaries.services.imports.examining import Examination, Twin, examine
from beneficiaries.services.imports.keeping import content_of, discard_import, stage_import
from beneficiaries.services.imports.running import import_people
from beneficiaries.services.imports.settling import choose_columns, settle_duplicates
from beneficiaries.services.imports.undoing import undo_import

__all__ = [
    "Examination",
    "Twin",
    "choose_columns",
    "content_of",
    "discard_import",
    "examine",
    "import_people",
    "settle_duplicates",
    "stage_import",
    "undo_import",
]
