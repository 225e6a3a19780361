-- lint: rules = { NAM002 = { allow = "[A-Za-z]+" } }
CREATE TABLE "User" (id bigint PRIMARY KEY, "createdAt" timestamptz);
