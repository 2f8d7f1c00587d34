-- The life of a signing key: 'Next' is published and signs nothing yet; of a compromised one whether a certificate that was entered into
-- the log, and not issued under its eyes, counts as shown by it; a seal, so that a state changed past the services is noticed.
ALTER TABLE dbo.SigningKey DROP CONSTRAINT CK_SigningKey_State;
ALTER TABLE dbo.SigningKey ADD CountsEntered bit NOT NULL CONSTRAINT DF_SigningKey_CountsEntered DEFAULT 0,
    CONSTRAINT CK_SigningKey_State CHECK (State IN ('Next', 'Active', 'Retired', 'Compromised'));
ALTER TABLE dbo.SigningKey ADD Seal varbinary(32) NULL;

-- What an operator did with a signing key; each has a leaf of the log.
CREATE TABLE dbo.SigningKeyEvent (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_SigningKeyEvent PRIMARY KEY CLUSTERED,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT FK_SigningKeyEvent_SigningKey REFERENCES dbo.SigningKey (Id),
    State varchar(20) COLLATE Latin1_General_BIN2 NOT NULL
        CONSTRAINT CK_SigningKeyEvent_State CHECK (State IN ('Active', 'Retired', 'Compromised')),
    At datetime2(3) NOT NULL,
    CompromisedSince datetime2(3) NULL,
    CountsEntered bit NOT NULL,
    -- who did it
    Person nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    Salt varbinary(32) NOT NULL,
    Leaf varbinary(32) NOT NULL
);
CREATE INDEX IX_SigningKeyEvent_Key ON dbo.SigningKeyEvent (KeyId);
GO

CREATE TRIGGER dbo.SigningKeyEvent_AppendOnly ON dbo.SigningKeyEvent AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 50001, 'SigningKeyEvent is append-only', 1;
END;
GO

-- An event stays as it was written, but for the key its words are encrypted with: the leaf binds the words, and not the cipher.
ALTER TRIGGER dbo.CertificateEvent_AppendOnly ON dbo.CertificateEvent AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM inserted) AND NOT (UPDATE(CertificateId) OR UPDATE(Version) OR UPDATE(Kind) OR UPDATE(At) OR UPDATE(ActorKeyId)
            OR UPDATE(SecondKeyId) OR UPDATE(Category) OR UPDATE(EvidenceHash) OR UPDATE(Salt) OR UPDATE(Leaf))
        AND NOT EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d.Id = i.Id
            WHERE i.KeyId IS NULL OR i.KeyId = d.KeyId OR i.TextCipher IS NULL OR d.TextCipher IS NULL)
        RETURN;
    THROW 50001, 'CertificateEvent is append-only', 1;
END;
GO
