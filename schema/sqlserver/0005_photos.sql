-- What became of the ZIP of photos sent with a batch, as JSON: how many files were sent, used and not used, and which rows have none.
-- No name of a file stands in it.
ALTER TABLE dbo.Batch ADD Photos nvarchar(max) COLLATE Latin1_General_BIN2 NULL;
GO
