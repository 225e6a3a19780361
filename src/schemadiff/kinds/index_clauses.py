"""Storage parameters and tablespaces as clauses in the text of an index or a key.

``pg_get_constraintdef()`` prints the parameters of an exclusion constraint, and no others. An index that is created with
the clauses is built once, where it belongs; set afterwards, ``SET TABLESPACE`` copies it, and parameters do not apply to
the pages that it has already.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from schemadiff.kinds.table import option

DEFERRABILITY = (" DEFERRABLE INITIALLY DEFERRED", " DEFERRABLE", "")
"""What the text of a key may end with, longest first."""


def with_parameters(options: Sequence[str]) -> str:
    """Return ``WITH (...)`` for storage parameters, with a space before it; empty without any."""
    return f" WITH ({', '.join(map(option, options))})" if options else ""


def with_index_clauses(
    definition: str, predicate: str | None, options: Sequence[str], tablespace: str | None
) -> str:
    """Return a key's definition with parameters and tablespace of its index, which come before WHERE and DEFERRABLE."""
    space = f" USING INDEX TABLESPACE {tablespace}" if tablespace else ""
    deferred = next(words for words in DEFERRABILITY if definition.endswith(words))
    where = f" WHERE ({predicate})" if predicate else ""
    head = definition.removesuffix(deferred).removesuffix(where)
    return f"{head}{with_parameters(options)}{space}{where}{deferred}"


def without_parameters(options: Sequence[str], text: str) -> str:
    """Return the definition without its WITH clause: storage parameters are altered in place."""
    pairs = [option.partition("=")[::2] for option in options]
    for words in product(*((f"{name}='{value}'", f"{name}={value}") for name, value in pairs)):
        if options and text.count(clause := f" WITH ({', '.join(words)})") == 1:
            return text.replace(clause, "")
    return text
