CREATE TABLE p (a int CHECK (a > 0), "x X" int NOT NULL DEFAULT 3);
CREATE TABLE "c C" (z int, a int, "x X" int DEFAULT 4);
