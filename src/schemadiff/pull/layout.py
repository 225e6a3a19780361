"""The file of ``desired/`` that an object belongs to, and the layout of a new file.

The loader does not need an order, so within a file it is the one that people read best: a relation, then its parts,
then privileges, then comments.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from schemadiff.errors import SchemadiffError
from schemadiff.kinds import PRIORITY
from schemadiff.kinds.sequence import SequenceOwner
from schemadiff.model import Address, Catalog, Object, Statement
from schemadiff.pull.names import file_name
from schemadiff.pull.pretty import pretty
from schemadiff.render.sql import terminated
from schemadiff.settings import ignoring
from schemadiff.sql.identity import identity, unquoted

Key = tuple[int, str, int, int, str, str, int]


def whole(address: Address, catalog: Catalog) -> Address:
    """Return the object whose file contains an object: its outermost parent, or the table of a column's sequence."""
    obj = catalog.objects.get(address) or catalog.objects[_subject(address, catalog)]
    while not obj.file and (above := _above(obj, catalog)) is not None and above in catalog.objects:
        obj = catalog.objects[above]
    return obj.address


def _subject(address: Address, catalog: Catalog) -> Address:
    """Return the object that an address is about which the catalogue lacks, such as a revoked default privilege.

    For example, the address "PUBLIC on function app.f()" is about the function.
    """
    words = address.identity
    while (found := Address(*_split(words, catalog))) not in catalog.objects:
        _, there_is_more, words = words.partition(" on ")
        if not there_is_more:
            return _relation(address, catalog)
    return found


def _relation(address: Address, catalog: Catalog) -> Address:
    """Return the relation of a part that is removed, such as a default that a partition has from its parent."""
    part = identity(address)
    wanted = (part.name[:2],) if part else ()
    candidates = (a for a, obj in catalog.objects.items() if obj.parent is None and obj.schema)
    found = next((a for a in candidates if (of := identity(a)) and of.name in wanted), None)
    if found is None:
        raise SchemadiffError(
            f"{address} cannot be written to a file: the object that it belongs to is left out",
            hint=f"exclude it as well: {ignoring([address])}",
        )
    return found


def _split(words: str, catalog: Catalog) -> tuple[str, str]:
    kinds = (kind for kind in PRIORITY if words.startswith(f"{kind} "))
    found = ((kind, words[len(kind) + 1 :]) for kind in kinds)
    return next((pair for pair in found if Address(*pair) in catalog.objects), ("", words))


def _above(obj: Object, catalog: Catalog) -> Address | None:
    if obj.parent is not None:
        return obj.parent
    owner = catalog.objects.get(Address(SequenceOwner.kind, obj.identity))
    if isinstance(owner, SequenceOwner) and owner.parent == obj.address:
        return owner.holder
    return None


def path_of(found: Address, catalog: Catalog) -> str:
    """Return the path of a new file for an object, relative to ``desired/``."""
    obj = catalog.objects[found]
    schema = file_name(unquoted(obj.schema)) if obj.schema is not None else ""
    # Objects on a table that is not ours are filed under that table.
    table = obj.parent if obj.parent is not None and obj.parent not in catalog.objects else None
    name = file_name(_name(table or found))
    return _pattern(obj, table.type if table and not obj.file else obj.kind).format(schema=schema, name=name)


def _pattern(obj: Object, kind: str) -> str:
    plural = kind.replace(" ", "_").replace("-", "_").removesuffix("_object") + "s"
    usual = "{schema}/" + plural + "/{name}.sql" if obj.schema is not None else f"_cluster/{plural}.sql"
    return obj.file or usual


def _name(address: Address) -> str:
    """Return the name of an object without its schema and arguments."""
    found = identity(address)
    return found.name[-1] if found else address.identity


def files(statements: Iterable[Statement], catalog: Catalog) -> dict[str, list[Statement]]:
    """Return the statements by file, in the order in which people read them."""
    paths: dict[Address, str] = {}
    by_path: dict[str, list[tuple[Key, Statement]]] = {}
    for number, statement in enumerate(statements):
        of = whole(statement.address, catalog)
        if of not in paths:
            paths[of] = path_of(of, catalog)
        by_path.setdefault(paths[of], []).append((_key(statement, of, catalog, number), statement))
    return {
        path: [statement for _, statement in sorted(found, key=lambda pair: pair[0])]
        for path, found in sorted(by_path.items())
    }


def _key(statement: Statement, of: Address, catalog: Catalog, number: int) -> Key:
    address = statement.address
    obj = catalog.objects.get(address)
    part = catalog.objects.get(obj.parent) if obj is not None and obj.parent is not None else None
    place = part.place if part is not None else 0
    tie = obj.tied() if obj is not None else None
    # ATTACH PARTITION compares indexes in the order in which they were created: parts have that of their wholes.
    name = tie.whole.identity if tie else address.identity
    # Several statements about one object keep their order: a grant may follow a revocation.
    return PRIORITY[of.type], of.identity, PRIORITY[address.type], place, name, address.identity, number


def text(statements: Iterable[Statement], keywords: str) -> str:
    """Return a file's text, with blank lines between different sorts of statements."""
    return "".join(_pieces(statements, keywords))


def _pieces(statements: Iterable[Statement], keywords: str) -> Iterator[str]:
    before: tuple[str, bool] | None = None
    for statement in statements:
        sql = terminated(pretty(statement.sql, keywords))
        now = (statement.address.type, "\n" in sql)
        if before is not None and (before != now or now[1]):
            yield "\n"
        yield f"{sql}\n"
        before = now


def written(
    statements: Iterable[Statement], catalog: Catalog, keywords: str, looking: Container[str] = ()
) -> Mapping[str, str]:
    """Return every file with its text; those in ``looking`` set search_path to the schema of their objects."""
    found = files(statements, catalog)
    return {
        path: (_path_of_names(those[0], catalog) if path in looking else "") + text(those, keywords)
        for path, those in found.items()
    }


def _path_of_names(statement: Statement, catalog: Catalog) -> str:
    schema = catalog.objects[whole(statement.address, catalog)].schema
    return f"SET search_path = {schema}, public;\n\n" if schema else ""
