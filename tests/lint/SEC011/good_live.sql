-- An extension of the version that the server has is no finding.
CREATE EXTENSION vector SCHEMA {schema};
