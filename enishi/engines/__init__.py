"""No Django, no database, no clock, no network: arrays, text and bytes in, answers out."""
