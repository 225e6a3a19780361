"""The access matrix: which role may run which command on which relation, and how a plan changes it."""

from schemadiff.access.database import access_of, with_policies
from schemadiff.access.differences import differences
from schemadiff.access.judge import matrix
from schemadiff.access.model import COMMANDS, Cell, Matrix, Outcome, Rule, Way
from schemadiff.access.read import PUBLIC, Relation, facts

__all__ = [
    "COMMANDS",
    "PUBLIC",
    "Cell",
    "Matrix",
    "Outcome",
    "Relation",
    "Rule",
    "Way",
    "access_of",
    "differences",
    "facts",
    "matrix",
    "with_policies",
]
