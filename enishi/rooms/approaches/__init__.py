"""Approaches: writing to a stranger – welcome terms, reasons, the message, the answer.

Words: approach, purpose, welcome and its terms, reason, answer, decline, withdraw. An
approach points at one to three lines of the recipient's record and keeps them as they
read that day. Public face: `queries` (welcome terms, what waits, what may be said) and
`services` (send, answer, decline and undo it, withdraw, set the terms). An answer begins
a conversation; everything else ends quietly.
"""
