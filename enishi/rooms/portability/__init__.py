"""Portability: a career comes in from a file, and goes out again.

In: `services.start_import` reads a file and says, line by line, what it would change; nothing
is written before the member says so. `services.apply_import` then writes in small steps behind
the page, and can be cut off at any of them. Out: `queries.export_of`.
"""
