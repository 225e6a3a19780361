CREATE ROLE lint_plain LOGIN;
-- Nobody logs in as this one, or can become it.
CREATE ROLE lint_nobody BYPASSRLS;
-- The settings allow these two.
CREATE ROLE lint_backup LOGIN BYPASSRLS;
CREATE ROLE lint_operator LOGIN IN ROLE lint_backup;
