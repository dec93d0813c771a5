"""Discovery: keeps the search index and answers searches; the adapter to `engines.search`."""
