"""Approaches: writing to a stranger – welcome terms, reasons, the message, the answer."""
