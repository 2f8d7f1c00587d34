-- The number on the paper of a certificate issued before this system: as it was sent, and what it is found by (half-width, upper case,
-- without spaces, dashes, brackets). Of those entered before, the number is what it is found by; what was sent comes back from their rows.
ALTER TABLE dbo.Certificate ADD PrintedNumber nvarchar(128) COLLATE Latin1_General_BIN2 NULL;
ALTER TABLE dbo.Certificate ADD PrintedKey nvarchar(128) COLLATE Latin1_General_BIN2 NULL;
GO

UPDATE dbo.Certificate SET PrintedKey = Number WHERE Origin = 1;
CREATE UNIQUE INDEX UX_Certificate_PrintedKey ON dbo.Certificate (PrintedKey, InstitutionId) WHERE PrintedKey IS NOT NULL;
GO
