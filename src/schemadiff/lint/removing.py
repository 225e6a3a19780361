"""What help says about an object that is better gone: files have no DROP, so what makes it is taken out of them."""

from __future__ import annotations

from schemadiff.model import Address


def removed(address: Address) -> str:
    """What to do for ``plan`` to drop an object."""
    return f"remove what creates {address} from desired/: plan then writes the statement that drops it"
