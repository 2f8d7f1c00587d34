-- The life of a signing key: 'Next' is published and signs nothing yet; of a compromised one whether a certificate that was entered into
-- the log, and not issued under its eyes, counts as shown by it; a seal, so that a state changed past the services is noticed. A check
-- cannot be widened in place, and the certificates refer to the table.
CREATE TABLE NewSigningKey (
    Id TEXT NOT NULL CONSTRAINT PK_SigningKey PRIMARY KEY,
    Purpose TEXT NOT NULL,
    Algorithm TEXT NOT NULL,
    Public BLOB NOT NULL,
    -- X.509 certificates in DER, one after the other, leaf first
    Chain BLOB NOT NULL,
    ValidFrom TEXT NOT NULL,
    ValidTo TEXT NOT NULL,
    State TEXT NOT NULL CONSTRAINT CK_SigningKey_State CHECK (State IN ('Next', 'Active', 'Retired', 'Compromised')),
    CompromisedSince TEXT NULL,
    CountsEntered INTEGER NOT NULL DEFAULT 0 CONSTRAINT CK_SigningKey_CountsEntered CHECK (CountsEntered IN (0, 1)),
    Seal BLOB NULL
) STRICT;
INSERT INTO NewSigningKey (Id, Purpose, Algorithm, Public, Chain, ValidFrom, ValidTo, State, CompromisedSince)
    SELECT Id, Purpose, Algorithm, Public, Chain, ValidFrom, ValidTo, State, CompromisedSince FROM SigningKey;
CREATE TABLE NewSigningCertificate (
    -- SHA-256 of the chain
    Id BLOB NOT NULL CONSTRAINT PK_SigningCertificate PRIMARY KEY,
    KeyId TEXT NOT NULL CONSTRAINT FK_SigningCertificate_SigningKey REFERENCES NewSigningKey (Id),
    -- X.509 certificates in DER, one after the other, leaf first
    Chain BLOB NOT NULL,
    ValidFrom TEXT NOT NULL,
    ValidTo TEXT NOT NULL
) STRICT;
INSERT INTO NewSigningCertificate (Id, KeyId, Chain, ValidFrom, ValidTo)
    SELECT Id, KeyId, Chain, ValidFrom, ValidTo FROM SigningCertificate;
DROP TABLE SigningCertificate;
DROP TABLE SigningKey;
ALTER TABLE NewSigningKey RENAME TO SigningKey;
ALTER TABLE NewSigningCertificate RENAME TO SigningCertificate;
CREATE INDEX IX_SigningCertificate_Key ON SigningCertificate (KeyId);

-- What an operator did with a signing key; each has a leaf of the log.
CREATE TABLE SigningKeyEvent (
    Id INTEGER NOT NULL CONSTRAINT PK_SigningKeyEvent PRIMARY KEY,
    KeyId TEXT NOT NULL CONSTRAINT FK_SigningKeyEvent_SigningKey REFERENCES SigningKey (Id),
    State TEXT NOT NULL CONSTRAINT CK_SigningKeyEvent_State CHECK (State IN ('Active', 'Retired', 'Compromised')),
    At TEXT NOT NULL,
    CompromisedSince TEXT NULL,
    CountsEntered INTEGER NOT NULL CONSTRAINT CK_SigningKeyEvent_CountsEntered CHECK (CountsEntered IN (0, 1)),
    -- who did it
    Person TEXT NOT NULL,
    Salt BLOB NOT NULL,
    Leaf BLOB NOT NULL
) STRICT;
CREATE INDEX IX_SigningKeyEvent_Key ON SigningKeyEvent (KeyId);
CREATE TRIGGER SigningKeyEvent_NoUpdate BEFORE UPDATE ON SigningKeyEvent
BEGIN SELECT RAISE(ABORT, 'SigningKeyEvent is append-only'); END;
CREATE TRIGGER SigningKeyEvent_NoDelete BEFORE DELETE ON SigningKeyEvent
BEGIN SELECT RAISE(ABORT, 'SigningKeyEvent is append-only'); END;

-- An event stays as it was written, but for the key its words are encrypted with: the leaf binds the words, and not the cipher.
DROP TRIGGER CertificateEvent_NoUpdate;
CREATE TRIGGER CertificateEvent_NoUpdate BEFORE UPDATE ON CertificateEvent
WHEN NEW.KeyId IS OLD.KeyId OR NEW.KeyId IS NULL OR NEW.TextCipher IS NULL OR OLD.TextCipher IS NULL
    OR NEW.Id <> OLD.Id OR NEW.CertificateId <> OLD.CertificateId OR NEW.Version <> OLD.Version OR NEW.Kind <> OLD.Kind OR NEW.At <> OLD.At
    OR NEW.ActorKeyId IS NOT OLD.ActorKeyId OR NEW.SecondKeyId IS NOT OLD.SecondKeyId OR NEW.Category IS NOT OLD.Category
    OR NEW.EvidenceHash IS NOT OLD.EvidenceHash OR NEW.Salt <> OLD.Salt OR NEW.Leaf <> OLD.Leaf
BEGIN SELECT RAISE(ABORT, 'CertificateEvent is append-only'); END;
