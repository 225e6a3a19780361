"""A plan for a pull request in GitHub's Markdown: the verdict, a table of objects, the SQL in a folded block.

A comment on GitHub holds 65,536 characters. Each section has a budget, the SQL gets the rest, and what does not fit is
counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemadiff.model import Answer, Finding, Note, Plan, Planned, Proof, Severity, Statement, Unit
from schemadiff.render import answers, closing, summary
from schemadiff.render.gfm import alert, clipped, code, fenced, size, summary_code, words
from schemadiff.render.rows import rows_message
from schemadiff.render.sql import terminated
from schemadiff.render.summary import Group, Message, Numbered, Tone
from schemadiff.words import count

LIMIT = 65_000
LEAST = 1_000
"""If less than this remains, sections are only counted."""
DIFFERENCE_LINES = 60
OPEN_LINES = 40
"""SQL of at most this many lines is shown unfolded."""
WORDS_LIMIT = 600

MARKS = {Tone.GOOD: "", Tone.PLAIN: "", Tone.WARNING: ":warning: ", Tone.BAD: ":x: "}


@dataclass(frozen=True)
class Section:
    """A part of the comment; its blocks are shown as far as the budget allows."""

    head: str
    blocks: Sequence[str]
    foot: str = ""
    budget: int = 8_000
    noun: str = "line"
    """The noun for a block, to count those that are not shown."""


def render(planned: Planned, *, width: int = 80, color: bool = False) -> str:
    """The plan as a comment that GitHub accepts."""
    del width, color
    verdict = summary.headline(planned)
    parts = [f"### {MARKS[verdict.tone]}{words(clipped(verdict.words, WORDS_LIMIT))}\n"]
    left, hidden = LIMIT - size(parts[0]), 0
    for section in (*_sections(planned), *_sql(planned)):
        if left < LEAST:
            hidden += len(section.blocks)
            continue
        parts.append(_within(section, min(section.budget, left - LEAST // 2)))
        left -= size(parts[-1]) + 1
    parts += [_hidden(hidden, "block")] if hidden else []
    return "\n".join(part for part in parts if part)


def _hidden(number: int, noun: str) -> str:
    return f"*{count(number, f'more {noun}')} not shown: `schemadiff plan` shows all*\n"


def _within(section: Section, budget: int) -> str:
    """The section's blocks that fit; only the number of hidden ones if none does."""
    if not section.blocks:
        return ""
    budget -= size(section.head) + size(section.foot) + size(_hidden(len(section.blocks), section.noun)) + 2
    shown = []
    for block in section.blocks:
        if size(block) <= budget:
            shown.append(block)
            budget -= size(block)
    body = section.head + "".join(shown) + section.foot if shown else ""
    if hidden := len(section.blocks) - len(shown):
        return body + ("\n" if body else "") + _hidden(hidden, section.noun)
    return body


def _sections(planned: Planned) -> Iterator[Section]:
    yield _refusals(planned)
    yield _losses(planned)
    yield from _rows(planned)
    notes = summary.sorted_notes(planned.plan)
    yield _notes([note for note in notes if note.severity is not Severity.INFO])
    if lock := summary.strongest_lock(planned.plan):
        yield Section("", [f"{lock[0].upper()}{lock[1:]}.\n"])
    yield _objects(planned)
    yield from _judgement(planned)
    yield _findings(planned)
    yield _access(planned)
    yield _clients(planned)
    yield _notes([note for note in notes if note.severity is Severity.INFO])
    yield _names("Comes after these pending migrations:", planned.pending)
    yield _names("Written:", planned.written)
    yield _closing(planned)


def _refusals(planned: Planned) -> Section:
    blocks = []
    for refusal in planned.refusals:
        lines = [f"**Refused, {_words(refusal.reason)}:** {_words(refusal.message)}"]
        lines += [f"Hint: {_words(refusal.hint)}"] if refusal.hint else []
        blocks.append(alert("CAUTION", lines) + "\n")
    return Section("", blocks, noun="reason to refuse")


def _losses(planned: Planned) -> Section:
    losses = [(n, s) for n, s in summary.numbered(planned.plan) if s.effects.loses_data]
    blocks = [
        f"> - statement {number}, {code(f'{s.verb} {s.address}')}, loses {_words(s.effects.loses_data)}\n"
        for number, s in losses
    ]
    return Section("> [!CAUTION]\n> **Loses data**\n>\n", blocks, noun="statement that loses data")


