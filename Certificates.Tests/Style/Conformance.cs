using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Certificates.Tests.Style;

/// <summary>
/// What PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) ask of our files, as independent checks over the finished bytes. No validator
/// of either is at hand where this is built; each check has a fault in <see cref="ConformanceTests"/> that turns it red.
/// </summary>
internal static class Conformance
{
    private static readonly Dictionary<string, Func<ConformanceFile, bool>> Checks = new(StringComparer.Ordinal)
    {
        ["binary comment behind the header"] = f => Regex.IsMatch(f.Raw, @"^%PDF-1\.7\n%[\x80-\xFF]{4,}\n"),
        ["object framing"] = f => Regex.Count(f.Raw, @"(?<=\n)\d+ 0 obj\n") == Regex.Count(f.Raw, @"[^\n]\nendobj\n")
            && Regex.Count(f.Raw, "endobj") == Regex.Count(f.Raw, @"[^\n]\nendobj\n"),
        ["stream framing"] = f => Regex.Count(f.Raw, @">>\nstream\n") == Regex.Count(f.Raw, @"\nendstream\nendobj\n"),
        ["stream lengths"] = f => Regex.Matches(f.Raw, @"/Length (\d+) >>\nstream\n").All(m =>
            f.Raw.AsSpan(Math.Min(f.Raw.Length, m.Index + m.Length + m.Groups[1].Number())).StartsWith("\nendstream\n")),
        ["even hexadecimal strings"] = f => Regex.Matches(f.Text, @"[ \[]<([0-9A-F ]*)>").All(m => m.Groups[1].Length % 2 == 0 && !m.Groups[1].Value.Contains(' ', StringComparison.Ordinal)),
        ["file id"] = f => Regex.IsMatch(f.Text, @"trailer\n<< .*/ID \[<[0-9A-F]{32}> <[0-9A-F]{32}>\]"),
        ["one revision, nothing behind it"] = f => Regex.Count(f.Raw, "%%EOF") == 1 && f.Raw.EndsWith("\n%%EOF\n", StringComparison.Ordinal)
            && !f.Raw.Contains("/Prev ", StringComparison.Ordinal),
        ["not encrypted"] = f => !f.Text.Contains("/Encrypt", StringComparison.Ordinal),
        ["no actions"] = f => !Regex.IsMatch(f.Text, "/(AA|OpenAction|JavaScript|JS) "),
        ["output intent"] = f => Regex.IsMatch(f.Catalog, @"/OutputIntents \[<< /Type /OutputIntent /S /GTS_PDFA1 .*/DestOutputProfile \d+ 0 R"),
        ["profile of three components"] = f =>
            f.Objects[ConformanceFile.Reference(f.Catalog, "DestOutputProfile")].StartsWith("<< /N 3 ", StringComparison.Ordinal),
        ["no transparency"] = f => !Regex.IsMatch(f.Text, "/(SMask|Group|CA|ca|BM) "),
        ["no interpolation"] = f => !f.Text.Contains("/Interpolate true", StringComparison.Ordinal),
        ["no NeedAppearances"] = f => !f.Text.Contains("/NeedAppearances", StringComparison.Ordinal),
        ["widget prints"] = f => (Regex.Match(f.Widget, @"/F (\d+)").Groups[1].Number() & 0b1_0010_0111) == 4,
        ["widget has an appearance stream"] = f => Regex.IsMatch(f.Widget, @"/AP << /N \d+ 0 R >>"),
        ["widget has a description"] = f => f.Widget.Contains("/TU <FEFF", StringComparison.Ordinal),
        ["widget in a Form element"] = f => f.Elements.Any(e => e.Contains("/S /Form ", StringComparison.Ordinal) && e.Contains("/Type /OBJR", StringComparison.Ordinal))
            && f.Widget.Contains("/StructParent 1", StringComparison.Ordinal),
        ["fonts embedded"] = f => f.Fonts().Any() && f.Fonts().All(font => font.Program is { Length: > 0 }),
        ["widths are the font's"] = f => f.Fonts().All(font => font.Program is not { Length: > 0 } || font.Widths.SequenceEqual(AdvancesOf(font.Program))),
        ["every code has a character"] = f =>
        {
            var known = f.Fonts().ToDictionary(font => font.Name, font => font.Characters?.Count ?? 0, StringComparer.Ordinal);
            return f.DrawnCodes().All(drawn => known.TryGetValue(drawn.Font, out var count) && drawn.Code <= count);
        },
        ["no .notdef"] = f => f.DrawnCodes().Any() && f.DrawnCodes().All(drawn => drawn.Code > 0),
        ["no private use character"] = f => f.Fonts().All(font =>
            font.Characters?.All(c => c.Value is not (>= 0xE000 and <= 0xF8FF) and not >= 0xF0000) ?? true),
        ["metadata unfiltered"] = f => f.Objects[ConformanceFile.Reference(f.Catalog, "Metadata")].StartsWith("<< /Type /Metadata /Subtype /XML /Length", StringComparison.Ordinal),
        ["packet without encoding"] = f => Regex.IsMatch(f.Metadata, "^<\\?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"\\?>"),
        ["claims PDF/A-2a"] = f => f.Metadata.Contains("<pdfaid:part>2<", StringComparison.Ordinal) && f.Metadata.Contains("<pdfaid:conformance>A<", StringComparison.Ordinal),
        ["claims PDF/UA-1"] = f => f.Metadata.Contains("<pdfuaid:part>1<", StringComparison.Ordinal),
        ["describes the pdfuaid schema"] = f => f.Metadata.Contains("<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/<", StringComparison.Ordinal),
        ["title"] = f => Regex.IsMatch(f.Metadata, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">[^<]+<")
            && f.Catalog.Contains("/DisplayDocTitle true", StringComparison.Ordinal),
        ["language"] = f => f.Catalog.Contains("/Lang (zh-CN)", StringComparison.Ordinal),
        ["marked"] = f => f.Catalog.Contains("/MarkInfo << /Marked true >>", StringComparison.Ordinal),
        ["structure tree"] = f => f.Catalog.Contains("/StructTreeRoot ", StringComparison.Ordinal) && f.Page.Contains("/StructParents 0", StringComparison.Ordinal),
        ["tab order"] = f => f.Page.Contains("/Tabs /S", StringComparison.Ordinal),
        ["all content marked"] = f => f.ReadMarks().AllMarked,
        ["every mark has its element"] = f => Owners(f).Order().SequenceEqual(f.ReadMarks().Marks.Order()),
        ["parent tree"] = f => ParentTreeAgrees(f),
        ["standard structure types"] = f => f.Elements.All(e => Regex.IsMatch(e, "/S /(Document|H1|P|Figure|Form) ")),
        ["one H1"] = f => f.Elements.Count(e => e.Contains("/S /H1 ", StringComparison.Ordinal)) == 1,
        ["label with its value"] = f => f.Elements.Count(e => Regex.IsMatch(e, @"/S /P .*/K \[\d+ \d+\]")) == (f.ReadMarks().Marks.Count - 6) / 2,
        ["figures described"] = f => f.Elements.Count(e => e.Contains("/S /Figure ", StringComparison.Ordinal)) == 2
            && f.Elements.Where(e => e.Contains("/S /Figure ", StringComparison.Ordinal)).All(e => IsDescribed(f, e)),
        ["figures have a box"] = f => f.Elements.Where(e => e.Contains("/S /Figure ", StringComparison.Ordinal)).All(e => e.Contains("/BBox [", StringComparison.Ordinal)),
        ["certified, no change allowed"] = f => Regex.IsMatch(f.Catalog, @"/Perms << /DocMDP \d+ 0 R >>")
            && f.Text.Contains("/TransformParams << /Type /TransformParams /P 1 /V /1.2 >>", StringComparison.Ordinal),
    };

    public static IEnumerable<string> Names => Checks.Keys;

    /// <summary>The checks that are red.</summary>
    public static IReadOnlyList<string> Faults(byte[] bytes)
    {
        var file = new ConformanceFile(bytes);
        return [.. Checks.Where(check => !check.Value(file)).Select(check => check.Key)];
    }

    /// <summary>By a string, or by one that stands elsewhere in the file.</summary>
    private static bool IsDescribed(ConformanceFile file, string figure) =>
        (figure.Contains("/Alt ", StringComparison.Ordinal) && ConformanceFile.References(figure, "Alt").Select(number => file.Objects[number]).FirstOrDefault() is { } text
            ? text
            : Regex.Match(figure, "(?<=/Alt )<[^>]*>").Value).StartsWith("<FEFF", StringComparison.Ordinal);

    private static IEnumerable<int> Owners(ConformanceFile file) =>
        from element in file.Elements
        where !element.Contains("/S /Document ", StringComparison.Ordinal)
        from mark in Regex.Match(element, @"/K \[([\d ]+)\]").Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select int.Parse(mark, CultureInfo.InvariantCulture);

    private static bool ParentTreeAgrees(ConformanceFile file)
    {
        var root = file.Objects.Values.Single(o => o.StartsWith("<< /Type /StructTreeRoot", StringComparison.Ordinal));
        var nums = Regex.Match(root, @"/Nums \[0 \[((?:\d+ 0 R )+)\] 1 (\d+) 0 R\]");
        var owners = Regex.Matches(nums.Groups[1].Value, @"(\d+) 0 R").Select(m => file.Objects[m.Groups[1].Number()]).ToList();
        return nums.Success && file.Objects[nums.Groups[2].Number()].Contains("/S /Form ", StringComparison.Ordinal)
            && owners.Select((owner, mark) => Regex.IsMatch(owner, $@"/K \[(\d+ )?{mark}( \d+)?\]")).All(agrees => agrees);
    }

    /// <summary>Reads <c>hmtx</c> of a font program by itself, thousandths of its em.</summary>
    private static List<int> AdvancesOf(byte[] program)
    {
        var tables = Enumerable.Range(0, BinaryPrimitives.ReadUInt16BigEndian(program.AsSpan(4))).Select(i => program.AsMemory(12 + (16 * i), 16));
        var (start, length) = Find("hmtx"u8);
        var em = BinaryPrimitives.ReadUInt16BigEndian(program.AsSpan(Find("head"u8).Start + 18));
        return [.. Enumerable.Range(0, length / 4).Select(i => (int)Math.Round(BinaryPrimitives.ReadUInt16BigEndian(program.AsSpan(start + (4 * i))) * 1000.0 / em))];

        (int Start, int Length) Find(ReadOnlySpan<byte> tag)
        {
            foreach (var table in tables)
            {
                if (table.Span[..4].SequenceEqual(tag))
                {
                    return (BinaryPrimitives.ReadInt32BigEndian(table.Span[8..]), BinaryPrimitives.ReadInt32BigEndian(table.Span[12..]));
                }
            }

            throw new InvalidDataException("A table is missing.");
        }
    }
}
