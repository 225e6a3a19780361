"""``schemadiff explain``."""

from __future__ import annotations

import click

from schemadiff.cli.project import color, project_flags, width
from schemadiff.cli.topics import TOPICS
from schemadiff.errors import UsageError
from schemadiff.settings.options import nearest

EPILOG = """\b
Examples:
  schemadiff explain RLS007
  schemadiff explain unindexed-foreign-keys
  schemadiff explain rows-in-the-way
"""


@click.command(epilog=EPILOG, short_help="Explain a rule of lint.")
@click.argument("rule", metavar="CODE")
@project_flags
def explain(*, rule: str) -> int:
    """Explain a rule of lint, by its code or its name: what it finds, why, and what to write instead.

    Also explains what hints refer to: rows-in-the-way, policy-tests.
    """
    if topic := TOPICS.get(rule.lower()):
        click.echo(f"{click.style(topic.title, bold=True)}\n\n{topic.text}", nl=False, color=color())
        return 0
    from schemadiff.lint.pages import EXPLAINED  # noqa: PLC0415 - --help must stay quick
    from schemadiff.lint.render.pages import render_page  # noqa: PLC0415

    known = {word: one for one in EXPLAINED for word in (one.CODE, one.NAME)}
    found = known.get(rule.upper()) or known.get(rule.lower())
    if found is None:
        near = nearest(rule.upper() if any(map(str.isdecimal, rule)) else rule.lower(), (*known, *TOPICS))
        raise UsageError(f'no rule is called "{rule}"', hint=f'the nearest known one is "{near}"')
    click.echo(render_page(found, width=width(), color=color()), nl=False)
    return 0
