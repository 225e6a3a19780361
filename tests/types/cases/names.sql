-- Names: their order, their quotes, and lines that just fit or just do not.
CREATE TYPE "Mixed Case" AS ENUM ('One', 'two', '3');
CREATE TYPE "quote""d" AS ENUM ('double " quote', 'single '' quote', 'both " and ''', 'new
line', 'tab	', 'é', '漢字', '😀');
CREATE TYPE e72 AS ENUM ('aaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbb', 'cccccccccccccccc');
CREATE TYPE e73 AS ENUM ('aaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbb', 'ccccccccccccccccc');
CREATE TYPE wide AS ENUM ('漢字漢字漢字漢字漢字漢字', '字漢字漢字漢字漢字漢字漢', '漢字漢字');
CREATE TYPE just AS ENUM ('aaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbb', 'cccccccccc');
CREATE TABLE "2x" (
    "10" int, "9" int, "a-b" int, "a b" int, ab int, a_b int, "aB" int, "Ab" int, "AB" int, "A" int, a int, "_a" int,
    "$a" int, "a$" int, "class" int, "é" int, "e" int, "f" int, "É" int, "ß" int, "ss" int, "st" int, "ñ" int, "n" int,
    "o" int, "漢字" int, "жук" int, "ω" int, "it's" int, "q""q" int, "b\b" int, "a.b" int, "😀" int, "true" int, "µ" int,
    "ª" int, "constructor" int, "a(b)" int, "a{b}" int, "a/b" int, "a:b" int, "@" int, "#" int, "-" int, "<>" int
);
CREATE TABLE "A Upper" (id int);
CREATE TABLE a_lower (id int);
CREATE TABLE "Apfel" (id int);
CREATE TABLE "äpfel" (id int);
CREATE TABLE child (id int);
CREATE TABLE "Child" (id int);
CREATE TABLE child1 (id int);
CREATE TABLE child10 (id int);
CREATE TABLE child2 (id int);
CREATE TABLE child_2 (id int);
CREATE TABLE "_under" (id int);
CREATE TABLE of_under (u "_under", us "_under"[]);
CREATE TABLE a_table_with_a_name_that_is_as_long_as_postgresql_lets_it_be_ok (
    a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o "Mixed Case",
    a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i "Mixed Case" NOT NULL,
    another_that_is_not_quite_that_long "Mixed Case"[],
    another_that_is_not_quite_that_lon "Mixed Case"[] NOT NULL,
    fitsx_but_barely_so_that_it_is_on just NOT NULL,
    PRIMARY KEY (a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o,
                 a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i)
);
CREATE TABLE refers (
    a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o "Mixed Case",
    a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i "Mixed Case",
    FOREIGN KEY (a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o,
                 a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i)
        REFERENCES a_table_with_a_name_that_is_as_long_as_postgresql_lets_it_be_ok
);
CREATE FUNCTION f80(aaaaaaaaaaaaaa int, bbbbbbbbbbbbbb int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f81(aaaaaaaaaaaaaa int, bbbbbbbbbbbbbbb int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f82(aaaaaaaaaaaaaa int, bbbbbbbbbbbbbbb int, ccccccccccccccccccc int, ddd int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f83(aaaaaaaaaaaaaaaaaaaaaaaaa int, bbbbbbbbbbbbbbb int, ccccccccccccccccccc int) RETURNS text[] LANGUAGE sql AS 'SELECT NULL::text[]';
