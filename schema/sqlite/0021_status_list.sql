-- The tokens that are not in force, as they were signed last; one row, which is there from the start.
CREATE TABLE StatusList (
    Id INTEGER NOT NULL PRIMARY KEY CONSTRAINT CK_StatusList_One CHECK (Id = 1),
    SignedAt TEXT NULL,
    Body BLOB NULL
);

INSERT INTO StatusList (Id) VALUES (1);

-- What it is made of each minute, in the place of a look through the whole register.
CREATE INDEX IX_Certificate_Ended ON Certificate (Status) WHERE Status > 1;
CREATE INDEX IX_Certificate_Corrected ON Certificate (CurrentVersion) WHERE CurrentVersion > 1;
