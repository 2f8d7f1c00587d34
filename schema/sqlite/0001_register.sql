-- The register. One script a step, never edited once released: its SHA-256 is checked at every start.
-- Days are yyyy-MM-dd in China Standard Time; instants yyyy-MM-ddTHH:mm:ss.fffZ; both sort as text.
-- People's data stand only in …Cipher columns (AES-256-GCM, the key's id beside them) and in names, which are searched.

CREATE TABLE CodingRule (
    Id TEXT NOT NULL CONSTRAINT PK_CodingRule PRIMARY KEY,
    Kind TEXT NOT NULL,
    ValidFrom TEXT NOT NULL,
    ValidTo TEXT NULL,
    ForIssuing INTEGER NOT NULL CONSTRAINT CK_CodingRule_ForIssuing CHECK (ForIssuing IN (0, 1)),
    Segments TEXT NOT NULL
) STRICT;

CREATE TABLE Institution (
    Id INTEGER NOT NULL CONSTRAINT PK_Institution PRIMARY KEY,
    Code TEXT NOT NULL CONSTRAINT UX_Institution_Code UNIQUE,
    CreditCode TEXT NOT NULL
) STRICT;

CREATE TABLE InstitutionVersion (
    Id INTEGER NOT NULL CONSTRAINT PK_InstitutionVersion PRIMARY KEY,
    InstitutionId INTEGER NOT NULL CONSTRAINT FK_InstitutionVersion_Institution REFERENCES Institution (Id),
    ValidFrom TEXT NOT NULL,
    RecordedAt TEXT NOT NULL,
    Name TEXT NOT NULL,
    EnglishName TEXT NOT NULL,
    ProvinceCode TEXT NOT NULL,
    Contact TEXT NOT NULL,
    IsTraining INTEGER NOT NULL CONSTRAINT CK_InstitutionVersion_IsTraining CHECK (IsTraining IN (0, 1)),
    IsAssessment INTEGER NOT NULL CONSTRAINT CK_InstitutionVersion_IsAssessment CHECK (IsAssessment IN (0, 1)),
    -- 1 listed, 2 frozen (sends no new results), 3 removed
    State INTEGER NOT NULL CONSTRAINT CK_InstitutionVersion_State CHECK (State IN (1, 2, 3)),
    NeedsApproval INTEGER NOT NULL CONSTRAINT CK_InstitutionVersion_NeedsApproval CHECK (NeedsApproval IN (0, 1)),
    PublicityDays INTEGER NOT NULL CONSTRAINT CK_InstitutionVersion_PublicityDays CHECK (PublicityDays BETWEEN 0 AND 90),
    RecordedBy INTEGER NULL
) STRICT;
CREATE INDEX IX_InstitutionVersion_Institution ON InstitutionVersion (InstitutionId, ValidFrom, Id);

CREATE TABLE Occupation (
    Number TEXT NOT NULL,
    Edition TEXT NOT NULL,
    Code TEXT NOT NULL,
    FormerCode TEXT NULL,
    Name TEXT NOT NULL,
    EnglishName TEXT NOT NULL,
    TheoryPass TEXT NOT NULL,
    AbilityPass TEXT NOT NULL,
    ValidFrom TEXT NOT NULL,
    ValidTo TEXT NULL,
    CONSTRAINT PK_Occupation PRIMARY KEY (Number, Edition)
) STRICT;

CREATE TABLE Direction (
    OccupationNumber TEXT NOT NULL,
    Edition TEXT NOT NULL,
    Number TEXT NOT NULL,
    Name TEXT NOT NULL,
    -- grades it exists at, as the codes of Grade joined by commas
    Grades TEXT NOT NULL,
    CONSTRAINT PK_Direction PRIMARY KEY (OccupationNumber, Edition, Number),
    CONSTRAINT FK_Direction_Occupation FOREIGN KEY (OccupationNumber, Edition) REFERENCES Occupation (Number, Edition)
) STRICT;

CREATE TABLE Authorisation (
    Id INTEGER NOT NULL CONSTRAINT PK_Authorisation PRIMARY KEY,
    InstitutionId INTEGER NOT NULL CONSTRAINT FK_Authorisation_Institution REFERENCES Institution (Id),
    Kind TEXT NOT NULL CONSTRAINT CK_Authorisation_Kind CHECK (Kind IN ('Z', 'P')),
    OccupationNumber TEXT NOT NULL,
    -- codes of the grades, joined by commas
    Grades TEXT NOT NULL,
    ValidFrom TEXT NOT NULL,
    ValidTo TEXT NULL,
    ResultsUntil TEXT NULL,
    Document TEXT NOT NULL,
    RecordedAt TEXT NOT NULL,
    WithdrawnAt TEXT NULL
) STRICT;
CREATE INDEX IX_Authorisation_Institution ON Authorisation (InstitutionId, Kind);

