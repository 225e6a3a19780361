-- Tables that get a parent whose new check is NOT VALID, while theirs is valid and comes from the parent alone.
CREATE TABLE "Pl; ain" (n int);
CREATE TABLE heir (n int);
CREATE TABLE "he ir" (n int, m int);
