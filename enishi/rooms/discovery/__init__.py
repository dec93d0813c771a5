"""Discovery: keeps the search index and answers searches; the adapter to `engines.search`.

Words: a *line* of a record is what is found, *evidence* is a line that matched, and what was
*found* is a person with their evidence. Changes are noted in the transaction that makes them
(`handlers`), one process at a time brings them into the index (`services.run_indexer`), and
`queries.search` answers – with words read again from the database, through the gate of
visibility, so that an index that lags behind never tells what is now hidden.
"""
