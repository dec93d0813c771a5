"""Server-rendered pages and htmx fragments."""
