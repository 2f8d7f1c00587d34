-- Rows of a key's day that were answered, and those of them that were not found: a key that guesses is stopped for the day.
ALTER TABLE desk.Quota ADD Answered bigint NOT NULL CONSTRAINT DF_Quota_Answered DEFAULT 0;
ALTER TABLE desk.Quota ADD Missed bigint NOT NULL CONSTRAINT DF_Quota_Missed DEFAULT 0;

-- Who is signed in at the holder's page: the hash of the cookie's secret, no person. Worth nothing once the pick-up code was renewed
-- or the certificate corrected.
CREATE TABLE desk.HolderSession (
    Hash varbinary(32) NOT NULL CONSTRAINT PK_HolderSession PRIMARY KEY CLUSTERED,
    CertificateId bigint NOT NULL,
    Version bigint NOT NULL,
    ClaimGeneration bigint NOT NULL,
    MadeAt datetime2(3) NOT NULL,
    LastSeenAt datetime2(3) NOT NULL,
    EndsAt datetime2(3) NOT NULL,
    EndedAt datetime2(3) NULL
);
CREATE INDEX IX_HolderSession_Ends ON desk.HolderSession (EndsAt);

-- Cookie keys stood here in plain text. They are encrypted from now on, and those written before are trusted no more.
DELETE FROM desk.DataProtectionKey;

-- Who was not let in with a list: one row per address block, reason and minute.
CREATE TABLE desk.RefusedAccess (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_RefusedAccess PRIMARY KEY CLUSTERED,
    At datetime2(3) NOT NULL,
    Block varchar(50) COLLATE Latin1_General_BIN2 NOT NULL,
    Reason varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    Count bigint NOT NULL,
    CONSTRAINT UX_RefusedAccess UNIQUE (At, Block, Reason)
);
GO
