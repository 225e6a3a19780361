"""Workflow commands, which GitHub Actions shows beside the lines of a pull request."""

from __future__ import annotations

from schemadiff.model import Position
from schemadiff.render.untrusted import visible


def command(level: str, message: str, at: Position | None, title: str) -> str:
    """One command ("error", "warning", "notice") with its place."""
    properties = {"file": at.path, "line": str(at.line)} if at else {}
    properties |= {"col": str(at.column)} if at and at.column else {}
    properties["title"] = title
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {written}::{_data(visible(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    # A path must not be changed by visible(), so that GitHub finds the file.
    return _data(text).replace(":", "%3A").replace(",", "%2C")
