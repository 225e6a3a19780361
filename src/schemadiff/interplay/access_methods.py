"""Access methods of tables that are there, which PostgreSQL 14 cannot change."""

from __future__ import annotations

from schemadiff.errors import Refused
from schemadiff.kinds.table import Table
from schemadiff.model import Catalog, Object

SINCE = 15
"""The first major with ALTER TABLE ... SET ACCESS METHOD."""


def refuse_another_method(before: Object, after: Object, catalog: Catalog) -> None:
    """Refuse another access method for a table that keeps its rows.

    Partitioned tables have had one since 17 alone, which can change it.

    Raises:
        Refused: the server has no statement for it.
    """
    major = catalog.knows // 10000
    if major >= SINCE or not isinstance(before, Table) or not isinstance(after, Table):
        return
    if before.access_method == after.access_method:
        return
    was, now = before.access_method or "heap", after.access_method or "heap"
    raise Refused(
        f"{after.address} has access method {was} and is to have {now}, but PostgreSQL {major} cannot change "
        "the access method of a table (SET ACCESS METHOD came with 15)",
        hint=f"in a migration of your own, create a new table USING {now}, copy the rows (INSERT ... SELECT), "
        f"drop the old one, and rename the new one; or declare it USING {was} in desired/",
    )
