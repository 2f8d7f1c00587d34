-- What a register holds on to: which keys fit it, every certificate of a signing key, each recovery, and damage that was found.

-- HMAC-SHA-256 of fixed words under the key: it tells whether a key is this one, and nothing of the key.
ALTER TABLE dbo.DataKey ADD CheckValue varbinary(32) NULL;
GO
CREATE UNIQUE INDEX UX_DataKey_Purpose ON dbo.DataKey (Purpose) WHERE State = 'Active';

-- A key may be certified again, before its certificate ends: what was signed under each stays verifiable.
CREATE TABLE dbo.SigningCertificate (
    -- SHA-256 of the chain
    Id varbinary(32) NOT NULL CONSTRAINT PK_SigningCertificate PRIMARY KEY CLUSTERED,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT FK_SigningCertificate_SigningKey REFERENCES dbo.SigningKey (Id),
    -- X.509 certificates in DER, one after the other, leaf first
    Chain varbinary(max) NOT NULL,
    ValidFrom datetime2(3) NOT NULL,
    ValidTo datetime2(3) NOT NULL
);
CREATE INDEX IX_SigningCertificate_Key ON dbo.SigningCertificate (KeyId);

-- What the command "recover" was run for. Whoever read a later state than the register's believes it again after such a run only.
CREATE TABLE dbo.RecoveryRun (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_RecoveryRun PRIMARY KEY CLUSTERED,
    Kind varchar(20) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT CK_RecoveryRun_Kind CHECK (Kind IN ('register', 'journal', 'clock')),
    At datetime2(3) NOT NULL,
    -- of a clock that was ahead: the last instant written by it
    AheadUntil datetime2(3) NULL
);
GO

CREATE TRIGGER dbo.RecoveryRun_AppendOnly ON dbo.RecoveryRun AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 50001, 'RecoveryRun is append-only', 1;
END;
GO

-- What the database says of itself when its pages are not as they must be; null when they are, and where it checks them by itself.
ALTER TABLE dbo.SelfCheck ADD Damage nvarchar(max) COLLATE Latin1_General_BIN2 NULL;
GO
