"""What does a file say, row by row? XLSX and CSV read without trusting them."""

from beneficiaries.sheets.reading import Row, Sheet, UnreadableSheetError, read_sheet

__all__ = ["Row", "Sheet", "UnreadableSheetError", "read_sheet"]
