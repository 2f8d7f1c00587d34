-- What an institution's electronic seal (GB/T 38540) signed over the bytes of a PDF, an SES_Signature in DER. It is written with the
-- document and never changed; it names nobody, and says of itself whether it is over that file. No reference holds it to Document,
-- which is laid out anew by year.
CREATE TABLE SealSignature (
    DocumentId INTEGER NOT NULL CONSTRAINT PK_SealSignature PRIMARY KEY,
    Value BLOB NOT NULL
) STRICT;
