"""Small things everyone stands on: errors, events, paging, the base of a record."""
