-- What happened to a certificate after a version of it was put in force, which is little: each look-up counts it, and finds it without
-- a read of the index over all events.
CREATE INDEX IX_CertificateEvent_Later ON dbo.CertificateEvent (CertificateId) WHERE Kind <> 'issued' AND Kind <> 'imported';
GO
