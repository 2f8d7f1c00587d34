-- The register. One script a step, never edited once released: its SHA-256 is checked at every start.
-- The same tables as schema/sqlite; a test compares them. Texts compare by code point (BIN2), as they do there.
-- Numbers, codes and ids are single-byte; names are sized in UTF-16 units, two for a supplementary character.
-- Instants are UTC to the millisecond; days are days in China Standard Time.
-- It is for SQL Server 2019 and later. Its T-SQL is plain (no inline indexes, one column an ALTER TABLE); engines that speak T-SQL without
-- being SQL Server do not take it as it stands. Babelfish 4.3 refuses a tinyint that is added with a default, and foreign keys over BIN2.

CREATE TABLE dbo.CodingRule (
    Id varchar(20) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT PK_CodingRule PRIMARY KEY CLUSTERED,
    Kind nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    ValidFrom date NOT NULL,
    ValidTo date NULL,
    ForIssuing bit NOT NULL,
    Segments nvarchar(max) COLLATE Latin1_General_BIN2 NOT NULL
);

CREATE TABLE dbo.Institution (
    Id bigint NOT NULL CONSTRAINT PK_Institution PRIMARY KEY CLUSTERED,
    Code varchar(4) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT UX_Institution_Code UNIQUE,
    CreditCode varchar(18) COLLATE Latin1_General_BIN2 NOT NULL
);

CREATE TABLE dbo.InstitutionVersion (
    Id bigint NOT NULL CONSTRAINT PK_InstitutionVersion PRIMARY KEY CLUSTERED,
    InstitutionId bigint NOT NULL CONSTRAINT FK_InstitutionVersion_Institution REFERENCES dbo.Institution (Id),
    ValidFrom date NOT NULL,
    RecordedAt datetime2(3) NOT NULL,
    Name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    EnglishName nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    ProvinceCode varchar(2) COLLATE Latin1_General_BIN2 NOT NULL,
    Contact nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    IsTraining bit NOT NULL,
    IsAssessment bit NOT NULL,
    -- 1 listed, 2 frozen (sends no new results), 3 removed
    State tinyint NOT NULL CONSTRAINT CK_InstitutionVersion_State CHECK (State IN (1, 2, 3)),
    NeedsApproval bit NOT NULL,
    PublicityDays int NOT NULL CONSTRAINT CK_InstitutionVersion_PublicityDays CHECK (PublicityDays BETWEEN 0 AND 90),
    RecordedBy bigint NULL
);
CREATE INDEX IX_InstitutionVersion_Institution ON dbo.InstitutionVersion (InstitutionId, ValidFrom, Id);

CREATE TABLE dbo.Occupation (
    Number varchar(2) COLLATE Latin1_General_BIN2 NOT NULL,
    Edition varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Code varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    FormerCode varchar(20) COLLATE Latin1_General_BIN2 NULL,
    Name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    EnglishName nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    TheoryPass varchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
    AbilityPass varchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
    ValidFrom date NOT NULL,
    ValidTo date NULL,
    CONSTRAINT PK_Occupation PRIMARY KEY CLUSTERED (Number, Edition)
);

CREATE TABLE dbo.Direction (
    OccupationNumber varchar(2) COLLATE Latin1_General_BIN2 NOT NULL,
    Edition varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Number varchar(2) COLLATE Latin1_General_BIN2 NOT NULL,
    Name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    -- grades it exists at, as the codes of Grade joined by commas
    Grades varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    CONSTRAINT PK_Direction PRIMARY KEY CLUSTERED (OccupationNumber, Edition, Number),
    CONSTRAINT FK_Direction_Occupation FOREIGN KEY (OccupationNumber, Edition) REFERENCES dbo.Occupation (Number, Edition)
);

CREATE TABLE dbo.Authorisation (
    Id bigint NOT NULL CONSTRAINT PK_Authorisation PRIMARY KEY CLUSTERED,
    InstitutionId bigint NOT NULL CONSTRAINT FK_Authorisation_Institution REFERENCES dbo.Institution (Id),
    Kind varchar(1) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT CK_Authorisation_Kind CHECK (Kind IN ('Z', 'P')),
    OccupationNumber varchar(2) COLLATE Latin1_General_BIN2 NOT NULL,
    -- codes of the grades, joined by commas
    Grades varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    ValidFrom date NOT NULL,
    ValidTo date NULL,
    ResultsUntil date NULL,
    Document nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    RecordedAt datetime2(3) NOT NULL,
    WithdrawnAt datetime2(3) NULL
);
CREATE INDEX IX_Authorisation_Institution ON dbo.Authorisation (InstitutionId, Kind);

