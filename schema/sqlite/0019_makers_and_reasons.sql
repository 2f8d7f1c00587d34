-- What a key was made by: whoever asked for it or agreed decides nothing that it sends for a while.
ALTER TABLE ApiKey ADD COLUMN ProposalId INTEGER NULL REFERENCES Proposal (Id);

-- Why what was asked for was refused, encrypted, for it may name people.
ALTER TABLE Proposal ADD COLUMN ReasonCipher BLOB NULL;
ALTER TABLE Proposal ADD COLUMN ReasonKeyId TEXT NULL;
ALTER TABLE AccountChange ADD COLUMN ReasonCipher BLOB NULL;
ALTER TABLE AccountChange ADD COLUMN ReasonKeyId TEXT NULL;
