"""The outcome for the rows that were put into the clone, in words."""

from __future__ import annotations

from schemadiff.model import Proof
from schemadiff.render.summary import Message, Tone
from schemadiff.words import count

UNSEEDED_SHOWN = 5


def rows_message(proof: Proof) -> Message | None:
    """The outcome for the rows in tables that the plan keeps; None if there were none."""
    rows = proof.rows
    if rows is None or not (rows.kept or rows.unseeded or rows.lost):
        return None
    if rows.lost:
        return Message(Tone.BAD, f"{count(len(rows.lost), 'loss', 'losses')} that no statement announces")
    words = [f"all kept, in {count(len(rows.kept), 'table')}"] if rows.kept else []
    if rows.unseeded:
        names = [f"{address.identity} ({why})" for address, why in rows.unseeded[:UNSEEDED_SHOWN]]
        more = len(rows.unseeded) - len(names)
        names += [f"{more} more"] if more else []
        words.append(f"no test rows could be inserted into {', '.join(names)}")
    return Message(Tone.WARNING if rows.unseeded else Tone.GOOD, "; ".join(words))
