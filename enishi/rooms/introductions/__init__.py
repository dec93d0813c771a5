"""Introductions: asking people one knows to present one to somebody they know.

Words: introduction, requester, introducer, recipient, way (the introducers in order).
Public face: `queries` (what one of them may know), `services` (request, forward, decline,
accept, withdraw). Each on the way may stop it, unseen: to its requester an introduction that
was stopped is the one that waits, until both are over after fourteen days.
"""
