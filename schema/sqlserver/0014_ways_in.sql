-- Passkeys (WebAuthn). A credential's own id has up to 1,023 bytes, so it is looked for by its hash.
CREATE TABLE dbo.Passkey (
    Id bigint NOT NULL CONSTRAINT PK_Passkey PRIMARY KEY CLUSTERED,
    AccountId bigint NOT NULL CONSTRAINT FK_Passkey_Account REFERENCES dbo.Account (Id),
    Name nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    CredentialHash varbinary(32) NOT NULL CONSTRAINT UX_Passkey_Credential UNIQUE,
    CredentialId varbinary(1023) NOT NULL,
    PublicKey varbinary(4000) NOT NULL,
    -- how often the authenticator says that it signed; one that does not count says 0 for ever
    SignCount bigint NOT NULL,
    Transports varchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    IsBackupEligible bit NOT NULL,
    IsBackedUp bit NOT NULL,
    MadeAt datetime2(3) NOT NULL,
    UsedAt datetime2(3) NULL
);
CREATE INDEX IX_Passkey_Account ON dbo.Passkey (AccountId);

-- What was signed by a passkey and is not taken again; kept for as long as it could be.
CREATE TABLE dbo.UsedChallenge (
    Hash varbinary(32) NOT NULL CONSTRAINT PK_UsedChallenge PRIMARY KEY CLUSTERED,
    EndsAt datetime2(3) NOT NULL
);
CREATE INDEX IX_UsedChallenge_Ends ON dbo.UsedChallenge (EndsAt);

-- Who an account is to the provider of sign-ins (OpenID Connect): its issuer and subject.
ALTER TABLE dbo.Account ADD Issuer nvarchar(255) COLLATE Latin1_General_BIN2 NULL;
ALTER TABLE dbo.Account ADD Subject nvarchar(255) COLLATE Latin1_General_BIN2 NULL;
GO

CREATE UNIQUE INDEX UX_Account_Subject ON dbo.Account (Issuer, Subject) WHERE Subject IS NOT NULL;

-- Two kinds of change more: 4 that an account be linked to a subject, 5 that it be no more.
ALTER TABLE dbo.AccountChange DROP CONSTRAINT CK_AccountChange_Kind;
ALTER TABLE dbo.AccountChange ADD Issuer nvarchar(255) COLLATE Latin1_General_BIN2 NULL,
    CONSTRAINT CK_AccountChange_Kind CHECK (Kind IN (0, 1, 2, 3, 4, 5));
ALTER TABLE dbo.AccountChange ADD Subject nvarchar(255) COLLATE Latin1_General_BIN2 NULL;
GO
