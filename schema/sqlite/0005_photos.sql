-- What became of the ZIP of photos sent with a batch, as JSON: how many files were sent, used and not used, and which rows have none.
-- No name of a file stands in it.
ALTER TABLE Batch ADD COLUMN Photos TEXT NULL;
