using System.Xml;
using SpreadCheetah;

namespace Certificates.Core.Files;

/// <summary>New workbooks (ECMA-376), as every program reads them.</summary>
public static class NewWorkbook
{
    /// <summary>What a cell takes, in characters.</summary>
    private const int Longest = 32_767;

    /// <summary>Each cell says its place: the standard leaves that open, but exceljs and others read no cell without.</summary>
    private static readonly SpreadCheetahOptions Options = new() { WriteCellReferenceAttributes = true };

    /// <summary>Begins one.</summary>
    public static ValueTask<Spreadsheet> CreateAsync(Stream output, CancellationToken cancellationToken) =>
        Spreadsheet.CreateNewAsync(output, Options, cancellationToken);

    /// <summary>A text as far as a cell takes it: XML has no place for control characters and halves of surrogate pairs.</summary>
    public static string Writable(string text)
    {
        var writable = text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.EnumerateRunes()
            .Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)).Select(rune => rune.ToString()));
        return writable.Length <= Longest ? writable
            : char.IsHighSurrogate(writable[Longest - 1]) ? writable[..(Longest - 1)]
            : writable[..Longest];
    }
}
