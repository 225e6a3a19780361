"""Tests of policies: given rows and a role with its claims, which rows are seen and which writes pass."""

from schemadiff.policytest.model import PolicyTest, Result, Results, TestFile
from schemadiff.policytest.read import read
from schemadiff.policytest.run import roles, run

__all__ = ["PolicyTest", "Result", "Results", "TestFile", "read", "roles", "run"]
