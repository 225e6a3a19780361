"""What reads an attribute of a composite type that is dropped: PostgreSQL would drop it with CASCADE, or refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from schemadiff.interplay.between import Between
from schemadiff.interplay.row_constructors import expressions
from schemadiff.kinds.composite import Composite
from schemadiff.kinds.table import Table
from schemadiff.model import Address, Object


def reading_attributes(
    alters: Mapping[Address, tuple[Object, Object]], between: Between
) -> Iterator[tuple[Address, Address]]:
    """Yield pairs (reader, type): what cannot be there while the type loses an attribute.

    Partitioned tables whose keys do are left out, as they hold rows.
    """
    if Composite.kind not in between.old.kinds:
        return
    for type_, (before, after) in alters.items():
        if not isinstance(before, Composite) or not isinstance(after, Composite):
            continue
        gone = "|".join(re.escape(name) for name in before.names if name not in after.names)
        # As PostgreSQL prints it: ($1).x, (t.c).x
        reads = re.compile(rf"\)\.(?:{gone})(?![\w$])")
        for reader in sorted(between.old.dependents.get(type_, ())) if gone else ():
            obj = between.old.objects[reader]
            if not isinstance(obj, Table) and any(map(reads.search, expressions(obj))):
                yield reader, type_
