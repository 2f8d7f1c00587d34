-- The number on the paper of a certificate issued before this system: as it was sent, and what it is found by (half-width, upper case,
-- without spaces, dashes, brackets). Of those entered before, the number is what it is found by; what was sent comes back from their rows.
ALTER TABLE Certificate ADD COLUMN PrintedNumber TEXT NULL;
ALTER TABLE Certificate ADD COLUMN PrintedKey TEXT NULL;
UPDATE Certificate SET PrintedKey = Number WHERE Origin = 1;
CREATE UNIQUE INDEX UX_Certificate_PrintedKey ON Certificate (PrintedKey, InstitutionId) WHERE PrintedKey IS NOT NULL;
