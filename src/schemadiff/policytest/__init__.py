"""Policy tests: given rows and a role with claims, which rows are visible and which writes succeed."""

from schemadiff.policytest.model import PolicyTest, Result, Results, TestFile
from schemadiff.policytest.read import read
from schemadiff.policytest.run import roles, run

__all__ = ["PolicyTest", "Result", "Results", "TestFile", "read", "roles", "run"]
