-- Status lists of open credentials, as they were signed last.
CREATE TABLE dbo.CredentialList (
    Id bigint NOT NULL CONSTRAINT PK_CredentialList PRIMARY KEY CLUSTERED,
    SignedAt datetime2(3) NULL,
    -- SHA-256 of the bits that were signed
    BitsHash varbinary(32) NULL,
    Body varbinary(max) NULL
);
GO

-- Which bit of which list stands for a version. Places are drawn by chance: neighbours have nothing to do with each other.
CREATE TABLE dbo.CredentialStatus (
    ListId bigint NOT NULL CONSTRAINT FK_CredentialStatus_CredentialList REFERENCES dbo.CredentialList (Id),
    Position bigint NOT NULL CONSTRAINT CK_CredentialStatus_Position CHECK (Position BETWEEN 0 AND 131071),
    CertificateId bigint NOT NULL CONSTRAINT FK_CredentialStatus_Certificate REFERENCES dbo.Certificate (Id),
    Version bigint NOT NULL,
    CONSTRAINT PK_CredentialStatus PRIMARY KEY CLUSTERED (ListId, Position)
);
CREATE UNIQUE INDEX UX_CredentialStatus_Version ON dbo.CredentialStatus (CertificateId, Version);
GO
