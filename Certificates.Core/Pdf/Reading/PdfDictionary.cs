namespace Certificates.Core.Pdf.Reading;

/// <summary>A dictionary; its values are numbers, names, strings, references, lists or dictionaries.</summary>
internal sealed class PdfDictionary() : Dictionary<string, object>(StringComparer.Ordinal);
