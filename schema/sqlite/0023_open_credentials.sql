-- Status lists of open credentials, as they were signed last.
CREATE TABLE CredentialList (
    Id INTEGER NOT NULL CONSTRAINT PK_CredentialList PRIMARY KEY,
    SignedAt TEXT NULL,
    -- SHA-256 of the bits that were signed
    BitsHash BLOB NULL,
    Body BLOB NULL
) STRICT;

-- Which bit of which list stands for a version. Places are drawn by chance: neighbours have nothing to do with each other.
CREATE TABLE CredentialStatus (
    ListId INTEGER NOT NULL CONSTRAINT FK_CredentialStatus_CredentialList REFERENCES CredentialList (Id),
    Position INTEGER NOT NULL CONSTRAINT CK_CredentialStatus_Position CHECK (Position BETWEEN 0 AND 131071),
    CertificateId INTEGER NOT NULL CONSTRAINT FK_CredentialStatus_Certificate REFERENCES Certificate (Id),
    Version INTEGER NOT NULL,
    CONSTRAINT PK_CredentialStatus PRIMARY KEY (ListId, Position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX UX_CredentialStatus_Version ON CredentialStatus (CertificateId, Version);