CREATE TABLE dbo.ApiKey (
    Id bigint NOT NULL CONSTRAINT PK_ApiKey PRIMARY KEY CLUSTERED,
    Role varchar(20) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT CK_ApiKey_Role CHECK (Role IN ('operator', 'approver', 'authority', 'auditor', 'checker')),
    InstitutionId bigint NULL CONSTRAINT FK_ApiKey_Institution REFERENCES dbo.Institution (Id),
    Person nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    Hash varbinary(32) NOT NULL CONSTRAINT UX_ApiKey_Hash UNIQUE,
    CreatedAt datetime2(3) NOT NULL,
    ExpiresAt datetime2(3) NULL,
    RevokedAt datetime2(3) NULL,
    LastUsedAt datetime2(3) NULL,
    IsDemo bit NOT NULL
);

CREATE TABLE dbo.NumberSeries (
    Kind varchar(1) COLLATE Latin1_General_BIN2 NOT NULL,
    InstitutionId bigint NOT NULL CONSTRAINT FK_NumberSeries_Institution REFERENCES dbo.Institution (Id),
    Year int NOT NULL,
    Next bigint NOT NULL,
    CONSTRAINT PK_NumberSeries PRIMARY KEY CLUSTERED (Kind, InstitutionId, Year)
);

-- Certificate ids are dense (a status list is indexed by them), so they are taken in the transaction that writes the row.
CREATE TABLE dbo.IdSeries (
    Name varchar(60) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT PK_IdSeries PRIMARY KEY CLUSTERED,
    Next bigint NOT NULL
);

CREATE TABLE dbo.Batch (
    Id varchar(36) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT PK_Batch PRIMARY KEY CLUSTERED,
    Kind varchar(1) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT CK_Batch_Kind CHECK (Kind IN ('Z', 'P')),
    InstitutionId bigint NOT NULL CONSTRAINT FK_Batch_Institution REFERENCES dbo.Institution (Id),
    IdempotencyKey varchar(200) COLLATE Latin1_General_BIN2 NULL,
    ContentHash varbinary(32) NOT NULL,
    FileName nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    ReceivedAt datetime2(3) NOT NULL,
    ReceivedBy bigint NOT NULL,
    -- 0 awaiting approval, 1 issuing, 2 done, 3 declined
    Status tinyint NOT NULL CONSTRAINT CK_Batch_Status CHECK (Status BETWEEN 0 AND 3),
    PublicUntil datetime2(3) NULL,
    DecidedBy bigint NULL,
    DecidedAt datetime2(3) NULL,
    DecisionReason nvarchar(max) COLLATE Latin1_General_BIN2 NULL,
    PurgeAfter datetime2(3) NULL
);
CREATE UNIQUE INDEX UX_Batch_IdempotencyKey ON dbo.Batch (InstitutionId, IdempotencyKey) WHERE IdempotencyKey IS NOT NULL;
CREATE INDEX IX_Batch_Institution ON dbo.Batch (InstitutionId, Id);

CREATE TABLE dbo.Photo (
    -- hashes come in any order: not the clustered key, so that pages do not split
    Hash varbinary(32) NOT NULL CONSTRAINT PK_Photo PRIMARY KEY NONCLUSTERED,
    BodyCipher varbinary(max) NOT NULL,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NOT NULL
);

CREATE TABLE dbo.Style (
    Id bigint NOT NULL CONSTRAINT PK_Style PRIMARY KEY CLUSTERED,
    Kind varchar(1) COLLATE Latin1_General_BIN2 NOT NULL,
    Version varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    SkeletonHash varbinary(32) NOT NULL CONSTRAINT UX_Style_SkeletonHash UNIQUE,
    Skeleton varbinary(max) NOT NULL
);

