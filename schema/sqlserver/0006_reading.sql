-- How the file of a batch was read: the sheet, rows that are no person. What such rows say is the sender's; it is kept encrypted.
ALTER TABLE dbo.Batch ADD ReadingCipher varbinary(max) NULL;
ALTER TABLE dbo.Batch ADD ReadingKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL;
GO
