"""Portability: a career comes in from a file, and goes out again."""
