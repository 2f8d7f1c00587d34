-- Certificates are found by what people know of them. A name is searched by the stored look-up form of its spellings; SearchForm says by
-- which form, and rows below the form of the build are given theirs by the issuing service, some at a time.
ALTER TABLE dbo.CertificateVersion ADD SearchName nvarchar(300) COLLATE Latin1_General_BIN2 NULL;
ALTER TABLE dbo.CertificateVersion ADD SearchForm int NOT NULL CONSTRAINT DF_CertificateVersion_SearchForm DEFAULT 0;
GO

CREATE INDEX IX_CertificateVersion_SearchName ON dbo.CertificateVersion (SearchName) WHERE SearchName IS NOT NULL;
CREATE INDEX IX_CertificateVersion_Form1 ON dbo.CertificateVersion (CertificateId, Version) WHERE SearchForm < 1;

-- Newest first, of one institution or of all; the other columns spare a look at each certificate that does not fit.
CREATE INDEX IX_Certificate_OfInstitution ON dbo.Certificate (InstitutionId, IssuedOn, Id, OccupationNumber, Grade, Status);
CREATE INDEX IX_Certificate_IssuedOn ON dbo.Certificate (IssuedOn, Id, OccupationNumber, Grade, Status);
CREATE INDEX IX_BatchRow_CandidateNumber ON dbo.BatchRow (CandidateNumber) WHERE CertificateId IS NOT NULL;

-- Who looked for which ID number, by its keyed hash.
CREATE TABLE dbo.IdNumberSearch (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_IdNumberSearch PRIMARY KEY CLUSTERED,
    At datetime2(3) NOT NULL,
    KeyId bigint NOT NULL,
    -- null: the key belongs to no person
    PersonId bigint NULL,
    HolderKey varbinary(32) NOT NULL
);
CREATE INDEX IX_IdNumberSearch_Person ON dbo.IdNumberSearch (PersonId, KeyId, At);
CREATE INDEX IX_IdNumberSearch_HolderKey ON dbo.IdNumberSearch (HolderKey, Id);
GO
