-- Certificates are found by what people know of them. A name is searched by the stored look-up form of its spellings; SearchForm says by
-- which form, and rows below the form of the build are given theirs by the issuing service, some at a time.
ALTER TABLE CertificateVersion ADD COLUMN SearchName TEXT NULL;
ALTER TABLE CertificateVersion ADD COLUMN SearchForm INTEGER NOT NULL DEFAULT 0;
CREATE INDEX IX_CertificateVersion_SearchName ON CertificateVersion (SearchName) WHERE SearchName IS NOT NULL;
CREATE INDEX IX_CertificateVersion_Form1 ON CertificateVersion (CertificateId, Version) WHERE SearchForm < 1;

-- Newest first, of one institution or of all; the other columns spare a look at each certificate that does not fit.
CREATE INDEX IX_Certificate_OfInstitution ON Certificate (InstitutionId, IssuedOn, Id, OccupationNumber, Grade, Status);
CREATE INDEX IX_Certificate_IssuedOn ON Certificate (IssuedOn, Id, OccupationNumber, Grade, Status);
CREATE INDEX IX_BatchRow_CandidateNumber ON BatchRow (CandidateNumber) WHERE CertificateId IS NOT NULL;

-- Who looked for which ID number, by its keyed hash.
CREATE TABLE IdNumberSearch (
    Id INTEGER NOT NULL CONSTRAINT PK_IdNumberSearch PRIMARY KEY,
    At TEXT NOT NULL,
    KeyId INTEGER NOT NULL,
    -- null: the key belongs to no person
    PersonId INTEGER NULL,
    HolderKey BLOB NOT NULL
) STRICT;
CREATE INDEX IX_IdNumberSearch_Person ON IdNumberSearch (PersonId, KeyId, At);
CREATE INDEX IX_IdNumberSearch_HolderKey ON IdNumberSearch (HolderKey, Id);
