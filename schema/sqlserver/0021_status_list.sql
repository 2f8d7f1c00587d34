-- The tokens that are not in force, as they were signed last; one row, which is there from the start.
CREATE TABLE dbo.StatusList (
    Id bigint NOT NULL CONSTRAINT PK_StatusList PRIMARY KEY CONSTRAINT CK_StatusList_One CHECK (Id = 1),
    SignedAt datetime2(3) NULL,
    Body varbinary(max) NULL
);
GO

INSERT INTO dbo.StatusList (Id) VALUES (1);
GO

-- What it is made of each minute, in the place of a look through the whole register.
CREATE INDEX IX_Certificate_Ended ON dbo.Certificate (Status) WHERE Status > 1;
CREATE INDEX IX_Certificate_Corrected ON dbo.Certificate (CurrentVersion) WHERE CurrentVersion > 1;
GO
