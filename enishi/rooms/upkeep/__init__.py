"""Upkeep: who is at work behind the pages, and what they left unfinished."""
