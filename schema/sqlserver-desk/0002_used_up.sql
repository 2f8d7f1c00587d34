-- What is used up in the current window is read once a second.
CREATE INDEX IX_Attempt_Window ON desk.Attempt (WindowStart, Count);
GO
