namespace Certificates.Core.Pdf.Reading;

/// <summary>true, false or null.</summary>
internal sealed record PdfKeyword(string Value);
