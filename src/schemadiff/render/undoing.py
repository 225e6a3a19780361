"""Whether a plan can be undone, for a terminal: several losses are a list."""

from __future__ import annotations

from collections.abc import Iterator

from schemadiff.model import Planned
from schemadiff.render import summary
from schemadiff.render.paint import Line, say
from schemadiff.render.summary import Message, Tone
from schemadiff.render.untrusted import paragraph

LABEL = "rollback   "
LOST_SHOWN = 10


def undoing(planned: Planned, back: Message, style: str) -> Iterator[Line]:
    """Yield the sentence, or where it would name several losses, a line for each."""
    price = [*summary.price(planned)] if back.tone is Tone.WARNING else []
    if sum(len(lost) for _, lost in price) < 2:
        yield say(paragraph(back.words), style, indent=2, label=LABEL)
        return
    yield say("reversible, but", style, indent=2, label=LABEL)
    for what, lost in price:
        yield say(f"{what}:", style, indent=2 + len(LABEL))
        for each in lost[:LOST_SHOWN]:
            yield say(paragraph(each), style, indent=4 + len(LABEL), label="- ")
        if len(lost) > LOST_SHOWN:
            yield say(f"and {len(lost) - LOST_SHOWN} more", style, indent=4 + len(LABEL))
