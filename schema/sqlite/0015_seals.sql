-- Seals: what a verdict rests on is known again by a keyed hash, so that what was written past the services is noticed.
-- The hash over a certificate and all its versions; null while it is only reserved.
ALTER TABLE Certificate ADD COLUMN Seal BLOB NULL;

-- SHA-256 of a version's signed file and of the token in its QR code; null where there is none.
ALTER TABLE CertificateVersion ADD COLUMN FileHash BLOB NULL;
ALTER TABLE CertificateVersion ADD COLUMN TokenHash BLOB NULL;