CREATE TABLE dbo.Certificate (
    Id bigint NOT NULL CONSTRAINT PK_Certificate PRIMARY KEY CLUSTERED,
    Number varchar(32) COLLATE Latin1_General_BIN2 NOT NULL,
    CodingRuleId varchar(20) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT FK_Certificate_CodingRule REFERENCES dbo.CodingRule (Id),
    Kind varchar(1) COLLATE Latin1_General_BIN2 NOT NULL,
    InstitutionId bigint NOT NULL CONSTRAINT FK_Certificate_Institution REFERENCES dbo.Institution (Id),
    ProvinceCode varchar(2) COLLATE Latin1_General_BIN2 NOT NULL,
    OccupationNumber varchar(2) COLLATE Latin1_General_BIN2 NOT NULL,
    DirectionNumber varchar(2) COLLATE Latin1_General_BIN2 NOT NULL,
    Grade tinyint NOT NULL CONSTRAINT CK_Certificate_Grade CHECK (Grade BETWEEN 1 AND 3),
    AssessedOn date NOT NULL,
    IssuedOn date NOT NULL,
    HolderKey varbinary(32) NOT NULL,
    -- two countries may number passports alike: a passport's holder is told apart by the name too, others carry ''
    PassportNameKey nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    Status tinyint NOT NULL CONSTRAINT CK_Certificate_Status CHECK (Status BETWEEN 0 AND 4),
    StatusChangedAt datetime2(3) NOT NULL,
    CurrentVersion int NOT NULL,
    ClaimHash varbinary(32) NULL,
    ClaimGeneration int NOT NULL,
    -- 0 issued here, 1 imported
    Origin tinyint NOT NULL CONSTRAINT CK_Certificate_Origin CHECK (Origin IN (0, 1)),
    RestsOnCertificateId bigint NULL CONSTRAINT FK_Certificate_RestsOn REFERENCES dbo.Certificate (Id),
    RowVersion bigint NOT NULL
);
CREATE UNIQUE INDEX UX_Certificate_Number ON dbo.Certificate (Number);
CREATE UNIQUE INDEX UX_Certificate_Live
    ON dbo.Certificate (HolderKey, PassportNameKey, Kind, OccupationNumber, DirectionNumber, Grade) WHERE Status < 3;
CREATE INDEX IX_Certificate_HolderKey ON dbo.Certificate (HolderKey);

CREATE TABLE dbo.Document (
    Id bigint NOT NULL CONSTRAINT PK_Document PRIMARY KEY CLUSTERED,
    StyleId bigint NOT NULL CONSTRAINT FK_Document_Style REFERENCES dbo.Style (Id),
    FileHash varbinary(32) NOT NULL CONSTRAINT UX_Document_FileHash UNIQUE,
    Length bigint NOT NULL,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
    BodyCipher varbinary(max) NOT NULL
);

CREATE TABLE dbo.CertificateVersion (
    CertificateId bigint NOT NULL CONSTRAINT FK_CertificateVersion_Certificate REFERENCES dbo.Certificate (Id),
    Version int NOT NULL,
    Name nvarchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    NameKey nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    IdType tinyint NOT NULL,
    IdNumberCipher varbinary(400) NOT NULL,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
    HolderKey varbinary(32) NOT NULL,
    OccupationCode varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    OccupationName nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    OccupationEnglishName nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    DirectionName nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
    InstitutionName nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    InstitutionEnglishName nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    LicenceIdentifier varchar(100) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT UX_CertificateVersion_LicenceIdentifier UNIQUE,
    PhotoHash varbinary(32) NULL CONSTRAINT FK_CertificateVersion_Photo REFERENCES dbo.Photo (Hash),
    StyleId bigint NULL CONSTRAINT FK_CertificateVersion_Style REFERENCES dbo.Style (Id),
    DocumentId bigint NULL CONSTRAINT FK_CertificateVersion_Document REFERENCES dbo.Document (Id),
    PdfKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL,
    QrKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL,
    BatchId varchar(36) COLLATE Latin1_General_BIN2 NULL CONSTRAINT FK_CertificateVersion_Batch REFERENCES dbo.Batch (Id),
    Row int NULL,
    ReservedAt datetime2(3) NOT NULL,
    CompletedAt datetime2(3) NULL,
    CONSTRAINT PK_CertificateVersion PRIMARY KEY CLUSTERED (CertificateId, Version)
);
CREATE UNIQUE INDEX UX_CertificateVersion_Document ON dbo.CertificateVersion (DocumentId) WHERE DocumentId IS NOT NULL;
CREATE INDEX IX_CertificateVersion_HolderKey ON dbo.CertificateVersion (HolderKey);

CREATE TABLE dbo.BatchRow (
    BatchId varchar(36) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT FK_BatchRow_Batch REFERENCES dbo.Batch (Id),
    Row int NOT NULL,
    CandidateNumber nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
    -- 0 pending, 1 issued, 2 not passed, 3 rejected, 4 duplicate
    Outcome tinyint NOT NULL CONSTRAINT CK_BatchRow_Outcome CHECK (Outcome BETWEEN 0 AND 4),
    Reasons nvarchar(max) COLLATE Latin1_General_BIN2 NULL,
    SentCipher varbinary(max) NOT NULL,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
    HolderKey varbinary(32) NULL,
    PhotoHash varbinary(32) NULL CONSTRAINT FK_BatchRow_Photo REFERENCES dbo.Photo (Hash),
    CertificateId bigint NULL CONSTRAINT FK_BatchRow_Certificate REFERENCES dbo.Certificate (Id),
    LeaseOwner nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
    LeaseUntil datetime2(3) NULL,
    Attempts int NOT NULL,
    CONSTRAINT PK_BatchRow PRIMARY KEY CLUSTERED (BatchId, Row)
);
CREATE INDEX IX_BatchRow_Outcome ON dbo.BatchRow (BatchId, Outcome);
CREATE INDEX IX_BatchRow_Pending ON dbo.BatchRow (BatchId, Row) WHERE Outcome = 0;

