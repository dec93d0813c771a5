"""Profiles: the career record in two languages, its visibility and its lines of evidence."""
