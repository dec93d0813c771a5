"""Many rows into one table, as fast as the database takes them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection as database
from django.db import models

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Fields whose Python value is what the database takes.
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField)


def insert_rows(
    table: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert `rows`, tuples in the order of `columns` (attribute names: `member_id`).

    About ten times as fast as `bulk_create`, which makes an object and compiles an
    expression for every value. No defaults, no ids back: every column without a database
    default must be named.
    """
    meta = table._meta  # noqa: SLF001 - Django's public way to a model's fields
    fields = [
        next(field for field in meta.concrete_fields if field.attname == column)
        for column in columns
    ]
    names = ", ".join(database.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    special = [
        (nth, field)
        for nth, field in enumerate(fields)
        if not isinstance(field, (*_PLAIN, models.ForeignKey))
    ]

    # The same moment stands in thousands of rows: it is prepared once.
    moments: dict[Any, Any] = {}

    def prepared(row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for nth, field in special:
            value = values[nth]
            if isinstance(value, date):
                if (nth, value) not in moments:
                    moments[nth, value] = field.get_db_prep_save(value, database)
                values[nth] = moments[nth, value]
            else:
                values[nth] = field.get_db_prep_save(value, database)
        return values

    insert = f"INSERT INTO {database.ops.quote_name(meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own fields
    with database.cursor() as cursor:
        cursor.executemany(insert, [prepared(row) for row in rows])
