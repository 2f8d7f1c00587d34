using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Xml;
using Certificates.Core.Files;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>
/// A workbook (ECMA-376) of one sheet with inline strings, which no spreadsheet takes for formulas. Written here because the
/// library's writer is synchronous where it matters, which a web server refuses.
/// </summary>
internal sealed class XlsxRowWriter : IRowWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private static readonly (string Name, string Content)[] Parts =
    [
        ("[Content_Types].xml", $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{Sheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Sheet}.worksheet+xml"/></Types>
            """),
        ("_rels/.rels", $"""
            <Relationships xmlns="{Package}/relationships"><Relationship Id="r1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """),
        ("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>
            """),
        ("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Package}/relationships"><Relationship Id="r1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
            """),
    ];

    private readonly DeferredStream _deferred;
    private readonly ZipArchive _archive;
    private readonly StreamWriter _rows;

    private XlsxRowWriter(DeferredStream deferred, ZipArchive archive, StreamWriter rows) =>
        (_deferred, _archive, _rows) = (deferred, archive, rows);

    /// <summary>Writes what comes before the rows.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The writer completes them, or leaves the file cut short.")]
    public static async Task<XlsxRowWriter> OpenAsync(Stream output, CancellationToken cancellationToken)
    {
        var deferred = new DeferredStream(output);
        var archive = await ZipArchive.CreateAsync(deferred, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null,
            cancellationToken);
        foreach (var (name, content) in Parts)
        {
            await using var part = await OpenPartAsync(archive, name, cancellationToken);
            await part.WriteAsync(content.AsMemory(), cancellationToken);
        }

        await deferred.FlushAsync(cancellationToken);
        var rows = await OpenPartAsync(archive, "xl/worksheets/sheet1.xml", cancellationToken);
        await rows.WriteAsync($"<worksheet xmlns=\"{Main}\"><sheetData>".AsMemory(), cancellationToken);
        return new XlsxRowWriter(deferred, archive, rows);
    }

    public async Task WriteAsync(IEnumerable<string> fields, CancellationToken cancellationToken)
    {
        var row = new StringBuilder("<row>");
        foreach (var field in fields)
        {
            row.Append("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">").Append(SecurityElement.Escape(Writable(field)))
                .Append("</t></is></c>");
        }

        await _rows.WriteAsync(row.Append("</row>"), cancellationToken);
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _rows.WriteAsync("</sheetData></worksheet>".AsMemory(), cancellationToken);
        await _rows.DisposeAsync();
        await _deferred.FlushAsync(cancellationToken);
        await _archive.DisposeAsync();
        await _deferred.FlushAsync(cancellationToken);
    }

    /// <summary>Nothing: what was not completed must not look complete.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<StreamWriter> OpenPartAsync(ZipArchive archive, string name, CancellationToken cancellationToken) =>
        new(await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken), new UTF8Encoding(false), 32 * 1024);

    /// <summary>XML has no place for control characters and halves of surrogate pairs.</summary>
    private static string Writable(string text) => text.All(XmlConvert.IsXmlChar)
        ? text
        : string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value))
            .Select(rune => rune.ToString()));
}
