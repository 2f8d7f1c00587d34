-- The verification site's desk: all it may write, in a schema of its own, beside the register or in another database.
-- Hashes of codes, never the codes; no names, no ID numbers.

CREATE TABLE desk.ShareCode (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_ShareCode PRIMARY KEY CLUSTERED,
    Hash varbinary(32) NOT NULL CONSTRAINT UX_ShareCode_Hash UNIQUE,
    CertificateId bigint NOT NULL,
    Purpose nvarchar(1000) COLLATE Latin1_General_BIN2 NOT NULL,
    WithPhoto bit NOT NULL,
    CreatedAt datetime2(3) NOT NULL,
    ExpiresAt datetime2(3) NOT NULL,
    RevokedAt datetime2(3) NULL,
    Uses bigint NOT NULL,
    LastUsedAt datetime2(3) NULL
);
CREATE INDEX IX_ShareCode_Certificate ON desk.ShareCode (CertificateId, ExpiresAt);

CREATE TABLE desk.CheckRun (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_CheckRun PRIMARY KEY CLUSTERED,
    KeyId bigint NULL,
    Purpose nvarchar(1000) COLLATE Latin1_General_BIN2 NOT NULL,
    ListHash varbinary(32) NOT NULL,
    Rows bigint NOT NULL,
    Valid bigint NOT NULL,
    NotValid bigint NOT NULL,
    NotFound bigint NOT NULL,
    Incomplete bigint NOT NULL,
    Unavailable bigint NOT NULL,
    At datetime2(3) NOT NULL
);

CREATE TABLE desk.Quota (
    KeyId bigint NOT NULL,
    Day date NOT NULL,
    Rows bigint NOT NULL,
    CONSTRAINT PK_Quota PRIMARY KEY CLUSTERED (KeyId, Day)
);

CREATE TABLE desk.Attempt (
    KeyHash varbinary(32) NOT NULL,
    WindowStart datetime2(3) NOT NULL,
    Count bigint NOT NULL,
    CONSTRAINT PK_Attempt PRIMARY KEY CLUSTERED (KeyHash, WindowStart)
);

CREATE TABLE desk.DataProtectionKey (
    Name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT PK_DataProtectionKey PRIMARY KEY CLUSTERED,
    Xml nvarchar(max) COLLATE Latin1_General_BIN2 NOT NULL
);

-- The public halves of every key the site ever signed answers with, for ever: what was archived stays verifiable.
CREATE TABLE desk.SigningKey (
    Id varchar(64) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT PK_SigningKey PRIMARY KEY CLUSTERED,
    Purpose varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Algorithm varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    "Public" varbinary(2000) NOT NULL,
    -- X.509 certificates in DER, one after the other, leaf first
    Chain varbinary(max) NOT NULL,
    ValidFrom datetime2(3) NOT NULL,
    ValidTo datetime2(3) NOT NULL,
    State varchar(20) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT CK_SigningKey_State CHECK (State IN ('Active', 'Retired', 'Compromised')),
    CompromisedSince datetime2(3) NULL
);
GO
