-- Who may do what. Run by the database's owner after the services have brought the schema up once; not run by the migrator.
-- Then: ALTER ROLE certificates_issuer ADD MEMBER <user of Certificates.Api>;
--       ALTER ROLE certificates_verifier ADD MEMBER <user of Certificates.Verify>;
--       ALTER ROLE certificates_purger ADD MEMBER <user of whoever forgets old records>, which is neither of the two.
-- All may be run again. A new version of the schema is brought up by a login of the owner's, as at the first start.

IF DATABASE_PRINCIPAL_ID(N'certificates_issuer') IS NULL EXEC (N'CREATE ROLE certificates_issuer');
IF DATABASE_PRINCIPAL_ID(N'certificates_verifier') IS NULL EXEC (N'CREATE ROLE certificates_verifier');
IF DATABASE_PRINCIPAL_ID(N'certificates_purger') IS NULL EXEC (N'CREATE ROLE certificates_purger');
GO

-- The issuing service: the whole register, except that what happened stays as it was written.
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::dbo TO certificates_issuer;
DENY DELETE ON dbo.CertificateEvent TO certificates_issuer;
DENY UPDATE ON dbo.CertificateEvent (
    CertificateId, Version, Kind, At, ActorKeyId, SecondKeyId, Category, EvidenceHash, Salt, Leaf) TO certificates_issuer;
DENY UPDATE, DELETE ON dbo.DirectoryEvent TO certificates_issuer;
DENY UPDATE, DELETE ON dbo.SignIn TO certificates_issuer;
DENY UPDATE, DELETE ON dbo.AccessRecord TO certificates_issuer;
DENY UPDATE, DELETE ON dbo.RecoveryRun TO certificates_issuer;
DENY UPDATE, DELETE ON dbo.SigningKeyEvent TO certificates_issuer;
DENY UPDATE, DELETE ON dbo.SealSignature TO certificates_issuer;
DENY UPDATE, DELETE ON dbo.LogCheckpoint TO certificates_issuer;
DENY DELETE ON dbo.LogLeaf TO certificates_issuer;
DENY UPDATE ON dbo.LogLeaf (CertificateId, IsFirst, Salt, EventHash, Data) TO certificates_issuer;
DENY INSERT, UPDATE, DELETE ON dbo.SchemaScript TO certificates_issuer;

-- Of the site's desk it reads what holders report and order and who was not let in, and writes answers alone. What is not granted is not allowed:
-- a DENY on the schema, as this file once had, would take the GRANT on the table with it, so an earlier run's is taken back.
REVOKE SELECT, INSERT, UPDATE, DELETE ON SCHEMA::desk TO certificates_issuer;
GRANT SELECT ON desk.MistakeReport TO certificates_issuer;
GRANT SELECT ON desk.RefusedAccess TO certificates_issuer;
GRANT SELECT ON desk.CopyOrder TO certificates_issuer;
GRANT UPDATE ON desk.MistakeReport (TextCipher, KeyId, AnswerCipher, AnswerKeyId, AnsweredAt, AnsweredByKeyId) TO certificates_issuer;
GRANT UPDATE ON desk.CopyOrder (WordsCipher, WordsKeyId, AnsweredAt, Refusal, BodyCipher, BodyKeyId, FileHash, CodeHash) TO certificates_issuer;

-- The verification site: of the register it reads what verdicts are made of, and writes nothing; its desk is its own.
GRANT SELECT ON dbo.ApiKey TO certificates_verifier;
GRANT SELECT ON dbo.Authorisation TO certificates_verifier;
GRANT SELECT ON dbo.Certificate TO certificates_verifier;
GRANT SELECT ON dbo.CertificateEvent (Id, CertificateId) TO certificates_verifier;
GRANT SELECT ON dbo.CertificateVersion TO certificates_verifier;
GRANT SELECT ON dbo.CredentialList TO certificates_verifier;
GRANT SELECT ON dbo.DataKey TO certificates_verifier;
GRANT SELECT ON dbo.Direction TO certificates_verifier;
GRANT SELECT ON dbo.Document TO certificates_verifier;
GRANT SELECT ON dbo.Heartbeat TO certificates_verifier;
GRANT SELECT ON dbo.Institution TO certificates_verifier;
GRANT SELECT ON dbo.InstitutionVersion TO certificates_verifier;
GRANT SELECT ON dbo.Occupation TO certificates_verifier;
GRANT SELECT ON dbo.LogCheckpoint TO certificates_verifier;
GRANT SELECT ON dbo.LogCosignature TO certificates_verifier;
GRANT SELECT ON dbo.LogLeaf TO certificates_verifier;
GRANT SELECT ON dbo.LogPublication TO certificates_verifier;
GRANT SELECT ON dbo.LogTile TO certificates_verifier;
GRANT SELECT ON dbo.RecoveryRun TO certificates_verifier;
GRANT SELECT ON dbo.SealSignature TO certificates_verifier;
GRANT SELECT ON dbo.SelfCheck TO certificates_verifier;
GRANT SELECT ON dbo.Setting TO certificates_verifier;
GRANT SELECT ON dbo.SigningCertificate TO certificates_verifier;
GRANT SELECT ON dbo.SigningKey TO certificates_verifier;
GRANT SELECT ON dbo.SigningKeyEvent (Id, KeyId, State, CompromisedSince, CountsEntered) TO certificates_verifier;
GRANT SELECT ON dbo.StatusList TO certificates_verifier;
GRANT SELECT ON dbo.Style TO certificates_verifier;
GRANT SELECT ON dbo.IdSeries TO certificates_verifier;
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::desk TO certificates_verifier;

-- Who asked about whom stays as it was written here, too.
DENY UPDATE, DELETE ON desk.CheckRun TO certificates_verifier;
DENY INSERT, UPDATE, DELETE ON desk.SchemaScript TO certificates_verifier;

-- Old records are forgotten by the two procedures and by nobody's DELETE: they keep three years, and run with the rights of their owner.
GRANT EXECUTE ON dbo.PurgeAccessRecords TO certificates_purger;
GRANT EXECUTE ON desk.PurgeCheckRuns TO certificates_purger;
GO
