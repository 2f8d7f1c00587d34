-- What holders order and the issuing service signs: open credentials, and annotated copies of their certificates. What a holder writes on
-- a copy, and what was signed, are people's data: both stand encrypted, with the document key, which both services hold.
CREATE TABLE CopyOrder (
    Id TEXT NOT NULL CONSTRAINT PK_CopyOrder PRIMARY KEY,
    CertificateId INTEGER NOT NULL,
    Version INTEGER NOT NULL,
    Kind TEXT NOT NULL CONSTRAINT CK_CopyOrder_Kind CHECK (Kind IN ('credential', 'copy')),
    OrderedAt TEXT NOT NULL,
    -- until when a copy is good, or a credential is offered
    EndsAt TEXT NOT NULL,
    -- of a copy alone
    Purpose TEXT NULL,
    WordsCipher BLOB NULL,
    WordsKeyId TEXT NULL,
    -- the issuing service writes these, once, and nothing else of an order
    AnsweredAt TEXT NULL,
    Refusal TEXT NULL,
    BodyCipher BLOB NULL,
    BodyKeyId TEXT NULL,
    -- SHA-256 of a copy's file, and a keyed hash of the code in its QR code
    FileHash BLOB NULL,
    CodeHash BLOB NULL
) STRICT;
CREATE INDEX IX_CopyOrder_Certificate ON CopyOrder (CertificateId, EndsAt);
CREATE INDEX IX_CopyOrder_Open ON CopyOrder (Id) WHERE AnsweredAt IS NULL;
CREATE INDEX IX_CopyOrder_File ON CopyOrder (FileHash) WHERE FileHash IS NOT NULL;
CREATE INDEX IX_CopyOrder_Code ON CopyOrder (CodeHash) WHERE CodeHash IS NOT NULL;
CREATE INDEX IX_CopyOrder_Ends ON CopyOrder (EndsAt);
