-- Who answers for keys: within an institution, or outside all, one name is one person. A system's key is its owner's. Keys made before get
-- their person, and an end, from the issuing service when it starts.
CREATE TABLE dbo.Person (
    Id bigint NOT NULL CONSTRAINT PK_Person PRIMARY KEY CLUSTERED,
    InstitutionId bigint NULL CONSTRAINT FK_Person_Institution REFERENCES dbo.Institution (Id),
    Name nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    -- what two spellings of one name have in common
    NormalisedName nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    Contact nvarchar(400) COLLATE Latin1_General_BIN2 NULL
);
CREATE UNIQUE INDEX UX_Person_Name ON dbo.Person (InstitutionId, NormalisedName);
ALTER TABLE dbo.ApiKey ADD PersonId bigint NULL CONSTRAINT FK_ApiKey_Person REFERENCES dbo.Person (Id);

-- Which batch was exported.
ALTER TABLE dbo.AccessRecord ADD BatchId varchar(36) COLLATE Latin1_General_BIN2 NULL;

-- Who was not let in: one row per address block, reason and minute.
CREATE TABLE dbo.RefusedAccess (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_RefusedAccess PRIMARY KEY CLUSTERED,
    At datetime2(3) NOT NULL,
    Block varchar(50) COLLATE Latin1_General_BIN2 NOT NULL,
    Reason varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    Count bigint NOT NULL,
    CONSTRAINT UX_RefusedAccess UNIQUE (At, Block, Reason)
);
GO

CREATE INDEX IX_AccessRecord_Batch ON dbo.AccessRecord (BatchId, Id) WHERE BatchId IS NOT NULL;
GO
