-- What a large register needs: the rows a process holds, and the directions that are in use, are found without reading the others.
CREATE INDEX IX_BatchRow_Lease ON dbo.BatchRow (LeaseOwner) WHERE Outcome = 0 AND LeaseOwner IS NOT NULL;
CREATE INDEX IX_Certificate_Direction ON dbo.Certificate (OccupationNumber, DirectionNumber);

-- Whoever asks by holder asks for live certificates, which UX_Certificate_Live has in the same order.
DROP INDEX IX_Certificate_HolderKey ON dbo.Certificate;

-- A batch that is declined is one statement over up to 100,000 rows. With a lock on the whole table, which the server would make of 5,000
-- row locks, nobody could claim a row of another batch meanwhile.
IF SERVERPROPERTY('Babelfish') IS NULL EXEC (N'ALTER TABLE dbo.BatchRow SET (LOCK_ESCALATION = DISABLE)');

-- Rows of these tables come in the order of their key, so that all writers want the last page at once.
IF SERVERPROPERTY('Babelfish') IS NULL EXEC (N'
    ALTER INDEX PK_AccessRecord ON dbo.AccessRecord SET (OPTIMIZE_FOR_SEQUENTIAL_KEY = ON);
    ALTER INDEX PK_Certificate ON dbo.Certificate SET (OPTIMIZE_FOR_SEQUENTIAL_KEY = ON);
    ALTER INDEX PK_CertificateEvent ON dbo.CertificateEvent SET (OPTIMIZE_FOR_SEQUENTIAL_KEY = ON);
    ALTER INDEX PK_CertificateVersion ON dbo.CertificateVersion SET (OPTIMIZE_FOR_SEQUENTIAL_KEY = ON);
    ALTER INDEX PK_Document ON dbo.Document SET (OPTIMIZE_FOR_SEQUENTIAL_KEY = ON)');
GO

-- No login of a service may delete a record of access (grants.sql). Whoever may run this forgets them by age, and nothing younger: it
-- deletes as its owner. In small groups, each a transaction of its own, so that nobody who writes a record waits long.
CREATE PROCEDURE dbo.PurgeAccessRecords @before datetime2(3) AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @deleted int = 1;
    IF @before IS NULL OR @before > DATEADD(year, -3, SYSUTCDATETIME())
        THROW 50002, 'Records of access are kept for three years.', 1;
    WHILE @deleted > 0
    BEGIN
        DELETE FROM dbo.AccessRecord
        WHERE Id IN (SELECT TOP (2000) Id FROM dbo.AccessRecord WHERE At < @before ORDER BY At);
        SET @deleted = @@ROWCOUNT;
    END;
END;
GO