def _rows(planned: Planned) -> Iterator[Section]:
    """Yield the rows of the target on which statements fail, and the questions that could not be asked."""
    if found := answers.in_the_way(planned):
        head = f"{alert('WARNING', ['**Rows in the way**', f'{_words(answers.WHAT_TO_DO)}.'])}\n"
        yield Section(head, [_in_the_way(answer) for answer in found], noun="question")
    blocks = [f"- {_words(questions)}: {_words(why)}\n" for questions, why in answers.not_asked(planned)]
    yield Section("**Rows not asked about**\n\n", blocks, budget=3_000, noun="question")


def _in_the_way(answer: Answer) -> str:
    names, values = answers.keys(answer.keys, answer.sample, answer.rows)
    return (
        f"- statement {answer.statement}: {_words(answers.found(answer))}; {code(names)}: {code(values)}\n\n"
        f"{fenced(clipped(terminated(answer.question.sql), 2_000), 'sql')}\n"
    )


def _words(text: str) -> str:
    return words(clipped(text, WORDS_LIMIT))


def _objects(planned: Planned) -> Section:
    head = "| | Object | Statements | Strongest lock | Warnings |\n|---|---|---|---|---|\n"
    blocks = [_row(group) for group in summary.groups(summary.numbered(planned.plan))]
    return Section(head, blocks, budget=14_000, noun="object")


def _row(group: Group) -> str:
    which = summary.which_statements([number for number, _ in group.numbered]).partition(" ")[2]
    careful = ", ".join(_careful(group))
    return f"| {group.doing} | {code(group.name)} | {which} | {group.lock or ''} | {careful} |\n"


def _careful(group: Group) -> Iterator[str]:
    effects = [s.effects for s in group.statements]
    if any(e.loses_data for e in effects):
        yield "**loses data**"
    if any(e.rewrites for e in effects):
        yield "**rewrites a whole table**"
    if any(e.scans and not e.rewrites for e in effects):
        yield "reads a whole table or builds an index"
    if any(not e.transactional for e in effects):
        yield "outside of any transaction"


def _judgement(planned: Planned) -> Iterator[Section]:
    proof, back = planned.proof, summary.way_back(planned)
    if not planned.plan and (proof is None or proof.ok):
        return
    if proof is None:
        yield Section("", [alert("WARNING", ["**Not proven:** this plan has not been run on a clone."])])
    rows = list(summary.judged(proof)) if proof else []
    kept = rows_message(proof) if proof else None
    rows += [("rows", kept)] if kept else []
    title = "**Proof** on a clone" if planned.plan else "**Judges**"
    head = f"{title}, {_words(planned.server)}\n\n| | |\n|---|---|\n"
    every = [_judge(judge, said) for judge, said in rows]
    every += [f"| rollback | {MARKS[back.tone]}{_undoing(planned, back)} |\n"] if back else []
    yield Section(head, every, noun="judge")
    if proof:
        yield from _failed(planned.plan, proof, "")
    if proof and proof.way_back:
        yield from _failed(planned.down or planned.plan, proof.way_back, "rollback, ")


def _judge(judge: str, said: Message) -> str:
    return f"| {_words(judge)} | {MARKS[said.tone]}{_words(said.words)} |\n"


def _undoing(planned: Planned, back: Message) -> str:
    """Whether the plan can be undone; several losses are a list, on lines of their own in the cell."""
    price = [*summary.price(planned)] if back.tone is Tone.WARNING else []
    if sum(len(lost) for _, lost in price) < 2:
        return _words(back.words)
    lines = ["reversible, but"]
    for what, lost in price:
        lines.append(f"{what}:")
        lines += [f"&bull; {_words(each)}" for each in lost[: summary.LOST_SHOWN]]
        lines += [f"&bull; and {more} more"] if (more := len(lost) - summary.LOST_SHOWN) > 0 else []
    return "<br>".join(lines)


def _failed(plan: Plan, proof: Proof, prefix: str) -> Iterator[Section]:
    if proof.failure:
        failed = proof.failure.statement
        number = summary.number_of(plan, failed)
        what = f"{prefix}statement {number} fails" if number else f"{prefix}a statement fails"
        head = (
            f"**{what[0].upper()}{what[1:]}:** {code(f'{failed.verb} {failed.address}')} {_place(failed)}\n\n"
        )
        message = fenced(clipped(proof.failure.message, 2_000), "text")
        yield Section(head, [message, fenced(clipped(terminated(failed.sql), 2_000), "sql")])
    for verdict in proof.verdicts:
        left = count(len(verdict.differences), "difference")
        head = f"<details open><summary>{prefix}{summary_code(verdict.judge)}: {left}</summary>\n\n"
        blocks = [_difference(difference) for difference in verdict.differences]
        yield Section(head, blocks, "\n</details>\n", noun="difference")
    if proof.rows and proof.rows.lost:
        lost = [fenced(clipped(line, 4_000), "text") for line in proof.rows.lost]
        yield Section(
            f"<details open><summary>{prefix}rows that are lost</summary>\n\n",
            lost,
            "\n</details>\n",
            noun="loss",
        )


