"""Names of the functions that make ranges and multiranges, which a dump does not contain and a superuser alone may change."""

from __future__ import annotations

import psycopg

from schemadiff.interplay.constructors import constructors_called_otherwise
from schemadiff.model import Catalog
from schemadiff.postgres.sessions import NAMES
from schemadiff.shadow import Workshop
from schemadiff.sql.identity import quoted_names

SPARE = "schemadiff_constructor_"


def name_constructors(workshop: Workshop, database: str, copied: Catalog, original: Catalog) -> bool:
    """Give these functions their original names; return False if all have them, or if the server is not ours."""
    wrong = [*constructors_called_otherwise(copied, original)]
    if not wrong or workshop.server.shared:
        return False
    with psycopg.connect(workshop.server.conninfo(database, superuser=True)) as admin:
        admin.execute(NAMES)
        for number, each in enumerate(wrong):
            command = f"ALTER FUNCTION {each.now}({each.arguments}) RENAME TO {SPARE}{number}"
            admin.execute(command.encode())
        for number, each in enumerate(wrong):
            there = f"{quoted_names(each.now)[0]}.{SPARE}{number}({each.arguments})"
            admin.execute(f"ALTER FUNCTION {there} SET SCHEMA {each.schema}".encode())
            moved = f"{each.schema}.{SPARE}{number}({each.arguments})"
            admin.execute(f"ALTER FUNCTION {moved} RENAME TO {each.name}".encode())
    return True