CREATE TABLE ApiKey (
    Id INTEGER NOT NULL CONSTRAINT PK_ApiKey PRIMARY KEY,
    Role TEXT NOT NULL CONSTRAINT CK_ApiKey_Role CHECK (Role IN ('operator', 'approver', 'authority', 'auditor', 'checker')),
    InstitutionId INTEGER NULL CONSTRAINT FK_ApiKey_Institution REFERENCES Institution (Id),
    Person TEXT NOT NULL,
    Hash BLOB NOT NULL CONSTRAINT UX_ApiKey_Hash UNIQUE,
    CreatedAt TEXT NOT NULL,
    ExpiresAt TEXT NULL,
    RevokedAt TEXT NULL,
    LastUsedAt TEXT NULL,
    IsDemo INTEGER NOT NULL CONSTRAINT CK_ApiKey_IsDemo CHECK (IsDemo IN (0, 1))
) STRICT;

CREATE TABLE NumberSeries (
    Kind TEXT NOT NULL,
    InstitutionId INTEGER NOT NULL CONSTRAINT FK_NumberSeries_Institution REFERENCES Institution (Id),
    Year INTEGER NOT NULL,
    Next INTEGER NOT NULL,
    CONSTRAINT PK_NumberSeries PRIMARY KEY (Kind, InstitutionId, Year)
) STRICT;

-- Certificate ids are dense (a status list is indexed by them), so they are taken in the transaction that writes the row.
CREATE TABLE IdSeries (
    Name TEXT NOT NULL CONSTRAINT PK_IdSeries PRIMARY KEY,
    Next INTEGER NOT NULL
) STRICT;