def _difference(difference: str) -> str:
    shown, hidden = summary.cut(clipped(difference, 4_000), DIFFERENCE_LINES)
    more = f"\n*... and {count(hidden, 'more line')}*\n" if hidden else ""
    return fenced(shown, "diff") + more


def _findings(planned: Planned) -> Section:
    shown = summary.worth_showing(planned.findings)
    return Section("**Lint**\n\n", [_finding(finding) for finding in shown], noun="finding")


def _finding(finding: Finding) -> str:
    place = code(str(finding.at or finding.address))
    instead = f"; instead: {code(clipped(finding.instead, WORDS_LIMIT))}" if finding.instead else ""
    return f"- {finding.severity} {code(finding.rule)}, {place}: {_words(finding.message)}{instead}\n"


def _access(planned: Planned) -> Section:
    blocks = [f"- {code(change.role)} {_words(change.how)}\n" for change in planned.access]
    return Section("**Access**\n\n", blocks, budget=6_000, noun="change")


def _clients(planned: Planned) -> Section:
    blocks = [
        f"- {'**breaks:** ' if change.breaks else ''}{code(change.what)} {_words(change.how)}\n"
        for change in planned.clients
    ]
    return Section("**Clients of the API**\n\n", blocks, budget=6_000, noun="change")


def _notes(notes: Sequence[Note]) -> Section:
    return Section("**Notes**\n\n", [_note(note) for note in notes], noun="note")


def _note(note: Note) -> str:
    place = f", {code(str(note.at))}" if note.at else ""
    said, comment, rest = note.hint.partition("-- schemadiff:")
    hint = f"; {_words(said)}" if said else ""
    hint += f" {code(clipped(comment + rest, WORDS_LIMIT))}" if comment else ""
    return f"- {note.severity}{place}: {_words(note.message)}{hint}\n"


def _names(head: str, names: Sequence[str]) -> Section:
    return Section(f"{head}\n\n", [f"- {code(name)}\n" for name in names], budget=3_000, noun="file")


def _closing(planned: Planned) -> Section:
    every = (
        closing.left_out_words(planned.left_out),
        closing.next_words(planned),
        closing.seconds_words(planned.seconds),
    )
    return Section("", [f"<sub>{_words(line)}</sub>\n\n" for line in every if line], noun="line")


def _sql(planned: Planned) -> Iterator[Section]:
    every = summary.numbered(planned.plan)
    units = planned.plan.units
    lines = sum(s.sql.count("\n") + 1 for s in planned.plan.statements)
    start = 0
    for index, unit in enumerate(units, 1):
        name = "SQL" if len(units) == 1 else f"SQL, unit {index} of {len(units)}"
        inside = every[start : start + len(unit.statements)]
        yield _unit(planned, unit, inside, name, unfolded=lines <= OPEN_LINES)
        start += len(unit.statements)


def _unit(planned: Planned, unit: Unit, inside: Sequence[Numbered], name: str, *, unfolded: bool) -> Section:
    where = "in one transaction" if unit.transactional else "outside of any transaction"
    amount = count(len(inside), "statement")
    head = f"<details{' open' if unfolded else ''}><summary>{name}: {amount} {where}</summary>\n\n"
    blocks = [_statement(planned, number, statement) for number, statement in inside]
    return Section(head, blocks, "\n</details>\n", budget=LIMIT, noun="statement")


def _statement(planned: Planned, number: int, statement: Statement) -> str:
    facts = [*map(_words, summary.effect_words(statement.effects))]
    facts += [words(statement.reason)] if statement.reason else []
    facts += [words(engine)] if (engine := summary.engine_words(planned.plan, statement)) else []
    lost = f" **Loses data: {_words(statement.effects.loses_data)}.**" if statement.effects.loses_data else ""
    what = code(f"{statement.verb} {statement.address}")
    return (
        f"**{number}.** {what} {_place(statement, planned.goal)}<br>\n{'; '.join(facts)}.{lost}\n"
        + fenced(terminated(statement.sql), "sql")
    )


def _place(statement: Statement, goal: str = summary.OUR_GOAL) -> str:
    return code(str(statement.at)) if statement.at else summary.place_words(statement, goal)
