"""Rows survive: tables that a plan keeps are given rows on the clone, and must have them afterwards.

choose.py   which tables, and what a plan says that it loses
tables.py   what they demand of a row
values.py   what their types take
insert.py   the INSERT
seed.py     all of it, on a copy of the clone
content.py  what is in them, before and after
"""
