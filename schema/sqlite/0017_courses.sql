-- What the second style prints beside: the direction in English, and of a training certificate the course.
ALTER TABLE Direction ADD COLUMN EnglishName TEXT NOT NULL DEFAULT '';

ALTER TABLE CertificateVersion ADD COLUMN DirectionEnglishName TEXT NULL;

-- Class hours in hundredths.
ALTER TABLE CertificateVersion ADD COLUMN CourseHours INTEGER NULL;
ALTER TABLE CertificateVersion ADD COLUMN CourseStartedOn TEXT NULL;
