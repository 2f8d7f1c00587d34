-- What holders say is wrong on their certificates, and what the institution answers. The holder's words are people's data, as is
-- the answer: both stand encrypted, with the document key, which the site and the issuing service both hold.
CREATE TABLE MistakeReport (
    Id TEXT NOT NULL CONSTRAINT PK_MistakeReport PRIMARY KEY,
    CertificateId INTEGER NOT NULL,
    InstitutionId INTEGER NOT NULL,
    Item TEXT NOT NULL CONSTRAINT CK_MistakeReport_Item CHECK (Item IN ('name', 'id_document', 'photo', 'other')),
    TextCipher BLOB NOT NULL,
    KeyId TEXT NOT NULL,
    At TEXT NOT NULL,
    -- the issuing service writes these four, once, and nothing else of the desk
    AnswerCipher BLOB NULL,
    AnswerKeyId TEXT NULL,
    AnsweredAt TEXT NULL,
    AnsweredByKeyId INTEGER NULL
) STRICT;
CREATE INDEX IX_MistakeReport_Certificate ON MistakeReport (CertificateId);
CREATE INDEX IX_MistakeReport_Institution ON MistakeReport (InstitutionId, Id);
CREATE INDEX IX_MistakeReport_Open ON MistakeReport (InstitutionId, Id) WHERE AnsweredAt IS NULL;
