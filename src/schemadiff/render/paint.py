"""Lines of text with a style, an indent and a label, wrapped and coloured by rich."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


HANG = 12
"""A wider label is wrapped together with its text."""


class Line(NamedTuple):
    """One logical line; it is wrapped if it is wider than the terminal."""

    text: str
    style: str = ""
    """In rich's syntax ("bold red")."""
    indent: int = 0
    label: str = ""
    """The text before the first line; the others are indented by its width, if that is no more than ``HANG``."""
    label_style: str = ""
    verbatim: bool = False
    """True if the text is never wrapped; each of its own lines is indented."""
    highlight: bool = False
    """True for SQL, which is highlighted if there are colours."""
    hang: int = 0
    """The indent of all lines but the first of a text without a label, so that several texts can be told apart."""


def say(text: str, style: str = "", *, indent: int = 0, label: str = "", label_style: str = "") -> Line:
    """A line that may be wrapped."""
    return Line(text, style, indent, label, label_style)


def entry(text: str, style: str = "") -> Line:
    """One of several texts below a heading."""
    return Line(text, style, 2, hang=2)


def as_is(text: str, style: str = "", *, indent: int = 0) -> Line:
    """A line that is not wrapped, so that it can be copied."""
    return Line(text, style, indent, verbatim=True)


def sql(text: str, *, indent: int = 4) -> Line:
    """Unwrapped SQL."""
    return Line(text, indent=indent, verbatim=True, highlight=True)


def blank() -> Line:
    """An empty line; consecutive ones are merged."""
    return Line("")


def paint(lines: Sequence[Line], *, width: int, color: bool) -> str:
    """The lines as text that ends with a line break; rich takes 50 ms to import, so it is only used if needed."""
    if not color and (plain := _plain(lines, max(width, 20))) is not None:
        return plain
    from rich.console import Console  # noqa: PLC0415 - for the sake of the start-up time

    painted = StringIO()
    console = Console(
        file=painted,
        width=max(width, 20),
        color_system="standard" if color else None,
        force_terminal=color,
        force_jupyter=False,
        legacy_windows=False,
        no_color=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for line in _spaced(lines):
        for text in _laid_out(line, console):
            console.print(text, soft_wrap=True)
    return painted.getvalue().rstrip("\n") + "\n"


def _spaced(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines without leading or repeated empty ones."""
    before = blank()
    for line in lines:
        if line != blank() or before != blank():
            yield line
        before = line


def _plain(lines: Sequence[Line], width: int) -> str | None:
    """The lines as rich lays them out without colours; None if only rich can measure or break one of them."""
    found: list[str] = []
    for line in _spaced(lines):
        laid_out = [""] if line == blank() else _broken(line, width)
        if laid_out is None:
            return None
        found += laid_out
    return "\n".join(found).rstrip("\n") + "\n"


def _broken(line: Line, width: int) -> list[str] | None:
    """A line broken at its spaces; None if a word does not fit, or if not every character is one column wide."""
    text, margin = line.text.rstrip(), " " * line.indent
    whole = line.label + text
    if not (text and whole.isascii() and whole.isprintable()):
        return None
    if line.verbatim or line.indent + len(whole) + 4 <= width:
        return [margin + whole]
    label, hang = (line.label, len(line.label) or line.hang) if len(line.label) <= HANG else ("", 4)
    words, room = (text if label else whole), width - line.indent - hang
    if "  " in words or max(map(len, words.split(" "))) > room:
        return None
    first, *others = wrap(words, room, break_long_words=False, break_on_hyphens=False)
    return [margin + label + first, *(margin + " " * hang + part for part in others)]


def _laid_out(line: Line, console: Console) -> Iterator[Text]:
    from rich.text import Text  # noqa: PLC0415 - as above

    if line.verbatim:
        whole = (
            _highlighted(line.text) if line.highlight and console.is_terminal else Text(line.text, line.style)
        )
        for part in whole.split("\n", allow_blank=True):
            # Lines of a multi-line literal are indented, too, so that the end of the statement is easy to see.
            yield Text(" " * line.indent) + part if part.plain else part
        return
    label, said = Text(line.label, line.label_style), Text(line.text, line.style)
    hang = label.cell_len or line.hang
    if hang > HANG:
        label, said, hang = Text(), Text.assemble(label, said), 4
    for number, part in enumerate(said.wrap(console, console.width - line.indent - hang)):
        part.rstrip()
        first = Text.assemble(" " * line.indent, label)
        yield Text.assemble(" " * (line.indent + hang) if number else first, part)


def _highlighted(text: str) -> Text:
    from rich.syntax import Syntax  # noqa: PLC0415 - pygments is slow to import, and only colour needs it

    coloured = Syntax(text, "postgresql", theme="ansi_dark", background_color="default").highlight(text)
    coloured.rstrip()
    return coloured
