-- How the file of a batch was read: the sheet, rows that are no person. What such rows say is the sender's; it is kept encrypted.
ALTER TABLE Batch ADD COLUMN ReadingCipher BLOB NULL;
ALTER TABLE Batch ADD COLUMN ReadingKeyId TEXT NULL;
