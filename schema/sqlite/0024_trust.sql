-- What witnesses said of a checkpoint (C2SP tlog-cosignature), one line each; a witness that is asked again says it of a later time.
CREATE TABLE LogCosignature (
    Size INTEGER NOT NULL,
    -- name and id of its key
    Witness TEXT NOT NULL,
    -- when, by its own clock
    At TEXT NOT NULL,
    -- as it stands in the note
    Line TEXT NOT NULL,
    CONSTRAINT PK_LogCosignature PRIMARY KEY (Size, Witness)
) STRICT;
CREATE INDEX IX_LogCosignature_Witness ON LogCosignature (Witness, Size);

-- Up to which size checkpoints are passed on: a newer one waits until the witnesses were asked. It only grows.
CREATE TABLE LogPublication (
    Id INTEGER NOT NULL CONSTRAINT PK_LogPublication PRIMARY KEY CONSTRAINT CK_LogPublication_One CHECK (Id = 1),
    Size INTEGER NOT NULL
) STRICT;
INSERT INTO LogPublication (Id, Size) SELECT 1, COALESCE(MAX(Size), 0) FROM LogCheckpoint;

-- What a key may do, and how a person signs in, is sealed: see docs/trust.md. Null until the first start with this script.
ALTER TABLE ApiKey ADD COLUMN Seal BLOB NULL;
ALTER TABLE Account ADD COLUMN Seal BLOB NULL;
