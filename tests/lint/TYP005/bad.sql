CREATE TABLE a (id bigserial PRIMARY KEY); -- finds: TYP005 info
CREATE TABLE "B c" (
    "I d" serial PRIMARY KEY, -- finds: TYP005 info
    n smallserial -- finds: TYP005 info
);