CREATE TABLE Batch (
    Id TEXT NOT NULL CONSTRAINT PK_Batch PRIMARY KEY,
    Kind TEXT NOT NULL CONSTRAINT CK_Batch_Kind CHECK (Kind IN ('Z', 'P')),
    InstitutionId INTEGER NOT NULL CONSTRAINT FK_Batch_Institution REFERENCES Institution (Id),
    IdempotencyKey TEXT NULL,
    ContentHash BLOB NOT NULL,
    FileName TEXT NOT NULL,
    ReceivedAt TEXT NOT NULL,
    ReceivedBy INTEGER NOT NULL,
    -- 0 awaiting approval, 1 issuing, 2 done, 3 declined
    Status INTEGER NOT NULL CONSTRAINT CK_Batch_Status CHECK (Status BETWEEN 0 AND 3),
    PublicUntil TEXT NULL,
    DecidedBy INTEGER NULL,
    DecidedAt TEXT NULL,
    DecisionReason TEXT NULL,
    PurgeAfter TEXT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Batch_IdempotencyKey ON Batch (InstitutionId, IdempotencyKey) WHERE IdempotencyKey IS NOT NULL;
CREATE INDEX IX_Batch_Institution ON Batch (InstitutionId, Id);

CREATE TABLE Photo (
    Hash BLOB NOT NULL CONSTRAINT PK_Photo PRIMARY KEY,
    BodyCipher BLOB NOT NULL,
    KeyId TEXT NOT NULL
) STRICT;

CREATE TABLE Style (
    Id INTEGER NOT NULL CONSTRAINT PK_Style PRIMARY KEY,
    Kind TEXT NOT NULL,
    Version TEXT NOT NULL,
    SkeletonHash BLOB NOT NULL CONSTRAINT UX_Style_SkeletonHash UNIQUE,
    Skeleton BLOB NOT NULL
) STRICT;

CREATE TABLE Certificate (
    Id INTEGER NOT NULL CONSTRAINT PK_Certificate PRIMARY KEY,
    Number TEXT NOT NULL CONSTRAINT UX_Certificate_Number UNIQUE,
    CodingRuleId TEXT NOT NULL CONSTRAINT FK_Certificate_CodingRule REFERENCES CodingRule (Id),
    Kind TEXT NOT NULL,
    InstitutionId INTEGER NOT NULL CONSTRAINT FK_Certificate_Institution REFERENCES Institution (Id),
    ProvinceCode TEXT NOT NULL,
    OccupationNumber TEXT NOT NULL,
    DirectionNumber TEXT NOT NULL,
    Grade INTEGER NOT NULL CONSTRAINT CK_Certificate_Grade CHECK (Grade BETWEEN 1 AND 3),
    AssessedOn TEXT NOT NULL,
    IssuedOn TEXT NOT NULL,
    HolderKey BLOB NOT NULL,
    -- two countries may number passports alike: a passport's holder is told apart by the name too, others carry ''
    PassportNameKey TEXT NOT NULL,
    Status INTEGER NOT NULL CONSTRAINT CK_Certificate_Status CHECK (Status BETWEEN 0 AND 4),
    StatusChangedAt TEXT NOT NULL,
    CurrentVersion INTEGER NOT NULL,
    ClaimHash BLOB NULL,
    ClaimGeneration INTEGER NOT NULL,
    -- 0 issued here, 1 imported
    Origin INTEGER NOT NULL CONSTRAINT CK_Certificate_Origin CHECK (Origin IN (0, 1)),
    RestsOnCertificateId INTEGER NULL CONSTRAINT FK_Certificate_RestsOn REFERENCES Certificate (Id),
    RowVersion INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX UX_Certificate_Live
    ON Certificate (HolderKey, PassportNameKey, Kind, OccupationNumber, DirectionNumber, Grade) WHERE Status < 3;
CREATE INDEX IX_Certificate_HolderKey ON Certificate (HolderKey);

CREATE TABLE Document (
    Id INTEGER NOT NULL CONSTRAINT PK_Document PRIMARY KEY,
    StyleId INTEGER NOT NULL CONSTRAINT FK_Document_Style REFERENCES Style (Id),
    FileHash BLOB NOT NULL CONSTRAINT UX_Document_FileHash UNIQUE,
    Length INTEGER NOT NULL,
    KeyId TEXT NOT NULL,
    BodyCipher BLOB NOT NULL
) STRICT;

CREATE TABLE CertificateVersion (
    CertificateId INTEGER NOT NULL CONSTRAINT FK_CertificateVersion_Certificate REFERENCES Certificate (Id),
    Version INTEGER NOT NULL,
    Name TEXT NOT NULL,
    NameKey TEXT NOT NULL,
    IdType INTEGER NOT NULL,
    IdNumberCipher BLOB NOT NULL,
    KeyId TEXT NOT NULL,
    HolderKey BLOB NOT NULL,
    OccupationCode TEXT NOT NULL,
    OccupationName TEXT NOT NULL,
    OccupationEnglishName TEXT NOT NULL,
    DirectionName TEXT NULL,
    InstitutionName TEXT NOT NULL,
    InstitutionEnglishName TEXT NOT NULL,
    LicenceIdentifier TEXT NOT NULL CONSTRAINT UX_CertificateVersion_LicenceIdentifier UNIQUE,
    PhotoHash BLOB NULL CONSTRAINT FK_CertificateVersion_Photo REFERENCES Photo (Hash),
    StyleId INTEGER NULL CONSTRAINT FK_CertificateVersion_Style REFERENCES Style (Id),
    DocumentId INTEGER NULL CONSTRAINT FK_CertificateVersion_Document REFERENCES Document (Id),
    PdfKeyId TEXT NULL,
    QrKeyId TEXT NULL,
    BatchId TEXT NULL CONSTRAINT FK_CertificateVersion_Batch REFERENCES Batch (Id),
    Row INTEGER NULL,
    ReservedAt TEXT NOT NULL,
    CompletedAt TEXT NULL,
    CONSTRAINT PK_CertificateVersion PRIMARY KEY (CertificateId, Version)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX UX_CertificateVersion_Document ON CertificateVersion (DocumentId) WHERE DocumentId IS NOT NULL;
CREATE INDEX IX_CertificateVersion_HolderKey ON CertificateVersion (HolderKey);

CREATE TABLE BatchRow (
    BatchId TEXT NOT NULL CONSTRAINT FK_BatchRow_Batch REFERENCES Batch (Id),
    Row INTEGER NOT NULL,
    CandidateNumber TEXT NOT NULL,
    -- 0 pending, 1 issued, 2 not passed, 3 rejected, 4 duplicate
    Outcome INTEGER NOT NULL CONSTRAINT CK_BatchRow_Outcome CHECK (Outcome BETWEEN 0 AND 4),
    Reasons TEXT NULL,
    SentCipher BLOB NOT NULL,
    KeyId TEXT NOT NULL,
    HolderKey BLOB NULL,
    PhotoHash BLOB NULL CONSTRAINT FK_BatchRow_Photo REFERENCES Photo (Hash),
    CertificateId INTEGER NULL CONSTRAINT FK_BatchRow_Certificate REFERENCES Certificate (Id),
    LeaseOwner TEXT NULL,
    LeaseUntil TEXT NULL,
    Attempts INTEGER NOT NULL,
    CONSTRAINT PK_BatchRow PRIMARY KEY (BatchId, Row)
) STRICT, WITHOUT ROWID;
CREATE INDEX IX_BatchRow_Outcome ON BatchRow (BatchId, Outcome);
CREATE INDEX IX_BatchRow_Pending ON BatchRow (BatchId, Row) WHERE Outcome = 0;

CREATE TABLE CertificateEvent (
    Id INTEGER NOT NULL CONSTRAINT PK_CertificateEvent PRIMARY KEY,
    CertificateId INTEGER NOT NULL CONSTRAINT FK_CertificateEvent_Certificate REFERENCES Certificate (Id),
    Version INTEGER NOT NULL,
    Kind TEXT NOT NULL,
    At TEXT NOT NULL,
    -- null: the service itself
    ActorKeyId INTEGER NULL,
    SecondKeyId INTEGER NULL,
    Category TEXT NULL,
    TextCipher BLOB NULL,
    KeyId TEXT NULL,
    EvidenceHash BLOB NULL,
    Salt BLOB NOT NULL,
    Leaf BLOB NOT NULL
) STRICT;
CREATE INDEX IX_CertificateEvent_Certificate ON CertificateEvent (CertificateId, Id);

CREATE TABLE DirectoryEvent (
    Id INTEGER NOT NULL CONSTRAINT PK_DirectoryEvent PRIMARY KEY,
    Target TEXT NOT NULL,
    Kind TEXT NOT NULL,
    At TEXT NOT NULL,
    ActorKeyId INTEGER NULL,
    Document TEXT NULL,
    Salt BLOB NOT NULL,
    Leaf BLOB NOT NULL
) STRICT;

CREATE TRIGGER CertificateEvent_NoUpdate BEFORE UPDATE ON CertificateEvent
BEGIN SELECT RAISE(ABORT, 'CertificateEvent is append-only'); END;
CREATE TRIGGER CertificateEvent_NoDelete BEFORE DELETE ON CertificateEvent
BEGIN SELECT RAISE(ABORT, 'CertificateEvent is append-only'); END;
CREATE TRIGGER DirectoryEvent_NoUpdate BEFORE UPDATE ON DirectoryEvent
BEGIN SELECT RAISE(ABORT, 'DirectoryEvent is append-only'); END;
CREATE TRIGGER DirectoryEvent_NoDelete BEFORE DELETE ON DirectoryEvent
BEGIN SELECT RAISE(ABORT, 'DirectoryEvent is append-only'); END;

CREATE TABLE ChangeRequest (
    Id INTEGER NOT NULL CONSTRAINT PK_ChangeRequest PRIMARY KEY,
    Kind TEXT NOT NULL,
    Target TEXT NOT NULL,
    PayloadCipher BLOB NOT NULL,
    KeyId TEXT NOT NULL,
    RequestedBy INTEGER NOT NULL,
    RequestedAt TEXT NOT NULL,
    DecidedBy INTEGER NULL,
    DecidedAt TEXT NULL,
    Decision TEXT NULL
) STRICT;

CREATE TABLE SigningKey (
    Id TEXT NOT NULL CONSTRAINT PK_SigningKey PRIMARY KEY,
    Purpose TEXT NOT NULL,
    Algorithm TEXT NOT NULL,
    Public BLOB NOT NULL,
    -- X.509 certificates in DER, one after the other, leaf first
    Chain BLOB NOT NULL,
    ValidFrom TEXT NOT NULL,
    ValidTo TEXT NOT NULL,
    State TEXT NOT NULL CONSTRAINT CK_SigningKey_State CHECK (State IN ('Active', 'Retired', 'Compromised')),
    CompromisedSince TEXT NULL
) STRICT;

CREATE TABLE DataKey (
    Id TEXT NOT NULL CONSTRAINT PK_DataKey PRIMARY KEY,
    Purpose TEXT NOT NULL,
    State TEXT NOT NULL
) STRICT;

CREATE TABLE Heartbeat (
    Id INTEGER NOT NULL CONSTRAINT PK_Heartbeat PRIMARY KEY CONSTRAINT CK_Heartbeat_One CHECK (Id = 1),
    At TEXT NOT NULL
) STRICT;

CREATE TABLE AccessRecord (
    Id INTEGER NOT NULL CONSTRAINT PK_AccessRecord PRIMARY KEY,
    At TEXT NOT NULL,
    KeyId INTEGER NOT NULL,
    Call TEXT NOT NULL,
    CertificateId INTEGER NULL
) STRICT;
CREATE INDEX IX_AccessRecord_At ON AccessRecord (At);

-- What the database is: 'specimen' is 1 in a demo's, which no other process may open, and 0 elsewhere.
CREATE TABLE Setting (
    Name TEXT NOT NULL CONSTRAINT PK_Setting PRIMARY KEY,
    Value TEXT NOT NULL
) STRICT;
