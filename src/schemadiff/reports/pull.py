"""The result of a pull: the verdict, a diff of each changed file, and the next step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemadiff.model import Severity
from schemadiff.pull.files import File
from schemadiff.pull.pull import Pulled
from schemadiff.render.closing import left_out_words
from schemadiff.render.paint import Line, as_is, blank, paint, say
from schemadiff.render.untrusted import one_line, paragraph, visible
from schemadiff.words import count

FILES_SHOWN = 30


def render_pull(pulled: Pulled, *, width: int = 80, color: bool = False) -> str:
    """The result of a pull, as text."""
    return paint(list(_lines(pulled)), width=width, color=color)


def _lines(pulled: Pulled) -> Iterator[Line]:
    yield say(_headline(pulled))
    yield from _diffs(pulled)
    yield from _names(pulled)
    for note in pulled.notes:
        label = "" if note.severity is Severity.INFO else f"{note.severity}: "
        yield blank()
        yield say(paragraph(note.message), label=label)
        if note.hint:
            yield say(paragraph(note.hint), indent=2, label="hint: ")
    yield blank()
    if pulled.left_out:
        yield say(paragraph(left_out_words(pulled.left_out)))
    yield say(_next(pulled))
    if pulled.begin:
        yield blank()
        yield say("no migration leads from an empty database to these files yet; write it as the first one:")
        yield from (as_is(one_line(command), indent=2) for command in pulled.begin)
    if pulled.follow:
        yield blank()
        yield say("if no migration makes these changes yet, write one, and mark it as applied:")
        yield from (as_is(one_line(command), indent=2) for command in pulled.follow)


def _headline(pulled: Pulled) -> str:
    target, objects = paragraph(pulled.target), count(pulled.objects, "object")
    proven = f"; proven: loaded on {pulled.server}, they give the same database" if pulled.proof else ""
    if not pulled.files:
        return f"no changes: the files describe {target} as it is ({objects}){proven}"
    return f"{objects} of {target}, {count(len(pulled.files), 'file')} to write{proven}"


def _diffs(pulled: Pulled) -> Iterator[Line]:
    for file in pulled.files:
        if file.before is not None:
            yield blank()
            yield as_is(visible(file.diff))


def _names(pulled: Pulled) -> Iterator[Line]:
    new = [file for file in pulled.files if file.before is None]
    gone = [file for file in pulled.files if file.after is None]
    changed = [file for file in pulled.files if None not in (file.before, file.after)]
    words = ("written", "changed", "deleted") if pulled.written else ("new", "would change", "would delete")
    lists = [(word, files) for word, files in zip(words, (new, changed, gone), strict=True) if files]
    width = max((len(word) for word, _ in lists), default=0)
    yield blank()
    for word, files in lists:
        yield from _listed(files, word.ljust(width))


def _listed(files: Sequence[File], word: str) -> Iterator[Line]:
    for file in files[:FILES_SHOWN]:
        yield as_is(f"{word}  {one_line(file.path)}")
    if len(files) > FILES_SHOWN:
        yield say(f"... and {count(len(files) - FILES_SHOWN, 'more file')}")


def _next(pulled: Pulled) -> str:
    if pulled.written:
        return "review the files, and commit them"
    if not pulled.files:
        return ""
    if any(file.before is not None for file in pulled.files):
        return "nothing was written, because existing files would change; to accept that: --force"
    return "nothing was written"
