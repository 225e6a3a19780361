-- Of two checks that are NOT ENFORCED in a table, each of its heirs has another one enforced.
CREATE TABLE kept (a int);
CREATE TABLE kept_one () INHERITS (kept);
CREATE TABLE kept_two (a int) INHERITS (kept);
CREATE TABLE above (a int, CONSTRAINT first CHECK (a > 0) NOT ENFORCED, CONSTRAINT second CHECK (a < 9) NOT ENFORCED);
CREATE TABLE joins (a int, CONSTRAINT first CHECK (a > 0), CONSTRAINT second CHECK (a < 9) NOT ENFORCED);
