-- The tamper-evident log (docs/trust.md). Each certificate event and each change of the directories is a leaf, written with what it is
-- about; one process at a time numbers leaves and hashes them into a tree.
CREATE TABLE dbo.LogLeaf (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_LogLeaf PRIMARY KEY CLUSTERED,
    -- null: of the directories, or put back out of the copy beside the recovery journal
    CertificateId bigint NULL CONSTRAINT FK_LogLeaf_Certificate REFERENCES dbo.Certificate (Id),
    -- 1: the first of its certificate, its issue or its entry
    IsFirst tinyint NOT NULL CONSTRAINT CK_LogLeaf_IsFirst CHECK (IsFirst IN (0, 1)),
    -- random bytes of this leaf alone, behind its hashes of number and record
    Salt varbinary(32) NULL,
    -- the leaf of the event, of form 1; of an entry the hash over those of all its events
    EventHash varbinary(32) NULL,
    -- what is published
    Data varbinary(2000) NOT NULL,
    -- its place in the tree, from 0; null until it is numbered
    LeafIndex bigint NULL
);
CREATE INDEX IX_LogLeaf_Certificate ON dbo.LogLeaf (CertificateId, Id) WHERE CertificateId IS NOT NULL;
CREATE INDEX IX_LogLeaf_Pending ON dbo.LogLeaf (Id) WHERE LeafIndex IS NULL;
CREATE UNIQUE INDEX UX_LogLeaf_Index ON dbo.LogLeaf (LeafIndex) WHERE LeafIndex IS NOT NULL;

-- Hashes of the tree as C2SP tlog-tiles serves them, 256 of 32 bytes a tile; the last of a level may have fewer.
CREATE TABLE dbo.LogTile (
    Level int NOT NULL,
    Number bigint NOT NULL,
    Hashes varbinary(max) NOT NULL,
    CONSTRAINT PK_LogTile PRIMARY KEY CLUSTERED (Level, Number)
);

-- What was signed of the tree, as it is served (C2SP tlog-checkpoint).
CREATE TABLE dbo.LogCheckpoint (
    Size bigint NOT NULL CONSTRAINT PK_LogCheckpoint PRIMARY KEY CLUSTERED,
    At datetime2(3) NOT NULL,
    Note nvarchar(max) COLLATE Latin1_General_BIN2 NOT NULL
);

-- How many leaves are numbered, who numbers, and how far certificates of before there was a log are entered.
CREATE TABLE dbo.LogState (
    Id bigint NOT NULL CONSTRAINT PK_LogState PRIMARY KEY CLUSTERED CONSTRAINT CK_LogState_One CHECK (Id = 1),
    Size bigint NOT NULL,
    LeaseOwner nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
    LeaseUntil datetime2(3) NULL,
    EnteredUpTo bigint NOT NULL,
    IsEntered tinyint NOT NULL CONSTRAINT CK_LogState_IsEntered CHECK (IsEntered IN (0, 1))
);
GO

INSERT INTO dbo.LogState (Id, Size, EnteredUpTo, IsEntered) VALUES (1, 0, 0, 0);

-- Nothing was ever signed with the keys that were to sign this log.
UPDATE dbo.SigningKey SET State = 'Retired' WHERE Purpose = 'Log' AND State = 'Active';
GO

-- A leaf gets its place once; nothing else of it changes.
CREATE TRIGGER dbo.LogLeaf_AppendOnly ON dbo.LogLeaf AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    IF UPDATE(Data) OR UPDATE(Salt) OR UPDATE(EventHash) OR UPDATE(CertificateId) OR UPDATE(IsFirst)
        OR EXISTS (SELECT 1 FROM deleted d LEFT JOIN inserted i ON i.Id = d.Id WHERE d.LeafIndex IS NOT NULL OR i.LeafIndex IS NULL)
        THROW 50001, 'LogLeaf is append-only', 1;
END;
GO

CREATE TRIGGER dbo.LogCheckpoint_AppendOnly ON dbo.LogCheckpoint AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 50001, 'LogCheckpoint is append-only', 1;
END;
GO
