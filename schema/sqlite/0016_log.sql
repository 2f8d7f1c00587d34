-- The tamper-evident log (docs/trust.md). Each certificate event and each change of the directories is a leaf, written with what it is
-- about; one process at a time numbers leaves and hashes them into a tree.
CREATE TABLE LogLeaf (
    Id INTEGER NOT NULL CONSTRAINT PK_LogLeaf PRIMARY KEY,
    -- null: of the directories, or put back out of the copy beside the recovery journal
    CertificateId INTEGER NULL CONSTRAINT FK_LogLeaf_Certificate REFERENCES Certificate (Id),
    -- 1: the first of its certificate, its issue or its entry
    IsFirst INTEGER NOT NULL CONSTRAINT CK_LogLeaf_IsFirst CHECK (IsFirst IN (0, 1)),
    -- random bytes of this leaf alone, behind its hashes of number and record
    Salt BLOB NULL,
    -- the leaf of the event, of form 1; of an entry the hash over those of all its events
    EventHash BLOB NULL,
    -- what is published
    Data BLOB NOT NULL,
    -- its place in the tree, from 0; null until it is numbered
    LeafIndex INTEGER NULL
) STRICT;
CREATE INDEX IX_LogLeaf_Certificate ON LogLeaf (CertificateId, Id) WHERE CertificateId IS NOT NULL;
CREATE INDEX IX_LogLeaf_Pending ON LogLeaf (Id) WHERE LeafIndex IS NULL;
CREATE UNIQUE INDEX UX_LogLeaf_Index ON LogLeaf (LeafIndex) WHERE LeafIndex IS NOT NULL;

-- A leaf gets its place once; nothing else of it changes.
CREATE TRIGGER LogLeaf_NoUpdate BEFORE UPDATE ON LogLeaf
WHEN OLD.LeafIndex IS NOT NULL OR NEW.LeafIndex IS NULL OR NEW.Data <> OLD.Data OR NEW.Salt IS NOT OLD.Salt
    OR NEW.EventHash IS NOT OLD.EventHash OR NEW.CertificateId IS NOT OLD.CertificateId OR NEW.IsFirst <> OLD.IsFirst OR NEW.Id <> OLD.Id
BEGIN SELECT RAISE(ABORT, 'LogLeaf is append-only'); END;
CREATE TRIGGER LogLeaf_NoDelete BEFORE DELETE ON LogLeaf
BEGIN SELECT RAISE(ABORT, 'LogLeaf is append-only'); END;

-- Hashes of the tree as C2SP tlog-tiles serves them, 256 of 32 bytes a tile; the last of a level may have fewer.
CREATE TABLE LogTile (
    Level INTEGER NOT NULL,
    Number INTEGER NOT NULL,
    Hashes BLOB NOT NULL,
    CONSTRAINT PK_LogTile PRIMARY KEY (Level, Number)
) STRICT;

-- What was signed of the tree, as it is served (C2SP tlog-checkpoint).
CREATE TABLE LogCheckpoint (
    Size INTEGER NOT NULL CONSTRAINT PK_LogCheckpoint PRIMARY KEY,
    At TEXT NOT NULL,
    Note TEXT NOT NULL
) STRICT;
CREATE TRIGGER LogCheckpoint_NoUpdate BEFORE UPDATE ON LogCheckpoint
BEGIN SELECT RAISE(ABORT, 'LogCheckpoint is append-only'); END;
CREATE TRIGGER LogCheckpoint_NoDelete BEFORE DELETE ON LogCheckpoint
BEGIN SELECT RAISE(ABORT, 'LogCheckpoint is append-only'); END;

-- How many leaves are numbered, who numbers, and how far certificates of before there was a log are entered.
CREATE TABLE LogState (
    Id INTEGER NOT NULL CONSTRAINT PK_LogState PRIMARY KEY CONSTRAINT CK_LogState_One CHECK (Id = 1),
    Size INTEGER NOT NULL,
    LeaseOwner TEXT NULL,
    LeaseUntil TEXT NULL,
    EnteredUpTo INTEGER NOT NULL,
    IsEntered INTEGER NOT NULL CONSTRAINT CK_LogState_IsEntered CHECK (IsEntered IN (0, 1))
) STRICT;
INSERT INTO LogState (Id, Size, EnteredUpTo, IsEntered) VALUES (1, 0, 0, 0);

-- Nothing was ever signed with the keys that were to sign this log.
UPDATE SigningKey SET State = 'Retired' WHERE Purpose = 'Log' AND State = 'Active';
