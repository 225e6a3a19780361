"""A plan for a terminal: the verdict, data loss, each statement, and the evidence.

Everything but SQL is wrapped to the width; SQL is only indented, so that it can be copied. Only colour and wrapping are
done by rich; without colour the output is plain text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemadiff.model import (
    AccessChange,
    ClientChange,
    Note,
    Plan,
    Planned,
    Proof,
    Refusal,
    Severity,
    Statement,
)
from schemadiff.render import answers, closing, effect_words, summary
from schemadiff.render.paint import Line, as_is, blank, entry, paint, say, sql
from schemadiff.render.rows import rows_message
from schemadiff.render.sql import terminated
from schemadiff.render.summary import Group, Message, Numbered, Tone
from schemadiff.render.undoing import undoing
from schemadiff.render.untrusted import one_line, paragraph, visible
from schemadiff.words import count

STATEMENTS_SHOWN = 60
GROUPS_SHOWN = 60
NOTES_SHOWN = 30
DIFFERENCES_SHOWN = 10
DIFFERENCE_LINES = 20
NAMES_SHOWN = 10

STYLES = {Tone.GOOD: "bold green", Tone.PLAIN: "bold", Tone.WARNING: "bold yellow", Tone.BAD: "bold red"}
SEVERITIES = {Severity.INFO: "cyan", Severity.WARNING: "yellow", Severity.ERROR: "red"}


def render(planned: Planned, *, width: int = 80, color: bool = False) -> str:
    """The plan, wrapped to ``width`` columns, with ANSI colours if wanted."""
    return paint(list(_lines(planned)), width=width, color=color)


def _lines(planned: Planned) -> Iterator[Line]:
    verdict = summary.headline(planned)
    yield say(paragraph(verdict.words), STYLES[verdict.tone])
    for refusal in planned.refusals:
        yield from _refusal(refusal)
    if len(planned.plan.statements) > STATEMENTS_SHOWN:
        for words in summary.totals(planned.plan):
            yield say(paragraph(words), indent=2)
    if lock := summary.strongest_lock(planned.plan):
        yield say(lock)
    yield from _losses(planned)
    yield from _rows_in_the_way(planned)
    yield from _objects(planned)
    yield from _statements(planned)
    yield from _judgement(planned)
    yield from _findings(planned)
    yield from _access(planned.access)
    yield from _clients(planned.clients)
    yield from _notes(summary.sorted_notes(planned.plan))
    yield from _names("comes after these pending migrations", planned.pending)
    yield from _names("written", planned.written)
    yield from _closing(planned)


def _heading(words: str, style: str = "bold") -> Iterator[Line]:
    yield blank()
    yield say(words, style)


def _refusal(refusal: Refusal) -> Iterator[Line]:
    yield say(paragraph(refusal.message), "red", indent=2, label=f"{paragraph(refusal.reason)}: ")
    if refusal.hint:
        yield say(paragraph(refusal.hint), indent=2, label="hint: ")


def _losses(planned: Planned) -> Iterator[Line]:
    losses = [(n, s) for n, s in summary.numbered(planned.plan) if s.effects.loses_data]
    if losses:
        yield from _heading("LOSES DATA", "bold red")
    for number, statement in losses[:STATEMENTS_SHOWN]:
        doing = f"{statement.verb} {one_line(str(statement.address))}"
        lost = paragraph(statement.effects.loses_data)
        yield say(f"{doing} loses {lost}", "red", indent=2, label=f"{number}. ")
    if hidden := len(losses) - STATEMENTS_SHOWN:
        yield from _hidden(hidden, "statement that loses data", "statements that lose data")


def _rows_in_the_way(planned: Planned) -> Iterator[Line]:
    found, unknown = answers.in_the_way(planned), answers.not_asked(planned)
    if found:
        yield from _heading("ROWS IN THE WAY", "bold yellow")
    for answer in found[:NOTES_SHOWN]:
        names, values = answers.keys(answer.keys, answer.sample, answer.rows)
        yield say(
            paragraph(answers.found(answer)), "yellow", indent=2, label=f"statement {answer.statement}: "
        )
        yield say(one_line(values), indent=4, label=f"{one_line(names)}: ")
        yield blank()
        yield sql(visible(terminated(answer.question.sql)))
        yield blank()
    yield from _hidden(
        len(found) - NOTES_SHOWN, "question with rows in the way", "questions with rows in the way"
    )
    if found:
        yield say(answers.WHAT_TO_DO, indent=2)
    if unknown:
        yield from _heading("ROWS NOT ASKED ABOUT")
    for questions, why in unknown[:NOTES_SHOWN]:
        yield say(paragraph(why), indent=2, label=f"{one_line(questions)}: ")
    yield from _hidden(len(unknown) - NOTES_SHOWN, "question")


def _hidden(hidden: int, noun: str, plural: str = "", indent: int = 2) -> Iterator[Line]:
    if hidden > 0:
        yield say(
            f"... and {count(hidden, f'more {noun}', plural and f'more {plural}')}",
            "dim",
            indent=indent,
        )


def _objects(planned: Planned) -> Iterator[Line]:
    groups = summary.groups(summary.numbered(planned.plan))
    if len(groups) < 3:
        return
    yield from _heading("OBJECTS")
    longest = max(len(one_line(group.name)) for group in groups[:GROUPS_SHOWN])
    for group in groups[:GROUPS_SHOWN]:
        name = one_line(group.name).ljust(min(longest, 44))
        style = "red" if any(s.effects.loses_data for s in group.statements) else ""
        listed = len(planned.plan.statements) <= STATEMENTS_SHOWN
        words = one_line(_group_words(group, listed=listed))
        yield say(f"{name}  {words}".rstrip(), style, indent=2, label=f"{group.doing:<7}  ")
    yield from _hidden(len(groups) - GROUPS_SHOWN, "object")


def _group_words(group: Group, *, listed: bool) -> str:
    """The numbers of the statements if they are listed below, else the kinds of their objects; then their effects."""
    effects = [s.effects for s in group.statements]
    if listed:
        words = [summary.which_statements([number for number, _ in group.numbered])]
    else:
        words = [summary.kinds_words([s for s in group.statements if str(s.address) != group.name])]
        words = [word for word in words if word]
    words += ["LOSES DATA"] if any(e.loses_data for e in effects) else []
    words += ["rewrites"] if any(e.rewrites for e in effects) else []
    words += ["scans"] if any(e.scans and not e.rewrites for e in effects) else []
    words += [str(group.lock)] if group.lock else []
    return "; ".join(words)


def _statements(planned: Planned) -> Iterator[Line]:
    if not planned.plan:
        return
    every = summary.numbered(planned.plan)
    if len(every) > STATEMENTS_SHOWN:
        yield from _heading("STATEMENTS")
        yield say(
            f"{len(every)} statements are too many to read here: --format sql shows everything", indent=2
        )
        yield from _hazardous(planned, every)
        return
    units = planned.plan.units
    start = 0
    for index, unit in enumerate(units, 1):
        where = "in one transaction" if unit.transactional else "outside of any transaction"
        yield from _heading(
            "STATEMENTS, " + (where if len(units) == 1 else f"unit {index} of {len(units)}, {where}")
        )
        yield from _runs(planned, every[start : start + len(unit.statements)])
        start += len(unit.statements)


def _hazardous(planned: Planned, every: Sequence[Numbered]) -> Iterator[Line]:
    """Yield only the statements that must be read even if the plan is too long to be shown."""
    hazardous = [
        (n, s) for n, s in every if s.effects.loses_data or s.effects.rewrites or not s.effects.transactional
    ]
    if hazardous:
        yield say(
            "only statements that lose data, rewrite a table or run outside of a transaction:", indent=2
        )
        yield from _runs(planned, hazardous[:STATEMENTS_SHOWN])
        yield from _hidden(len(hazardous) - STATEMENTS_SHOWN, "of these", "of these")


def _runs(planned: Planned, statements: Sequence[Numbered]) -> Iterator[Line]:
    for group in summary.runs(statements):
        yield blank()
        yield say(one_line(group.name), "bold")
        for number, statement in group.numbered:
            yield from _statement(planned, group.name, number, statement)


def _statement(planned: Planned, name: str, number: int, statement: Statement) -> Iterator[Line]:
    own = str(statement.address) == name
    what = str(statement.verb) if own else f"{statement.verb} {one_line(str(statement.address))}"
    place = one_line(summary.place_words(statement, planned.goal))
    effects = statement.effects
    inner = 2 + len(f"{number}. ")
    facts = paragraph("; ".join(summary.effect_words(effects)))
    yield say(f"{what}  {place}".rstrip(), indent=2, label=f"{number}. ")
    if effects.loses_data:
        yield say(f"LOSES DATA: {paragraph(effects.loses_data)}", "bold red", indent=inner)
    yield say(
        facts,
        "yellow" if effect_words.blocking(effects) and (effects.rewrites or effects.scans) else "dim",
        indent=inner,
    )
    if statement.reason:
        yield say(paragraph(statement.reason), "dim", indent=inner)
    if engine := summary.engine_words(planned.plan, statement):
        yield say(one_line(engine), "magenta", indent=inner)
    yield blank()
    yield sql(visible(terminated(statement.sql)))
    yield blank()


def _judgement(planned: Planned) -> Iterator[Line]:
    if not planned.plan and (planned.proof is None or planned.proof.ok):
        # The headline already names the judges.
        return
    yield from _heading(f"{'PROOF on a clone' if planned.plan else 'JUDGES'}, {paragraph(planned.server)}")
    if planned.proof is None:
        yield say("none: this plan has not been run on a clone", "bold yellow", indent=2)
    else:
        yield from _proof(planned.plan, planned.proof)
    back = summary.way_back(planned)
    if back is None:
        return
    yield from undoing(planned, back, STYLES[back.tone].removeprefix("bold "))
    if planned.proof and planned.proof.way_back and not planned.proof.way_back.ok:
        yield from _proof(planned.down or planned.plan, planned.proof.way_back, indent=4)


def _proof(plan: Plan, proof: Proof, indent: int = 2) -> Iterator[Line]:
    if proof.failure:
        failed = proof.failure.statement
        number = summary.number_of(plan, failed)
        what = (
            f"{failed.verb} {one_line(str(failed.address))}  {one_line(summary.place_words(failed))}".rstrip()
        )
        yield say(
            what, "bold red", indent=indent, label=f"statement {number} fails: " if number else "fails: "
        )
        for line in visible(proof.failure.message).split("\n"):
            yield say(line, "red", indent=indent + 2)
        yield blank()
        yield sql(visible(terminated(failed.sql)), indent=indent + 2)
        yield blank()
    for verdict, (judge, message) in zip(proof.verdicts, summary.judged(proof), strict=True):
        yield from _judge(judge, message, indent)
        yield from _differences(verdict.differences, indent + 4)
    if rows := rows_message(proof):
        yield from _judge("rows", rows, indent)
        yield from _differences(proof.rows.lost if proof.rows else (), indent + 4)


def _judge(judge: str, message: Message, indent: int = 2) -> Iterator[Line]:
    style = STYLES[message.tone].removeprefix("bold ")
    yield say(paragraph(message.words), style, indent=indent, label=f"{one_line(judge):<9}  ")


def _differences(differences: Sequence[str], indent: int) -> Iterator[Line]:
    for difference in differences[:DIFFERENCES_SHOWN]:
        shown, hidden = summary.cut(visible(difference), DIFFERENCE_LINES)
        first, *others = shown.split("\n")
        yield as_is(first, indent=indent)
        for line in others:
            yield as_is(line, {"-": "red", "+": "green"}.get(line[:1], ""), indent=indent + 2)
        yield from _hidden(hidden, "line", indent=indent + 2)
    yield from _hidden(len(differences) - DIFFERENCES_SHOWN, "difference", indent=indent)


def _findings(planned: Planned) -> Iterator[Line]:
    shown = summary.worth_showing(planned.findings)
    if planned.findings:
        yield from _heading("LINT")
    for finding in shown[:NOTES_SHOWN]:
        place = one_line(str(finding.at or finding.address))
        label = f"{finding.severity}[{one_line(finding.rule)}] "
        yield say(
            f"{place}: {paragraph(finding.message)}", SEVERITIES[finding.severity], indent=2, label=label
        )
        if finding.instead:
            yield as_is(f"help: {one_line(finding.instead)}", "dim", indent=4)
    yield from _hidden(len(shown) - NOTES_SHOWN, "finding")
    if quiet := len(planned.findings) - len(shown):
        yield say(f"{count(quiet, 'finding')} of severity info: --format json shows all", "dim", indent=2)


def _access(changes: Sequence[AccessChange]) -> Iterator[Line]:
    if changes:
        yield from _heading("ACCESS")
    for change in changes[:NOTES_SHOWN]:
        yield entry(paragraph(str(change)), "yellow" if change.widens else "")
    yield from _hidden(len(changes) - NOTES_SHOWN, "change")


def _clients(changes: Sequence[ClientChange]) -> Iterator[Line]:
    if changes:
        yield from _heading("CLIENTS OF THE API")
    for change in changes[:NOTES_SHOWN]:
        style, label = ("yellow", "breaks: ") if change.breaks else ("", "")
        yield say(paragraph(f"{change.what} {change.how}"), style, indent=2, label=label)
    yield from _hidden(len(changes) - NOTES_SHOWN, "change")


def _notes(notes: Sequence[Note]) -> Iterator[Line]:
    if notes:
        yield from _heading("NOTES")
    for note in notes[:NOTES_SHOWN]:
        place = f"{one_line(str(note.at))}: " if note.at else ""
        words = f"{place}{paragraph(note.message)}"
        yield say(words, SEVERITIES[note.severity], indent=2, label=f"{note.severity}: ")
        for line in visible(note.hint).split("\n") if note.hint else ():
            # A hint may be a line to add to desired/, which must not be wrapped, so that it can be copied.
            yield as_is(line, indent=4) if line.startswith("--") else say(line, indent=4)
    yield from _hidden(len(notes) - NOTES_SHOWN, "note")


def _names(words: str, names: Sequence[str]) -> Iterator[Line]:
    if names:
        yield from _heading(words.upper())
    for name in names[:NAMES_SHOWN]:
        yield say(one_line(name), indent=2)
    yield from _hidden(len(names) - NAMES_SHOWN, "file")


def _closing(planned: Planned) -> Iterator[Line]:
    closing_lines = [
        (closing.left_out_words(planned.left_out), "yellow"),
        (closing.next_words(planned), "bold"),
        (closing.seconds_words(planned.seconds), "dim"),
    ]
    if any(words for words, _ in closing_lines):
        yield blank()
    for words, style in closing_lines:
        if words:
            yield say(paragraph(words), style)
