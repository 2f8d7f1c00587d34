namespace Certificates.Core.Pdf;

/// <summary>An indirect object by its number; generation is always 0, as a file of one revision has no other.</summary>
internal readonly record struct PdfReference(int Number);
