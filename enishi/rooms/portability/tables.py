"""Tables for spreadsheets, which run what looks like a formula."""

from __future__ import annotations

#: What makes a spreadsheet take a cell for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """Keep a spreadsheet from running what somebody wrote."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
