"""Index, query, ranking, evidence."""
