-- Seals: what a verdict rests on is known again by a keyed hash, so that what was written past the services is noticed.
-- The hash over a certificate and all its versions; null while it is only reserved.
ALTER TABLE dbo.Certificate ADD Seal varbinary(32) NULL;

-- SHA-256 of a version's signed file and of the token in its QR code; null where there is none.
ALTER TABLE dbo.CertificateVersion ADD FileHash varbinary(32) NULL;
ALTER TABLE dbo.CertificateVersion ADD TokenHash varbinary(32) NULL;
GO
