-- What witnesses said of a checkpoint (C2SP tlog-cosignature), one line each; a witness that is asked again says it of a later time.
CREATE TABLE dbo.LogCosignature (
    Size bigint NOT NULL,
    -- name and id of its key
    Witness nvarchar(300) COLLATE Latin1_General_BIN2 NOT NULL,
    -- when, by its own clock
    At datetime2(3) NOT NULL,
    -- as it stands in the note
    Line nvarchar(1000) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_LogCosignature PRIMARY KEY CLUSTERED (Size, Witness)
);
CREATE INDEX IX_LogCosignature_Witness ON dbo.LogCosignature (Witness, Size);

-- Up to which size checkpoints are passed on: a newer one waits until the witnesses were asked. It only grows.
CREATE TABLE dbo.LogPublication (
    Id bigint NOT NULL CONSTRAINT PK_LogPublication PRIMARY KEY CLUSTERED CONSTRAINT CK_LogPublication_One CHECK (Id = 1),
    Size bigint NOT NULL
);
GO

INSERT INTO dbo.LogPublication (Id, Size) SELECT 1, COALESCE(MAX(Size), 0) FROM dbo.LogCheckpoint;
GO

-- What a key may do, and how a person signs in, is sealed: see docs/trust.md. Null until the first start with this script.
ALTER TABLE dbo.ApiKey ADD Seal varbinary(32) NULL;
GO

ALTER TABLE dbo.Account ADD Seal varbinary(32) NULL;
GO
