"""What users have added to a platform, in a database of which no files say what is theirs."""

from __future__ import annotations

from dataclasses import replace

from schemadiff.desired.extensions import HARMLESS
from schemadiff.kinds.extension import Extension
from schemadiff.model import Address, Catalog, Object
from schemadiff.presets import PRESETS
from schemadiff.scope import HUNG_ON, Scope
from schemadiff.settings import Settings
from schemadiff.sql.identity import unquoted


def scope_of_a_database(settings: Settings, everything: Catalog) -> Scope:
    """Return the scope where no files define it: what users put on a platform's tables, and into its schemas, is ours."""
    preset = PRESETS[settings.preset]
    plain = Scope.of(settings, everything.made)
    if not preset.schemas:
        return plain
    ours = {a for a, obj in everything.objects.items() if _is_users_addition(obj, everything, plain)}
    allowed = HARMLESS.union(settings.shadow.extensions) - preset.extensions - preset.services
    ours |= {
        a
        for a, obj in everything.objects.items()
        if isinstance(obj, Extension) and obj.schema in preset.schemas and unquoted(a.identity) in allowed
    }
    return replace(plain, declared=frozenset(ours))


def _is_users_addition(obj: Object, everything: Catalog, scope: Scope) -> bool:
    """Return True for a policy on a platform's table, or a trigger or rule there that depends on an object of ours."""
    if obj.kind not in HUNG_ON or obj.schema not in scope.platform or obj.address in scope.made:
        return False
    needs = everything.needs.get(obj.address, ())
    return obj.kind == "policy" or any(_is_ours(everything, address, scope) for address in needs)


def _is_ours(everything: Catalog, address: Address, scope: Scope) -> bool:
    obj = everything.objects.get(address)
    return obj is not None and obj.schema is not None and not scope.leaves_out(address, obj.schema)
