-- Who signs in at the console. An account is a person in one role; what they do is on record under a key of their own, which no secret
-- opens: its hash is of nothing.
CREATE TABLE dbo.Account (
    Id bigint NOT NULL CONSTRAINT PK_Account PRIMARY KEY CLUSTERED,
    KeyId bigint NOT NULL CONSTRAINT UX_Account_Key UNIQUE CONSTRAINT FK_Account_ApiKey REFERENCES dbo.ApiKey (Id),
    Login varchar(64) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT UX_Account_Login UNIQUE,
    -- 0 asked for, 1 open, 2 closed
    State tinyint NOT NULL CONSTRAINT CK_Account_State CHECK (State IN (0, 1, 2)),
    PasswordHash varchar(200) COLLATE Latin1_General_BIN2 NULL,
    MustChangePassword bit NOT NULL,
    -- the shared secret of RFC 6238, good once confirmed; the last step that was used is not good again
    FactorCipher varbinary(100) NULL,
    FactorKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL,
    FactorConfirmedAt datetime2(3) NULL,
    FactorStep bigint NOT NULL
);

-- What one person asks for and another confirms: 0 the account, 1 a new first password, 2 a new second factor, 3 its end.
CREATE TABLE dbo.AccountChange (
    Id bigint NOT NULL CONSTRAINT PK_AccountChange PRIMARY KEY CLUSTERED,
    AccountId bigint NOT NULL CONSTRAINT FK_AccountChange_Account REFERENCES dbo.Account (Id),
    Kind tinyint NOT NULL CONSTRAINT CK_AccountChange_Kind CHECK (Kind IN (0, 1, 2, 3)),
    AskedBy bigint NOT NULL CONSTRAINT FK_AccountChange_AskedBy REFERENCES dbo.ApiKey (Id),
    AskedAt datetime2(3) NOT NULL,
    DecidedBy bigint NULL CONSTRAINT FK_AccountChange_DecidedBy REFERENCES dbo.ApiKey (Id),
    DecidedAt datetime2(3) NULL,
    IsConfirmed bit NULL
);
CREATE INDEX IX_AccountChange_Account ON dbo.AccountChange (AccountId, DecidedAt);
CREATE UNIQUE INDEX UX_AccountChange_Open ON dbo.AccountChange (AccountId) WHERE DecidedAt IS NULL;

CREATE TABLE dbo.RecoveryCode (
    AccountId bigint NOT NULL CONSTRAINT FK_RecoveryCode_Account REFERENCES dbo.Account (Id),
    Hash varbinary(32) NOT NULL,
    UsedAt datetime2(3) NULL,
    CONSTRAINT PK_RecoveryCode PRIMARY KEY CLUSTERED (AccountId, Hash)
);

-- Under the hash of a secret that the browser alone has.
CREATE TABLE dbo.AccountSession (
    Hash varbinary(32) NOT NULL CONSTRAINT PK_AccountSession PRIMARY KEY CLUSTERED,
    AccountId bigint NOT NULL CONSTRAINT FK_AccountSession_Account REFERENCES dbo.Account (Id),
    MadeAt datetime2(3) NOT NULL,
    LastSeenAt datetime2(3) NOT NULL,
    EndsAt datetime2(3) NOT NULL,
    EndedAt datetime2(3) NULL,
    -- when the second factor was last given
    FactorAt datetime2(3) NULL,
    Block varchar(50) COLLATE Latin1_General_BIN2 NOT NULL,
    Browser nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL
);
CREATE INDEX IX_AccountSession_Account ON dbo.AccountSession (AccountId, EndsAt);
CREATE INDEX IX_AccountSession_Ends ON dbo.AccountSession (EndsAt);

-- Every attempt to sign in; the login as a hash, so that what was typed by mistake is not kept.
CREATE TABLE dbo.SignIn (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_SignIn PRIMARY KEY CLUSTERED,
    At datetime2(3) NOT NULL,
    Block varchar(50) COLLATE Latin1_General_BIN2 NOT NULL,
    LoginHash varbinary(32) NOT NULL,
    AccountId bigint NULL CONSTRAINT FK_SignIn_Account REFERENCES dbo.Account (Id),
    Outcome varchar(40) COLLATE Latin1_General_BIN2 NOT NULL
);
CREATE INDEX IX_SignIn_Block ON dbo.SignIn (Block, At);
CREATE INDEX IX_SignIn_Account ON dbo.SignIn (AccountId, At);
GO
