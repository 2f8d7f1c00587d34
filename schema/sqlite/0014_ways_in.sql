-- Passkeys (WebAuthn). A credential's own id has up to 1,023 bytes, so it is looked for by its hash.
CREATE TABLE Passkey (
    Id INTEGER NOT NULL CONSTRAINT PK_Passkey PRIMARY KEY,
    AccountId INTEGER NOT NULL CONSTRAINT FK_Passkey_Account REFERENCES Account (Id),
    Name TEXT NOT NULL,
    CredentialHash BLOB NOT NULL CONSTRAINT UX_Passkey_Credential UNIQUE,
    CredentialId BLOB NOT NULL,
    PublicKey BLOB NOT NULL,
    -- how often the authenticator says that it signed; one that does not count says 0 for ever
    SignCount INTEGER NOT NULL,
    Transports TEXT NOT NULL,
    IsBackupEligible INTEGER NOT NULL CONSTRAINT CK_Passkey_IsBackupEligible CHECK (IsBackupEligible IN (0, 1)),
    IsBackedUp INTEGER NOT NULL CONSTRAINT CK_Passkey_IsBackedUp CHECK (IsBackedUp IN (0, 1)),
    MadeAt TEXT NOT NULL,
    UsedAt TEXT NULL
) STRICT;
CREATE INDEX IX_Passkey_Account ON Passkey (AccountId);

-- What was signed by a passkey and is not taken again; kept for as long as it could be.
CREATE TABLE UsedChallenge (
    Hash BLOB NOT NULL CONSTRAINT PK_UsedChallenge PRIMARY KEY,
    EndsAt TEXT NOT NULL
) STRICT;
CREATE INDEX IX_UsedChallenge_Ends ON UsedChallenge (EndsAt);

-- Who an account is to the provider of sign-ins (OpenID Connect): its issuer and subject.
ALTER TABLE Account ADD COLUMN Issuer TEXT NULL;
ALTER TABLE Account ADD COLUMN Subject TEXT NULL;
CREATE UNIQUE INDEX UX_Account_Subject ON Account (Issuer, Subject) WHERE Subject IS NOT NULL;

-- Two kinds of change more: 4 that an account be linked to a subject, 5 that it be no more. A check cannot be widened in place.
CREATE TABLE NewAccountChange (
    Id INTEGER NOT NULL CONSTRAINT PK_AccountChange PRIMARY KEY,
    AccountId INTEGER NOT NULL CONSTRAINT FK_AccountChange_Account REFERENCES Account (Id),
    Kind INTEGER NOT NULL CONSTRAINT CK_AccountChange_Kind CHECK (Kind IN (0, 1, 2, 3, 4, 5)),
    AskedBy INTEGER NOT NULL CONSTRAINT FK_AccountChange_AskedBy REFERENCES ApiKey (Id),
    AskedAt TEXT NOT NULL,
    DecidedBy INTEGER NULL CONSTRAINT FK_AccountChange_DecidedBy REFERENCES ApiKey (Id),
    DecidedAt TEXT NULL,
    IsConfirmed INTEGER NULL CONSTRAINT CK_AccountChange_IsConfirmed CHECK (IsConfirmed IN (0, 1)),
    Issuer TEXT NULL,
    Subject TEXT NULL
) STRICT;
INSERT INTO NewAccountChange (Id, AccountId, Kind, AskedBy, AskedAt, DecidedBy, DecidedAt, IsConfirmed)
    SELECT Id, AccountId, Kind, AskedBy, AskedAt, DecidedBy, DecidedAt, IsConfirmed FROM AccountChange;
DROP TABLE AccountChange;
ALTER TABLE NewAccountChange RENAME TO AccountChange;
CREATE INDEX IX_AccountChange_Account ON AccountChange (AccountId, DecidedAt);
CREATE UNIQUE INDEX UX_AccountChange_Open ON AccountChange (AccountId) WHERE DecidedAt IS NULL;
