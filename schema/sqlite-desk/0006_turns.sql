-- What is counted before it is written waits its turn here. On this database all writers do so anyway; the table is the server's.
CREATE TABLE Turn (
    Id INTEGER NOT NULL CONSTRAINT PK_Turn PRIMARY KEY,
    Taken INTEGER NOT NULL
) STRICT;
INSERT INTO Turn (Id, Taken) VALUES (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 0);
