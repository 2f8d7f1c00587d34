-- The verification site's desk: all it may write. Hashes of codes, never the codes; no names, no ID numbers.

CREATE TABLE ShareCode (
    Id INTEGER NOT NULL CONSTRAINT PK_ShareCode PRIMARY KEY,
    Hash BLOB NOT NULL CONSTRAINT UX_ShareCode_Hash UNIQUE,
    CertificateId INTEGER NOT NULL,
    Purpose TEXT NOT NULL,
    WithPhoto INTEGER NOT NULL CONSTRAINT CK_ShareCode_WithPhoto CHECK (WithPhoto IN (0, 1)),
    CreatedAt TEXT NOT NULL,
    ExpiresAt TEXT NOT NULL,
    RevokedAt TEXT NULL,
    Uses INTEGER NOT NULL,
    LastUsedAt TEXT NULL
) STRICT;
CREATE INDEX IX_ShareCode_Certificate ON ShareCode (CertificateId, ExpiresAt);

CREATE TABLE CheckRun (
    Id INTEGER NOT NULL CONSTRAINT PK_CheckRun PRIMARY KEY,
    KeyId INTEGER NULL,
    Purpose TEXT NOT NULL,
    ListHash BLOB NOT NULL,
    Rows INTEGER NOT NULL,
    Valid INTEGER NOT NULL,
    NotValid INTEGER NOT NULL,
    NotFound INTEGER NOT NULL,
    Incomplete INTEGER NOT NULL,
    Unavailable INTEGER NOT NULL,
    At TEXT NOT NULL
) STRICT;

CREATE TABLE Quota (
    KeyId INTEGER NOT NULL,
    Day TEXT NOT NULL,
    Rows INTEGER NOT NULL,
    CONSTRAINT PK_Quota PRIMARY KEY (KeyId, Day)
) STRICT;

CREATE TABLE Attempt (
    KeyHash BLOB NOT NULL,
    WindowStart TEXT NOT NULL,
    Count INTEGER NOT NULL,
    CONSTRAINT PK_Attempt PRIMARY KEY (KeyHash, WindowStart)
) STRICT, WITHOUT ROWID;

CREATE TABLE DataProtectionKey (
    Name TEXT NOT NULL CONSTRAINT PK_DataProtectionKey PRIMARY KEY,
    Xml TEXT NOT NULL
) STRICT;

-- The public halves of every key the site ever signed answers with, for ever: what was archived stays verifiable.
CREATE TABLE SigningKey (
    Id TEXT NOT NULL CONSTRAINT PK_SigningKey PRIMARY KEY,
    Purpose TEXT NOT NULL,
    Algorithm TEXT NOT NULL,
    Public BLOB NOT NULL,
    -- X.509 certificates in DER, one after the other, leaf first
    Chain BLOB NOT NULL,
    ValidFrom TEXT NOT NULL,
    ValidTo TEXT NOT NULL,
    State TEXT NOT NULL CONSTRAINT CK_SigningKey_State CHECK (State IN ('Active', 'Retired', 'Compromised')),
    CompromisedSince TEXT NULL
) STRICT;
