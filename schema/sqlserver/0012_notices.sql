-- The random part of the public address at which a batch is announced while its publicity period runs; null until it was asked for.
ALTER TABLE dbo.Batch ADD NoticeCode varchar(32) COLLATE Latin1_General_BIN2 NULL;
GO

CREATE UNIQUE INDEX UX_Batch_NoticeCode ON dbo.Batch (NoticeCode) WHERE NoticeCode IS NOT NULL;
GO
