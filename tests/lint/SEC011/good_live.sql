-- An extension of the version that the server has is no finding.
CREATE EXTENSION {extension} SCHEMA {schema};
