-- A PDF key may be one institution's, and signs that institution's certificates alone; the code is sealed with the row. The constraint is
-- the table's: one of a column may name no other.
ALTER TABLE dbo.SigningKey ADD Institution varchar(4) COLLATE Latin1_General_BIN2 NULL,
    CONSTRAINT CK_SigningKey_Institution CHECK (Institution IS NULL OR (Purpose = 'Pdf' AND LEN(Institution) = 4));
GO