CREATE TABLE dbo.CertificateEvent (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_CertificateEvent PRIMARY KEY CLUSTERED,
    CertificateId bigint NOT NULL CONSTRAINT FK_CertificateEvent_Certificate REFERENCES dbo.Certificate (Id),
    Version int NOT NULL,
    Kind varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    At datetime2(3) NOT NULL,
    -- null: the service itself
    ActorKeyId bigint NULL,
    SecondKeyId bigint NULL,
    Category varchar(40) COLLATE Latin1_General_BIN2 NULL,
    TextCipher varbinary(max) NULL,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NULL,
    EvidenceHash varbinary(32) NULL,
    Salt varbinary(32) NOT NULL,
    Leaf varbinary(32) NOT NULL
);
CREATE INDEX IX_CertificateEvent_Certificate ON dbo.CertificateEvent (CertificateId, Id);

CREATE TABLE dbo.DirectoryEvent (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_DirectoryEvent PRIMARY KEY CLUSTERED,
    Target nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    Kind varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    At datetime2(3) NOT NULL,
    ActorKeyId bigint NULL,
    Document nvarchar(400) COLLATE Latin1_General_BIN2 NULL,
    Salt varbinary(32) NOT NULL,
    Leaf varbinary(32) NOT NULL
);
GO

CREATE TRIGGER dbo.CertificateEvent_AppendOnly ON dbo.CertificateEvent AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 50001, 'CertificateEvent is append-only', 1;
END;
GO

CREATE TRIGGER dbo.DirectoryEvent_AppendOnly ON dbo.DirectoryEvent AFTER UPDATE, DELETE AS
BEGIN
    SET NOCOUNT ON;
    THROW 50001, 'DirectoryEvent is append-only', 1;
END;
GO

CREATE TABLE dbo.ChangeRequest (
    Id bigint NOT NULL CONSTRAINT PK_ChangeRequest PRIMARY KEY CLUSTERED,
    Kind varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    Target nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    PayloadCipher varbinary(max) NOT NULL,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
    RequestedBy bigint NOT NULL,
    RequestedAt datetime2(3) NOT NULL,
    DecidedBy bigint NULL,
    DecidedAt datetime2(3) NULL,
    Decision varchar(20) COLLATE Latin1_General_BIN2 NULL
);

CREATE TABLE dbo.SigningKey (
    Id varchar(64) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT PK_SigningKey PRIMARY KEY CLUSTERED,
    Purpose varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    Algorithm varchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
    "Public" varbinary(2000) NOT NULL,
    -- X.509 certificates in DER, one after the other, leaf first
    Chain varbinary(max) NOT NULL,
    ValidFrom datetime2(3) NOT NULL,
    ValidTo datetime2(3) NOT NULL,
    State varchar(20) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT CK_SigningKey_State CHECK (State IN ('Active', 'Retired', 'Compromised')),
    CompromisedSince datetime2(3) NULL
);

CREATE TABLE dbo.DataKey (
    Id varchar(64) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT PK_DataKey PRIMARY KEY CLUSTERED,
    Purpose varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    State varchar(20) COLLATE Latin1_General_BIN2 NOT NULL
);

CREATE TABLE dbo.Heartbeat (
    Id bigint NOT NULL CONSTRAINT PK_Heartbeat PRIMARY KEY CLUSTERED CONSTRAINT CK_Heartbeat_One CHECK (Id = 1),
    At datetime2(3) NOT NULL
);

CREATE TABLE dbo.AccessRecord (
    Id bigint IDENTITY (1, 1) NOT NULL CONSTRAINT PK_AccessRecord PRIMARY KEY CLUSTERED,
    At datetime2(3) NOT NULL,
    KeyId bigint NOT NULL,
    Call varchar(100) COLLATE Latin1_General_BIN2 NOT NULL,
    CertificateId bigint NULL
);
CREATE INDEX IX_AccessRecord_At ON dbo.AccessRecord (At);

-- What the database is: 'specimen' is 1 in a demo's, which no other process may open, and 0 elsewhere.
CREATE TABLE dbo.Setting (
    Name varchar(100) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT PK_Setting PRIMARY KEY CLUSTERED,
    Value nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL
);
GO
