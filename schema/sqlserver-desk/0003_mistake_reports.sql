-- What holders say is wrong on their certificates, and what the institution answers. The holder's words are people's data, as is
-- the answer: both stand encrypted, with the document key, which the site and the issuing service both hold.
CREATE TABLE desk.MistakeReport (
    Id varchar(36) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT PK_MistakeReport PRIMARY KEY CLUSTERED,
    CertificateId bigint NOT NULL,
    InstitutionId bigint NOT NULL,
    Item varchar(20) COLLATE Latin1_General_BIN2 NOT NULL
        CONSTRAINT CK_MistakeReport_Item CHECK (Item IN ('name', 'id_document', 'photo', 'other')),
    TextCipher varbinary(max) NOT NULL,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
    At datetime2(3) NOT NULL,
    -- the issuing service writes these four, once, and nothing else of the desk
    AnswerCipher varbinary(max) NULL,
    AnswerKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL,
    AnsweredAt datetime2(3) NULL,
    AnsweredByKeyId bigint NULL
);
CREATE INDEX IX_MistakeReport_Certificate ON desk.MistakeReport (CertificateId);
CREATE INDEX IX_MistakeReport_Institution ON desk.MistakeReport (InstitutionId, Id);
CREATE INDEX IX_MistakeReport_Open ON desk.MistakeReport (InstitutionId, Id) WHERE AnsweredAt IS NULL;
GO
