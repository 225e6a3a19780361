CREATE ROLE "lint All" LOGIN SUPERUSER;
CREATE ROLE lint_past LOGIN BYPASSRLS;
CREATE ROLE lint_group BYPASSRLS;
CREATE ROLE lint_member LOGIN IN ROLE lint_group;
-- finds: RLS027 warning role "lint All"
-- finds: RLS027 warning role lint_past
-- finds: RLS027 warning role lint_member
