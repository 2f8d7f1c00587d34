namespace Certificates.Core.Pdf.Reading;

/// <summary>A name, without its slash.</summary>
internal sealed record PdfName(string Value);
