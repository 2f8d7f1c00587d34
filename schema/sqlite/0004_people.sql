-- Who answers for keys: within an institution, or outside all, one name is one person. A system's key is its owner's. Keys made before get
-- their person, and an end, from the issuing service when it starts.
CREATE TABLE Person (
    Id INTEGER NOT NULL CONSTRAINT PK_Person PRIMARY KEY,
    InstitutionId INTEGER NULL CONSTRAINT FK_Person_Institution REFERENCES Institution (Id),
    Name TEXT NOT NULL,
    -- what two spellings of one name have in common
    NormalisedName TEXT NOT NULL,
    Contact TEXT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Person_Name ON Person (InstitutionId, NormalisedName);
ALTER TABLE ApiKey ADD COLUMN PersonId INTEGER NULL CONSTRAINT FK_ApiKey_Person REFERENCES Person (Id);

-- Which batch was exported.
ALTER TABLE AccessRecord ADD COLUMN BatchId TEXT NULL;
CREATE INDEX IX_AccessRecord_Batch ON AccessRecord (BatchId, Id) WHERE BatchId IS NOT NULL;

-- Who was not let in: one row per address block, reason and minute.
CREATE TABLE RefusedAccess (
    Id INTEGER NOT NULL CONSTRAINT PK_RefusedAccess PRIMARY KEY,
    At TEXT NOT NULL,
    Block TEXT NOT NULL,
    Reason TEXT NOT NULL,
    Count INTEGER NOT NULL,
    CONSTRAINT UX_RefusedAccess UNIQUE (At, Block, Reason)
) STRICT;
