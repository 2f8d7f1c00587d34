-- What the second style prints beside: the direction in English, and of a training certificate the course.
ALTER TABLE dbo.Direction ADD EnglishName nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT DF_Direction_EnglishName DEFAULT '';
GO

ALTER TABLE dbo.CertificateVersion ADD DirectionEnglishName nvarchar(200) COLLATE Latin1_General_BIN2 NULL;

-- Class hours in hundredths.
ALTER TABLE dbo.CertificateVersion ADD CourseHours bigint NULL;
ALTER TABLE dbo.CertificateVersion ADD CourseStartedOn date NULL;
GO
