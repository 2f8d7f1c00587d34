-- What a key was made by: whoever asked for it or agreed decides nothing that it sends for a while.
ALTER TABLE dbo.ApiKey ADD ProposalId bigint NULL CONSTRAINT FK_ApiKey_Proposal REFERENCES dbo.Proposal (Id);

-- Why what was asked for was refused, encrypted, for it may name people.
ALTER TABLE dbo.Proposal ADD ReasonCipher varbinary(max) NULL;
ALTER TABLE dbo.Proposal ADD ReasonKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL;
ALTER TABLE dbo.AccountChange ADD ReasonCipher varbinary(max) NULL;
ALTER TABLE dbo.AccountChange ADD ReasonKeyId varchar(64) COLLATE Latin1_General_BIN2 NULL;
GO
