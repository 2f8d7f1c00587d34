-- The random part of the public address at which a batch is announced while its publicity period runs; null until it was asked for.
ALTER TABLE Batch ADD COLUMN NoticeCode TEXT NULL;
CREATE UNIQUE INDEX UX_Batch_NoticeCode ON Batch (NoticeCode) WHERE NoticeCode IS NOT NULL;
