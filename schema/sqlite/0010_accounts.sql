-- Who signs in at the console. An account is a person in one role; what they do is on record under a key of their own, which no secret
-- opens: its hash is of nothing.
CREATE TABLE Account (
    Id INTEGER NOT NULL CONSTRAINT PK_Account PRIMARY KEY,
    KeyId INTEGER NOT NULL CONSTRAINT UX_Account_Key UNIQUE CONSTRAINT FK_Account_ApiKey REFERENCES ApiKey (Id),
    Login TEXT NOT NULL CONSTRAINT UX_Account_Login UNIQUE,
    -- 0 asked for, 1 open, 2 closed
    State INTEGER NOT NULL CONSTRAINT CK_Account_State CHECK (State IN (0, 1, 2)),
    PasswordHash TEXT NULL,
    MustChangePassword INTEGER NOT NULL CONSTRAINT CK_Account_MustChangePassword CHECK (MustChangePassword IN (0, 1)),
    -- the shared secret of RFC 6238, good once confirmed; the last step that was used is not good again
    FactorCipher BLOB NULL,
    FactorKeyId TEXT NULL,
    FactorConfirmedAt TEXT NULL,
    FactorStep INTEGER NOT NULL
) STRICT;

-- What one person asks for and another confirms: 0 the account, 1 a new first password, 2 a new second factor, 3 its end.
CREATE TABLE AccountChange (
    Id INTEGER NOT NULL CONSTRAINT PK_AccountChange PRIMARY KEY,
    AccountId INTEGER NOT NULL CONSTRAINT FK_AccountChange_Account REFERENCES Account (Id),
    Kind INTEGER NOT NULL CONSTRAINT CK_AccountChange_Kind CHECK (Kind IN (0, 1, 2, 3)),
    AskedBy INTEGER NOT NULL CONSTRAINT FK_AccountChange_AskedBy REFERENCES ApiKey (Id),
    AskedAt TEXT NOT NULL,
    DecidedBy INTEGER NULL CONSTRAINT FK_AccountChange_DecidedBy REFERENCES ApiKey (Id),
    DecidedAt TEXT NULL,
    IsConfirmed INTEGER NULL CONSTRAINT CK_AccountChange_IsConfirmed CHECK (IsConfirmed IN (0, 1))
) STRICT;
CREATE INDEX IX_AccountChange_Account ON AccountChange (AccountId, DecidedAt);
CREATE UNIQUE INDEX UX_AccountChange_Open ON AccountChange (AccountId) WHERE DecidedAt IS NULL;

CREATE TABLE RecoveryCode (
    AccountId INTEGER NOT NULL CONSTRAINT FK_RecoveryCode_Account REFERENCES Account (Id),
    Hash BLOB NOT NULL,
    UsedAt TEXT NULL,
    CONSTRAINT PK_RecoveryCode PRIMARY KEY (AccountId, Hash)
) STRICT;

-- Under the hash of a secret that the browser alone has.
CREATE TABLE AccountSession (
    Hash BLOB NOT NULL CONSTRAINT PK_AccountSession PRIMARY KEY,
    AccountId INTEGER NOT NULL CONSTRAINT FK_AccountSession_Account REFERENCES Account (Id),
    MadeAt TEXT NOT NULL,
    LastSeenAt TEXT NOT NULL,
    EndsAt TEXT NOT NULL,
    EndedAt TEXT NULL,
    -- when the second factor was last given
    FactorAt TEXT NULL,
    Block TEXT NOT NULL,
    Browser TEXT NOT NULL
) STRICT;
CREATE INDEX IX_AccountSession_Account ON AccountSession (AccountId, EndsAt);
CREATE INDEX IX_AccountSession_Ends ON AccountSession (EndsAt);

-- Every attempt to sign in; the login as a hash, so that what was typed by mistake is not kept.
CREATE TABLE SignIn (
    Id INTEGER NOT NULL CONSTRAINT PK_SignIn PRIMARY KEY,
    At TEXT NOT NULL,
    Block TEXT NOT NULL,
    LoginHash BLOB NOT NULL,
    AccountId INTEGER NULL CONSTRAINT FK_SignIn_Account REFERENCES Account (Id),
    Outcome TEXT NOT NULL
) STRICT;
CREATE INDEX IX_SignIn_Block ON SignIn (Block, At);
CREATE INDEX IX_SignIn_Account ON SignIn (AccountId, At);
