-- Which keys fit this desk: what holders report, and what was counted, goes by them.
CREATE TABLE desk.DataKey (
    Id varchar(64) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT PK_DataKey PRIMARY KEY CLUSTERED,
    Purpose varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    State varchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    -- HMAC-SHA-256 of fixed words under the key
    CheckValue varbinary(32) NULL
);
CREATE UNIQUE INDEX UX_DataKey_Purpose ON desk.DataKey (Purpose) WHERE State = 'Active';

-- A key may be certified again, before its certificate ends.
CREATE TABLE desk.SigningCertificate (
    -- SHA-256 of the chain
    Id varbinary(32) NOT NULL CONSTRAINT PK_SigningCertificate PRIMARY KEY CLUSTERED,
    KeyId varchar(64) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT FK_SigningCertificate_SigningKey REFERENCES desk.SigningKey (Id),
    -- X.509 certificates in DER, one after the other, leaf first
    Chain varbinary(max) NOT NULL,
    ValidFrom datetime2(3) NOT NULL,
    ValidTo datetime2(3) NOT NULL
);
CREATE INDEX IX_SigningCertificate_Key ON desk.SigningCertificate (KeyId);
GO
