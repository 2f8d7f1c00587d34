-- Life after issuing: change requests of whole lists, publicity periods with complaints, imported certificates, self-checks.

-- The public category of the last change of status; null while it was never changed.
ALTER TABLE dbo.Certificate ADD StatusCategory varchar(40) COLLATE Latin1_General_BIN2 NULL;

-- 0 results, 1 certificates issued before this system
ALTER TABLE dbo.Batch ADD Origin tinyint NOT NULL CONSTRAINT DF_Batch_Origin DEFAULT 0 CONSTRAINT CK_Batch_Origin CHECK (Origin IN (0, 1));

-- Why an approver declined it; nothing was ever written to the column in plain text.
ALTER TABLE dbo.Batch DROP COLUMN DecisionReason;
ALTER TABLE dbo.Batch ADD DecisionCipher varbinary(max) NULL;
ALTER TABLE dbo.Batch ADD DecisionKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL;

-- A complaint in the publicity period holds a pending row back until it is lifted. The cipher keeps who held, released or
-- rejected it, when and why, as JSON.
ALTER TABLE dbo.BatchRow ADD HeldAt datetime2(3) NULL;
ALTER TABLE dbo.BatchRow ADD HeldBy bigint NULL;
ALTER TABLE dbo.BatchRow ADD HoldCategory varchar(40) COLLATE Latin1_General_BIN2 NULL;
ALTER TABLE dbo.BatchRow ADD HoldCipher varbinary(max) NULL;
ALTER TABLE dbo.BatchRow ADD HoldKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL;

-- What was written to the directory, as compact JSON; part of the leaf.
ALTER TABLE dbo.DirectoryEvent ADD Detail nvarchar(max) COLLATE Latin1_General_BIN2 NULL;
GO

-- Workers look every second for rows to issue: they find the few batches that have some before their rows.
CREATE UNIQUE INDEX UX_Batch_Issuing ON dbo.Batch (Id) INCLUDE (InstitutionId, PublicUntil) WHERE Status = 1;

-- The public look-up by number reads all it needs of a certificate from the index; so does the claim of pending rows.
DROP INDEX UX_Certificate_Number ON dbo.Certificate;
CREATE UNIQUE INDEX UX_Certificate_Number ON dbo.Certificate (Number)
    INCLUDE (Kind, Origin, InstitutionId, Grade, AssessedOn, IssuedOn, Status, StatusChangedAt, StatusCategory, CurrentVersion, ClaimHash, ClaimGeneration);
DROP INDEX IX_BatchRow_Pending ON dbo.BatchRow;
CREATE INDEX IX_BatchRow_Pending ON dbo.BatchRow (BatchId, Row) INCLUDE (LeaseUntil, HeldAt) WHERE Outcome = 0;

-- An audit asks who saw one certificate.
CREATE INDEX IX_AccessRecord_Certificate ON dbo.AccessRecord (CertificateId, Id) WHERE CertificateId IS NOT NULL;

-- Nothing was ever written to the first form of this table.
DROP TABLE dbo.ChangeRequest;
CREATE TABLE dbo.ChangeRequest (
    Id bigint NOT NULL CONSTRAINT PK_ChangeRequest PRIMARY KEY CLUSTERED,
    Kind varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    -- a certificate number, or the id of a batch, or '' for the list in the payload
    Target nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    InstitutionId bigint NOT NULL CONSTRAINT FK_ChangeRequest_Institution REFERENCES dbo.Institution (Id),
    -- how many certificates it would change
    Certificates bigint NOT NULL,
    Category varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    -- 1: identity data change, so the authority decides
    NeedsAuthority bit NOT NULL,
    PayloadCipher varbinary(max) NOT NULL,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
    -- the new photo of a correction, until it is decided
    PhotoCipher varbinary(max) NULL,
    RequestedBy bigint NOT NULL,
    RequestedAt datetime2(3) NOT NULL,
    DecidedBy bigint NULL,
    DecidedAt datetime2(3) NULL,
    Decision varchar(20) COLLATE Latin1_General_BIN2 NULL CONSTRAINT CK_ChangeRequest_Decision CHECK (Decision IN ('approved', 'refused')),
    DecisionCipher varbinary(max) NULL,
    DecisionKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL
);
CREATE INDEX IX_ChangeRequest_Institution ON dbo.ChangeRequest (InstitutionId, Id);

-- Each nightly re-reading of stored PDFs: one a day (China Standard Time), however many processes there are.
CREATE TABLE dbo.SelfCheck (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_SelfCheck PRIMARY KEY CLUSTERED,
    Day date NOT NULL CONSTRAINT UX_SelfCheck_Day UNIQUE,
    StartedAt datetime2(3) NOT NULL,
    EndedAt datetime2(3) NULL,
    Checked bigint NOT NULL,
    Differences bigint NOT NULL,
    -- ids of the certificates that differ, joined by commas
    Certificates varchar(max) COLLATE Latin1_General_BIN2 NULL
);

-- Reconciliation, and the recall of a whole batch, go from a batch to what came of it.
CREATE INDEX IX_CertificateVersion_Batch ON dbo.CertificateVersion (BatchId, Row);

-- The large tables are compressed; an engine that stores rows its own way is spared the words.
IF SERVERPROPERTY('Babelfish') IS NULL EXEC (N'ALTER INDEX ALL ON dbo.Certificate REBUILD WITH (DATA_COMPRESSION = PAGE)');
IF SERVERPROPERTY('Babelfish') IS NULL EXEC (N'ALTER INDEX ALL ON dbo.CertificateVersion REBUILD WITH (DATA_COMPRESSION = PAGE)');
IF SERVERPROPERTY('Babelfish') IS NULL EXEC (N'ALTER INDEX ALL ON dbo.BatchRow REBUILD WITH (DATA_COMPRESSION = PAGE)');
IF SERVERPROPERTY('Babelfish') IS NULL EXEC (N'ALTER INDEX ALL ON dbo.CertificateEvent REBUILD WITH (DATA_COMPRESSION = PAGE)');
IF SERVERPROPERTY('Babelfish') IS NULL EXEC (N'ALTER INDEX ALL ON dbo.Document REBUILD WITH (DATA_COMPRESSION = PAGE)');
GO
