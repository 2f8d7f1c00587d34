-- What a register holds on to: which keys fit it, every certificate of a signing key, each recovery, and damage that was found.

-- HMAC-SHA-256 of fixed words under the key: it tells whether a key is this one, and nothing of the key.
ALTER TABLE DataKey ADD COLUMN CheckValue BLOB NULL;
CREATE UNIQUE INDEX UX_DataKey_Purpose ON DataKey (Purpose) WHERE State = 'Active';

-- A key may be certified again, before its certificate ends: what was signed under each stays verifiable.
CREATE TABLE SigningCertificate (
    -- SHA-256 of the chain
    Id BLOB NOT NULL CONSTRAINT PK_SigningCertificate PRIMARY KEY,
    KeyId TEXT NOT NULL CONSTRAINT FK_SigningCertificate_SigningKey REFERENCES SigningKey (Id),
    -- X.509 certificates in DER, one after the other, leaf first
    Chain BLOB NOT NULL,
    ValidFrom TEXT NOT NULL,
    ValidTo TEXT NOT NULL
) STRICT;
CREATE INDEX IX_SigningCertificate_Key ON SigningCertificate (KeyId);

-- What the command "recover" was run for. Whoever read a later state than the register's believes it again after such a run only.
CREATE TABLE RecoveryRun (
    Id INTEGER NOT NULL CONSTRAINT PK_RecoveryRun PRIMARY KEY,
    Kind TEXT NOT NULL CONSTRAINT CK_RecoveryRun_Kind CHECK (Kind IN ('register', 'journal', 'clock')),
    At TEXT NOT NULL,
    -- of a clock that was ahead: the last instant written by it
    AheadUntil TEXT NULL
) STRICT;
CREATE TRIGGER RecoveryRun_NoUpdate BEFORE UPDATE ON RecoveryRun
BEGIN SELECT RAISE(ABORT, 'RecoveryRun is append-only'); END;
CREATE TRIGGER RecoveryRun_NoDelete BEFORE DELETE ON RecoveryRun
BEGIN SELECT RAISE(ABORT, 'RecoveryRun is append-only'); END;

-- What the database says of itself when its pages are not as they must be; null when they are, and where it checks them by itself.
ALTER TABLE SelfCheck ADD COLUMN Damage TEXT NULL;
