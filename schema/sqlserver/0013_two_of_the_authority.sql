-- What one person of the authority asks for and another does: 0 a key of a program, 1 a right of an institution.
CREATE TABLE dbo.Proposal (
    Id bigint NOT NULL CONSTRAINT PK_Proposal PRIMARY KEY CLUSTERED,
    Kind tinyint NOT NULL CONSTRAINT CK_Proposal_Kind CHECK (Kind IN (0, 1)),
    -- the institution's code, or nothing
    Subject varchar(4) COLLATE Latin1_General_BIN2 NOT NULL,
    Payload nvarchar(max) COLLATE Latin1_General_BIN2 NOT NULL,
    AskedBy bigint NOT NULL CONSTRAINT FK_Proposal_AskedBy REFERENCES dbo.ApiKey (Id),
    AskedAt datetime2(3) NOT NULL,
    -- when somebody began to carry it out
    ClaimedAt datetime2(3) NULL,
    DecidedBy bigint NULL CONSTRAINT FK_Proposal_DecidedBy REFERENCES dbo.ApiKey (Id),
    DecidedAt datetime2(3) NULL,
    IsDone bit NULL
);
CREATE INDEX IX_Proposal_Open ON dbo.Proposal (Id) WHERE DecidedAt IS NULL;
GO

-- The first of two persons of the authority who agreed to a change; the second makes it.
ALTER TABLE dbo.ChangeRequest ADD AgreedBy bigint NULL CONSTRAINT FK_ChangeRequest_AgreedBy REFERENCES dbo.ApiKey (Id);
ALTER TABLE dbo.ChangeRequest ADD AgreedAt datetime2(3) NULL;
GO
