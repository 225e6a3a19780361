CREATE DOMAIN handler AS regprocedure;
CREATE TABLE t (
    id bigint PRIMARY KEY,
    a regproc, -- finds: TYP007 error
    "B c" regprocedure[], -- finds: TYP007 error
    d regoper, -- finds: TYP007 error
    e regoperator, -- finds: TYP007 error
    f regconfig, -- finds: TYP007 error
    g regdictionary, -- finds: TYP007 error
    h regnamespace, -- finds: TYP007 error
    i regcollation, -- finds: TYP007 error
    j handler -- finds: TYP007 error
);
