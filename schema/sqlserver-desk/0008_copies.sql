-- What holders order and the issuing service signs: open credentials, and annotated copies of their certificates. What a holder writes on
-- a copy, and what was signed, are people's data: both stand encrypted, with the document key, which both services hold.
CREATE TABLE desk.CopyOrder (
    Id varchar(36) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT PK_CopyOrder PRIMARY KEY CLUSTERED,
    CertificateId bigint NOT NULL,
    Version bigint NOT NULL,
    Kind varchar(20) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT CK_CopyOrder_Kind CHECK (Kind IN ('credential', 'copy')),
    OrderedAt datetime2(3) NOT NULL,
    -- until when a copy is good, or a credential is offered
    EndsAt datetime2(3) NOT NULL,
    -- of a copy alone
    Purpose varchar(20) COLLATE Latin1_General_BIN2 NULL,
    WordsCipher varbinary(max) NULL,
    WordsKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL,
    -- the issuing service writes these, once, and nothing else of an order
    AnsweredAt datetime2(3) NULL,
    Refusal varchar(40) COLLATE Latin1_General_BIN2 NULL,
    BodyCipher varbinary(max) NULL,
    BodyKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL,
    -- SHA-256 of a copy's file, and a keyed hash of the code in its QR code
    FileHash varbinary(32) NULL,
    CodeHash varbinary(32) NULL
);
CREATE INDEX IX_CopyOrder_Certificate ON desk.CopyOrder (CertificateId, EndsAt);
CREATE INDEX IX_CopyOrder_Open ON desk.CopyOrder (Id) WHERE AnsweredAt IS NULL;
CREATE INDEX IX_CopyOrder_File ON desk.CopyOrder (FileHash) WHERE FileHash IS NOT NULL;
CREATE INDEX IX_CopyOrder_Code ON desk.CopyOrder (CodeHash) WHERE CodeHash IS NOT NULL;
CREATE INDEX IX_CopyOrder_Ends ON desk.CopyOrder (EndsAt);
GO
