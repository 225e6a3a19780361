"""Materialized views that cannot be filled when they are created, because they read one without rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemadiff.interplay.between import Between
from schemadiff.kinds.view import MaterializedView, View
from schemadiff.model import Address, Object


def as_filled(view: MaterializedView, between: Between) -> MaterializedView:
    """Return a view that is created as one with rows, if it is to have some, or had some, and can have them."""
    populated = _wanted(view, between) and next(_unfilled_under(view.address, between), None) is None
    return replace(view, populated=populated)


def unfilled(address: Address, between: Between) -> Iterator[Address]:
    """Yield what keeps a materialized view that the plan creates from having the rows that it is to have."""
    view = between.new.objects.get(address)
    if isinstance(view, MaterializedView) and _wanted(view, between):
        yield from _unfilled_under(address, between)


def _unfilled_under(address: Address, between: Between) -> Iterator[Address]:
    """Yield the materialized views without rows, after the plan, that a view reads itself or through other views.

    PostgreSQL refuses to read them, so what reads them cannot be filled. Those that the plan keeps are as they are on
    the target: when they are refreshed is up to their users.
    """
    seen, todo = {address}, [address]
    while todo:
        for below in sorted(between.new.needs.get(todo.pop(), ())):
            there = between.new.objects.get(below)
            if below in seen or not isinstance(there, View | MaterializedView):
                continue
            seen.add(below)
            if isinstance(there, View) or (between.makes(below) and _wanted(there, between)):
                todo.append(below)
            elif between.makes(below) or not _filled(between.was(below)):
                yield below


def _wanted(view: MaterializedView, between: Between) -> bool:
    return view.populated or _filled(between.old.objects.get(view.address))


def _filled(obj: Object | None) -> bool:
    return isinstance(obj, MaterializedView) and obj.populated
