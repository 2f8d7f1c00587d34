-- For a register of millions of certificates: signed PDFs, most of it, in filegroups of their own, one a year. Those of past years are
-- backed up once and no more (docs/operations.md). Run by the database's owner after the services have brought the schema up and while
-- they are stopped: best before the first certificate, when it takes a second. Of a filled register every PDF is copied once; a run that
-- was cut off goes on where it was. Then grants.sql again, for a table has its rights by itself. Not run by the migrator.

IF EXISTS (
    SELECT 1 FROM sys.indexes i JOIN sys.partition_schemes s ON s.data_space_id = i.data_space_id
    WHERE i.object_id = OBJECT_ID(N'dbo.Document'))
BEGIN
    PRINT 'Done before: the next year comes by EXEC dbo.AddDocumentYear.';
    SET NOEXEC ON;
END;
DROP PROCEDURE IF EXISTS dbo.AddDocumentYear;
GO

-- Adds a year: a filegroup with one file, which takes every PDF from now on. Past years stay where they are.
CREATE PROCEDURE dbo.AddDocumentYear
    @year int,
    -- on the server, with its last separator; an availability group needs it on every machine; null is where the server keeps its files
    @folder nvarchar(200) = NULL
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @name nvarchar(20) = N'Documents' + CONVERT(nvarchar(4), @year);
    DECLARE @file nvarchar(300) = REPLACE(
        COALESCE(@folder, CONVERT(nvarchar(200), SERVERPROPERTY('InstanceDefaultDataPath'))) + DB_NAME() + N'-' + @name + N'.ndf',
        N'''', N'''''');
    DECLARE @next bigint = COALESCE((SELECT Next FROM dbo.IdSeries WHERE Name = 'Document'), 1);
    IF @year NOT BETWEEN 2020 AND 2199 THROW 50004, 'Give the year as four digits.', 1;
    IF EXISTS (SELECT 1 FROM sys.filegroups WHERE name = @name) THROW 50004, 'This year has its filegroup.', 1;
    EXEC (N'ALTER DATABASE CURRENT ADD FILEGROUP ' + @name);
    EXEC (N'ALTER DATABASE CURRENT ADD FILE (NAME = ' + @name + N', FILENAME = N''' + @file
        + N''', SIZE = 1GB, FILEGROWTH = 1GB) TO FILEGROUP ' + @name);
    IF EXISTS (SELECT 1 FROM sys.partition_schemes WHERE name = N'DocumentYears')
    BEGIN
        EXEC (N'ALTER PARTITION SCHEME DocumentYears NEXT USED ' + @name);
        ALTER PARTITION FUNCTION DocumentYear() SPLIT RANGE (@next);
    END
    ELSE
    BEGIN
        EXEC (N'CREATE PARTITION FUNCTION DocumentYear (bigint) AS RANGE RIGHT FOR VALUES ()');
        EXEC (N'CREATE PARTITION SCHEME DocumentYears AS PARTITION DocumentYear ALL TO (' + @name + N')');
    END;
END;
GO

-- The first year takes all there is. A folder other than the server's own is a second argument here.
DECLARE @thisYear int = YEAR(SYSDATETIME());
IF NOT EXISTS (SELECT 1 FROM sys.partition_schemes WHERE name = N'DocumentYears')
    EXEC dbo.AddDocumentYear @year = @thisYear;
GO

-- As dbo.Document, but by year. A row's PDF lies in the partition of the row.
IF OBJECT_ID(N'dbo.DocumentByYear') IS NULL CREATE TABLE dbo.DocumentByYear (
    Id bigint NOT NULL CONSTRAINT PK_DocumentByYear PRIMARY KEY CLUSTERED,
    StyleId bigint NOT NULL,
    FileHash varbinary(32) NOT NULL,
    Length bigint NOT NULL,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
    BodyCipher varbinary(max) NOT NULL
) ON DocumentYears (Id);
GO

DECLARE @copied bigint = COALESCE((SELECT MAX(Id) FROM dbo.DocumentByYear), 0);
WHILE EXISTS (SELECT 1 FROM dbo.Document WHERE Id > @copied)
BEGIN
    INSERT INTO dbo.DocumentByYear (Id, StyleId, FileHash, Length, KeyId, BodyCipher)
    SELECT TOP (2000) Id, StyleId, FileHash, Length, KeyId, BodyCipher FROM dbo.Document WHERE Id > @copied ORDER BY Id;
    SET @copied = (SELECT MAX(Id) FROM dbo.DocumentByYear);
END;
GO

-- One table takes the other's place, whole or not at all. The hashes of all years stay together in the database's own filegroup: by them a
-- file is known, also while the filegroup of its year is being restored.
SET XACT_ABORT ON;
BEGIN TRANSACTION;
IF (SELECT COUNT_BIG(*) FROM dbo.Document WITH (TABLOCKX, HOLDLOCK)) <> (SELECT COUNT_BIG(*) FROM dbo.DocumentByYear)
    THROW 50004, 'Documents came in while they were copied: stop the services, and run this again.', 1;
ALTER TABLE dbo.CertificateVersion DROP CONSTRAINT FK_CertificateVersion_Document;
DROP TABLE dbo.Document;
EXEC sys.sp_rename N'dbo.PK_DocumentByYear', N'PK_Document', N'OBJECT';
EXEC sys.sp_rename N'dbo.DocumentByYear', N'Document';
ALTER TABLE dbo.Document ADD CONSTRAINT UX_Document_FileHash UNIQUE NONCLUSTERED (FileHash) ON [PRIMARY];
ALTER TABLE dbo.Document WITH CHECK ADD CONSTRAINT FK_Document_Style FOREIGN KEY (StyleId) REFERENCES dbo.Style (Id);
ALTER TABLE dbo.CertificateVersion WITH CHECK
    ADD CONSTRAINT FK_CertificateVersion_Document FOREIGN KEY (DocumentId) REFERENCES dbo.Document (Id);
ALTER INDEX PK_Document ON dbo.Document SET (OPTIMIZE_FOR_SEQUENTIAL_KEY = ON);
COMMIT TRANSACTION;
GO
SET NOEXEC OFF;
GO
