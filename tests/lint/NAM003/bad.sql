CREATE TABLE "Users" (id bigint PRIMARY KEY, "userId" int); -- finds: NAM003 info x2
CREATE TABLE _hidden (id bigint PRIMARY KEY); -- finds: NAM003 info
