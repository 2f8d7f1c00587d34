-- Rows of a key's day that were answered, and those of them that were not found: a key that guesses is stopped for the day.
ALTER TABLE Quota ADD COLUMN Answered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Quota ADD COLUMN Missed INTEGER NOT NULL DEFAULT 0;

-- Who is signed in at the holder's page: the hash of the cookie's secret, no person. Worth nothing once the pick-up code was renewed
-- or the certificate corrected.
CREATE TABLE HolderSession (
    Hash BLOB NOT NULL CONSTRAINT PK_HolderSession PRIMARY KEY,
    CertificateId INTEGER NOT NULL,
    Version INTEGER NOT NULL,
    ClaimGeneration INTEGER NOT NULL,
    MadeAt TEXT NOT NULL,
    LastSeenAt TEXT NOT NULL,
    EndsAt TEXT NOT NULL,
    EndedAt TEXT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IX_HolderSession_Ends ON HolderSession (EndsAt);

-- Cookie keys stood here in plain text. They are encrypted from now on, and those written before are trusted no more.
DELETE FROM DataProtectionKey;

-- Who was not let in with a list: one row per address block, reason and minute.
CREATE TABLE RefusedAccess (
    Id INTEGER NOT NULL CONSTRAINT PK_RefusedAccess PRIMARY KEY,
    At TEXT NOT NULL,
    Block TEXT NOT NULL,
    Reason TEXT NOT NULL,
    Count INTEGER NOT NULL,
    CONSTRAINT UX_RefusedAccess UNIQUE (At, Block, Reason)
) STRICT;
