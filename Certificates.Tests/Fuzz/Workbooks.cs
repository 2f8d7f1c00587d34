using System.IO.Compression;
using System.Text;
using Certificates.Tests.Intake;

namespace Certificates.Tests.Fuzz;

/// <summary>Workbooks written part by part, so that no library stands between a test and their bytes.</summary>
internal static class Workbooks
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly (string Name, string Text)[] Parts =
    [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"r\"><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", """
            <Relationships xmlns="p"><Relationship Id="a" Type="t/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="t/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="c" Type="t/styles" Target="styles.xml"/></Relationships>
            """),
        ("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>"),
        ("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\"><si><t>姓名</t></si><si><r><t>余敏</t></r><r><t>静</t></r></si></sst>"),
        ("xl/worksheets/sheet1.xml", Sheet(Rows(Results.Header, Results.GoodRow) + "<row><c t=\"s\"><v>1</v></c><c s=\"1\"><v>46137</v></c><c><f>A1</f></c></row>")),
    ];

    /// <summary>A workbook with the header and a row of results.</summary>
    public static byte[] Sample() => Package(Parts);

    /// <summary>The sample with a part of this text in place of its own.</summary>
    public static byte[] With(string name, string text) => With((name, text));

    /// <summary>The sample with parts in place of its own.</summary>
    public static byte[] With(params (string Name, string Text)[] others) =>
        Package([.. Parts.Where(part => !others.Any(other => other.Name == part.Name)), .. others]);

    /// <summary>The sample with one or two of its parts changed, or with its ZIP changed.</summary>
    public static byte[] MutateParts(byte[] sample, Random random, string[] fragments)
    {
        if (random.Next(8) == 0)
        {
            return Mutations.Of(sample, random, fragments);
        }

        var parts = Parts.Select(part => (part.Name, Bytes: Encoding.UTF8.GetBytes(part.Text))).ToArray();
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            var at = random.Next(1, parts.Length);
            parts[at].Bytes = Mutations.Of(parts[at].Bytes, random, fragments);
        }

        return Package(parts);
    }

    public static string Sheet(string rows) => $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData></worksheet>";

    /// <summary>Rows of inline texts, from row 1 on.</summary>
    public static string Rows(params string[] lines) => string.Concat(lines.Select((line, i) =>
        $"<row r=\"{i + 1}\">{string.Concat(line.Split(',').Select((text, j) => $"<c r=\"{(char)('A' + j)}{i + 1}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))}</row>"));

    private static byte[] Package(IEnumerable<(string Name, string Text)> parts) =>
        Package(parts.Select(part => (part.Name, Encoding.UTF8.GetBytes(part.Text))));

    private static byte[] Package(IEnumerable<(string Name, byte[] Bytes)> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(bytes);
            }
        }

        return file.ToArray();
    }
}
