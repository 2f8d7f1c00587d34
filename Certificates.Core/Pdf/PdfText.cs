namespace Certificates.Core.Pdf;

/// <summary>A text string of the file's dictionaries, written as UTF-16BE with byte order mark (ISO 32000-1, 7.9.2.2).</summary>
internal readonly record struct PdfText(string Value);
