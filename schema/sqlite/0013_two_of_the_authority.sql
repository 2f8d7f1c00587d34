-- What one person of the authority asks for and another does: 0 a key of a program, 1 a right of an institution.
CREATE TABLE Proposal (
    Id INTEGER NOT NULL CONSTRAINT PK_Proposal PRIMARY KEY,
    Kind INTEGER NOT NULL CONSTRAINT CK_Proposal_Kind CHECK (Kind IN (0, 1)),
    -- the institution's code, or nothing
    Subject TEXT NOT NULL,
    Payload TEXT NOT NULL,
    AskedBy INTEGER NOT NULL CONSTRAINT FK_Proposal_AskedBy REFERENCES ApiKey (Id),
    AskedAt TEXT NOT NULL,
    -- when somebody began to carry it out
    ClaimedAt TEXT NULL,
    DecidedBy INTEGER NULL CONSTRAINT FK_Proposal_DecidedBy REFERENCES ApiKey (Id),
    DecidedAt TEXT NULL,
    IsDone INTEGER NULL CONSTRAINT CK_Proposal_IsDone CHECK (IsDone IN (0, 1))
) STRICT;
CREATE INDEX IX_Proposal_Open ON Proposal (Id) WHERE DecidedAt IS NULL;

-- The first of two persons of the authority who agreed to a change; the second makes it.
ALTER TABLE ChangeRequest ADD COLUMN AgreedBy INTEGER NULL REFERENCES ApiKey (Id);
ALTER TABLE ChangeRequest ADD COLUMN AgreedAt TEXT NULL;
