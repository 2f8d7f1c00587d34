-- Which keys fit this desk: what holders report, and what was counted, goes by them.
CREATE TABLE DataKey (
    Id TEXT NOT NULL CONSTRAINT PK_DataKey PRIMARY KEY,
    Purpose TEXT NOT NULL,
    State TEXT NOT NULL,
    -- HMAC-SHA-256 of fixed words under the key
    CheckValue BLOB NULL
) STRICT;
CREATE UNIQUE INDEX UX_DataKey_Purpose ON DataKey (Purpose) WHERE State = 'Active';

-- A key may be certified again, before its certificate ends.
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
