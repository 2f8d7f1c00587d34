-- Life after issuing: change requests of whole lists, publicity periods with complaints, imported certificates, self-checks.

-- The public category of the last change of status; null while it was never changed.
ALTER TABLE Certificate ADD COLUMN StatusCategory TEXT NULL;

-- 0 results, 1 certificates issued before this system
ALTER TABLE Batch ADD COLUMN Origin INTEGER NOT NULL DEFAULT 0 CONSTRAINT CK_Batch_Origin CHECK (Origin IN (0, 1));

-- Why an approver declined it; nothing was ever written to the column in plain text.
ALTER TABLE Batch DROP COLUMN DecisionReason;
ALTER TABLE Batch ADD COLUMN DecisionCipher BLOB NULL;
ALTER TABLE Batch ADD COLUMN DecisionKeyId TEXT NULL;

-- Workers look every second for rows to issue: they find the few batches that have some before their rows.
CREATE UNIQUE INDEX UX_Batch_Issuing ON Batch (Id) WHERE Status = 1;

-- A complaint in the publicity period holds a pending row back until it is lifted. The cipher keeps who held, released or
-- rejected it, when and why, as JSON.
ALTER TABLE BatchRow ADD COLUMN HeldAt TEXT NULL;
ALTER TABLE BatchRow ADD COLUMN HeldBy INTEGER NULL;
ALTER TABLE BatchRow ADD COLUMN HoldCategory TEXT NULL;
ALTER TABLE BatchRow ADD COLUMN HoldCipher BLOB NULL;
ALTER TABLE BatchRow ADD COLUMN HoldKeyId TEXT NULL;

-- An audit asks who saw one certificate.
CREATE INDEX IX_AccessRecord_Certificate ON AccessRecord (CertificateId, Id) WHERE CertificateId IS NOT NULL;

-- What was written to the directory, as compact JSON; part of the leaf.
ALTER TABLE DirectoryEvent ADD COLUMN Detail TEXT NULL;

-- Nothing was ever written to the first form of this table.
DROP TABLE ChangeRequest;
CREATE TABLE ChangeRequest (
    Id INTEGER NOT NULL CONSTRAINT PK_ChangeRequest PRIMARY KEY,
    Kind TEXT NOT NULL,
    -- a certificate number, or the id of a batch, or '' for the list in the payload
    Target TEXT NOT NULL,
    InstitutionId INTEGER NOT NULL CONSTRAINT FK_ChangeRequest_Institution REFERENCES Institution (Id),
    -- how many certificates it would change
    Certificates INTEGER NOT NULL,
    Category TEXT NOT NULL,
    -- 1: identity data change, so the authority decides
    NeedsAuthority INTEGER NOT NULL CONSTRAINT CK_ChangeRequest_NeedsAuthority CHECK (NeedsAuthority IN (0, 1)),
    PayloadCipher BLOB NOT NULL,
    KeyId TEXT NOT NULL,
    -- the new photo of a correction, until it is decided
    PhotoCipher BLOB NULL,
    RequestedBy INTEGER NOT NULL,
    RequestedAt TEXT NOT NULL,
    DecidedBy INTEGER NULL,
    DecidedAt TEXT NULL,
    Decision TEXT NULL CONSTRAINT CK_ChangeRequest_Decision CHECK (Decision IN ('approved', 'refused')),
    DecisionCipher BLOB NULL,
    DecisionKeyId TEXT NULL
) STRICT;
CREATE INDEX IX_ChangeRequest_Institution ON ChangeRequest (InstitutionId, Id);

-- Each nightly re-reading of stored PDFs: one a day (China Standard Time), however many processes there are.
CREATE TABLE SelfCheck (
    Id INTEGER NOT NULL CONSTRAINT PK_SelfCheck PRIMARY KEY,
    Day TEXT NOT NULL CONSTRAINT UX_SelfCheck_Day UNIQUE,
    StartedAt TEXT NOT NULL,
    EndedAt TEXT NULL,
    Checked INTEGER NOT NULL,
    Differences INTEGER NOT NULL,
    -- ids of the certificates that differ, joined by commas
    Certificates TEXT NULL
) STRICT;

-- Reconciliation, and the recall of a whole batch, go from a batch to what came of it.
CREATE INDEX IX_CertificateVersion_Batch ON CertificateVersion (BatchId, Row);
