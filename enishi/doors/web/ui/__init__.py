"""What pages are drawn with: pure functions and frozen dataclasses, no request, no table.

`templatetags/ui.py` is the thin layer that hands them to templates.
"""
