CREATE SCHEMA "Odd Schema";
CREATE TABLE "Odd Schema"."Ta""ble; DROP TABLE x; --" (
    "ID" integer PRIMARY KEY,
    "col umn 🎉" text NOT NULL DEFAULT 'it''s',
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" integer CHECK ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" > 0),
    "select" integer UNIQUE,
    "a.b" integer GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX "in dex" ON "Odd Schema"."Ta""ble; DROP TABLE x; --" ("col umn 🎉");
CREATE POLICY "po'licy" ON "Odd Schema"."Ta""ble; DROP TABLE x; --" USING ("ID" > 0);
ALTER TABLE "Odd Schema"."Ta""ble; DROP TABLE x; --" ENABLE ROW LEVEL SECURITY;
COMMENT ON COLUMN "Odd Schema"."Ta""ble; DROP TABLE x; --"."col umn 🎉" IS 'it''s a \ back; slash';
GRANT SELECT ("col umn 🎉") ON "Odd Schema"."Ta""ble; DROP TABLE x; --" TO "odd ""Role""; --";
