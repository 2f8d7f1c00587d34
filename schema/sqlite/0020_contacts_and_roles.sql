-- How a person of the console is reached, encrypted.
ALTER TABLE Account ADD COLUMN ContactCipher BLOB NULL;
ALTER TABLE Account ADD COLUMN ContactKeyId TEXT NULL;

-- A kind of change more: 6 that its person have another role, with the one before it. A check cannot be widened in place.
CREATE TABLE NewAccountChange (
    Id INTEGER NOT NULL CONSTRAINT PK_AccountChange PRIMARY KEY,
    AccountId INTEGER NOT NULL CONSTRAINT FK_AccountChange_Account REFERENCES Account (Id),
    Kind INTEGER NOT NULL CONSTRAINT CK_AccountChange_Kind CHECK (Kind IN (0, 1, 2, 3, 4, 5, 6)),
    AskedBy INTEGER NOT NULL CONSTRAINT FK_AccountChange_AskedBy REFERENCES ApiKey (Id),
    AskedAt TEXT NOT NULL,
    DecidedBy INTEGER NULL CONSTRAINT FK_AccountChange_DecidedBy REFERENCES ApiKey (Id),
    DecidedAt TEXT NULL,
    IsConfirmed INTEGER NULL CONSTRAINT CK_AccountChange_IsConfirmed CHECK (IsConfirmed IN (0, 1)),
    Issuer TEXT NULL,
    Subject TEXT NULL,
    ReasonCipher BLOB NULL,
    ReasonKeyId TEXT NULL,
    Role TEXT NULL,
    FormerRole TEXT NULL
) STRICT;
INSERT INTO NewAccountChange (
        Id, AccountId, Kind, AskedBy, AskedAt, DecidedBy, DecidedAt, IsConfirmed, Issuer, Subject, ReasonCipher, ReasonKeyId)
    SELECT Id, AccountId, Kind, AskedBy, AskedAt, DecidedBy, DecidedAt, IsConfirmed, Issuer, Subject, ReasonCipher, ReasonKeyId
    FROM AccountChange;
DROP TABLE AccountChange;
ALTER TABLE NewAccountChange RENAME TO AccountChange;
CREATE INDEX IX_AccountChange_Account ON AccountChange (AccountId, DecidedAt);
CREATE UNIQUE INDEX UX_AccountChange_Open ON AccountChange (AccountId) WHERE DecidedAt IS NULL;
