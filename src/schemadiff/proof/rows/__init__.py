"""Proving that rows survive: the tables that a plan keeps are filled on the clone, and must have the same rows afterwards.

choose.py   which tables to fill, and which losses the plan announces tables.py   the constraints on a table's rows
values.py   values for each type insert.py   the INSERT seed.py     fills the tables of a copy of the clone content.py
reads the rows before and after, and compares them
"""
