-- How a person of the console is reached, encrypted.
ALTER TABLE dbo.Account ADD ContactCipher varbinary(max) NULL;
ALTER TABLE dbo.Account ADD ContactKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL;

-- A kind of change more: 6 that its person have another role, with the one before it.
ALTER TABLE dbo.AccountChange DROP CONSTRAINT CK_AccountChange_Kind;
ALTER TABLE dbo.AccountChange ADD Role varchar(20) COLLATE Latin1_General_BIN2 NULL,
    CONSTRAINT CK_AccountChange_Kind CHECK (Kind IN (0, 1, 2, 3, 4, 5, 6));
ALTER TABLE dbo.AccountChange ADD FormerRole varchar(20) COLLATE Latin1_General_BIN2 NULL;
GO
