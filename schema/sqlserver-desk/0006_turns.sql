-- What is counted before it is written waits its turn here: under read-committed snapshots two who count at once would both find room for
-- the last one. Certificates share the few turns.
CREATE TABLE desk.Turn (
    Id bigint NOT NULL CONSTRAINT PK_Turn PRIMARY KEY CLUSTERED,
    Taken bigint NOT NULL
);
INSERT INTO desk.Turn (Id, Taken) VALUES (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 0);
GO

-- The records of list checks may be changed by no login of a service (grants.sql); this forgets them by age, as its owner.
CREATE PROCEDURE desk.PurgeCheckRuns @before datetime2(3) AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @deleted int = 1;
    IF @before IS NULL OR @before > DATEADD(year, -3, SYSUTCDATETIME())
        THROW 50002, 'Records of list checks are kept for three years.', 1;
    WHILE @deleted > 0
    BEGIN
        DELETE FROM desk.CheckRun
        WHERE Id IN (SELECT TOP (2000) Id FROM desk.CheckRun WHERE At < @before ORDER BY Id);
        SET @deleted = @@ROWCOUNT;
    END;
END;
GO
