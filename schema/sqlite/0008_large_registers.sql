-- What a large register needs: the rows a process holds, and the directions that are in use, are found without reading the others.
CREATE INDEX IX_BatchRow_Lease ON BatchRow (LeaseOwner) WHERE Outcome = 0 AND LeaseOwner IS NOT NULL;
CREATE INDEX IX_Certificate_Direction ON Certificate (OccupationNumber, DirectionNumber);

-- Whoever asks by holder asks for live certificates, which UX_Certificate_Live has in the same order.
DROP INDEX IX_Certificate_HolderKey;
