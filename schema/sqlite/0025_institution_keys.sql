-- A PDF key may be one institution's, and signs that institution's certificates alone; the code is sealed with the row.
ALTER TABLE SigningKey ADD COLUMN Institution TEXT NULL
    CONSTRAINT CK_SigningKey_Institution CHECK (Institution IS NULL OR (Purpose = 'Pdf' AND length(Institution) = 4));
