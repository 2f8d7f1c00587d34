using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.Reading;
using Certificates.Tests.Pdf;

namespace Certificates.Tests.Style;

/// <summary>A finished file as the conformance checks see it: its syntax as text, its objects, its streams unpacked.</summary>
internal sealed partial class ConformanceFile
{
    private readonly byte[] _bytes;

    public ConformanceFile(byte[] bytes)
    {
        _bytes = PackedFile.Flat(bytes);
        Raw = Encoding.Latin1.GetString(bytes);
        Text = Encoding.Latin1.GetString(_bytes);
        Objects = ObjectPattern().Matches(Text).ToDictionary(m => m.Groups[1].Number(), m => m.Groups[2].Value);
        Page = Objects.Values.Single(o => o.StartsWith("<< /Type /Page ", StringComparison.Ordinal));
        Catalog = Objects.Values.Single(o => o.StartsWith("<< /Type /Catalog", StringComparison.Ordinal));
        Widget = Objects.Values.Single(o => o.Contains("/Subtype /Widget", StringComparison.Ordinal));
        Elements = [.. Objects.Values.Where(o => o.StartsWith("<< /Type /StructElem", StringComparison.Ordinal))];
        Content = string.Concat(References(Page, "Contents").Select(Unpacked));
        Metadata = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Unpacked(Reference(Catalog, "Metadata"))));
    }

    /// <summary>The file as it is.</summary>
    public string Raw { get; }

    /// <summary>The file with the objects of its object stream standing in it.</summary>
    public string Text { get; }

    public IReadOnlyDictionary<int, string> Objects { get; }

    public string Page { get; }

    public string Catalog { get; }

    public string Widget { get; }

    public IReadOnlyList<string> Elements { get; }

    public string Content { get; }

    public string Metadata { get; }

    /// <summary>The marked content of the page by identifier, with what stands outside of any.</summary>
    public (IReadOnlyList<int> Marks, bool AllMarked) ReadMarks()
    {
        var (depth, marks, all) = (0, new List<int>(), true);
        foreach (var line in Content.Split('\n'))
        {
            depth += line.EndsWith(" BDC", StringComparison.Ordinal) || line.EndsWith(" BMC", StringComparison.Ordinal) ? 1 : 0;
            depth -= line == "EMC" ? 1 : 0;
            var paints = line is "f" or "S" or "B" || line.EndsWith(" Do", StringComparison.Ordinal) || line.Contains("Tj", StringComparison.Ordinal);
            all &= !paints || depth > 0;
            if (MarkPattern().Match(line) is { Success: true } mark)
            {
                marks.Add(mark.Groups[1].Number());
            }
        }

        return (marks, all);
    }

    /// <summary>The page's fonts: resource name, widths as written, the font program, the characters by code.</summary>
    public IEnumerable<(string Name, int[] Widths, byte[]? Program, IReadOnlyList<Rune>? Characters)> Fonts()
    {
        var resources = Objects[Reference(Page, "Resources")];
        foreach (Match match in FontPattern().Matches(resources))
        {
            var font = Objects[match.Groups[2].Number()];
            var descendant = Objects[References(font, "DescendantFonts").Single()];
            var descriptor = Objects[Reference(descendant, "FontDescriptor")];
            var program = descriptor.Contains("/FontFile2 ", StringComparison.Ordinal) ? Packed(Reference(descriptor, "FontFile2")) : null;
            var map = font.Contains("/ToUnicode ", StringComparison.Ordinal) ? Packed(Reference(font, "ToUnicode")) : [];
            yield return (match.Groups[1].Value, Widths(descendant, ToUnicodeMap.Read(map)?.Count ?? 0), program, ToUnicodeMap.Read(map));
        }
    }

    /// <summary>The codes drawn with each font.</summary>
    public IEnumerable<(string Font, int Code)> DrawnCodes() =>
        from Match match in ShownPattern().Matches(Content)
        from chunk in match.Groups[2].Value.Chunk(4)
        select (match.Groups[1].Value, Convert.ToInt32(new string(chunk), 16));

    public static int Reference(string dictionary, string key) => References(dictionary, key).First();

    public static IEnumerable<int> References(string dictionary, string key) =>
        ReferencePattern().Matches(Regex.Match(dictionary, $@"/{key} \[?((\d+ 0 R ?)+)").Groups[1].Value).Select(m => m.Groups[1].Number());

    /// <summary>The width of each code, that of code 0 first: as <c>/W</c> says, else as <c>/DW</c> does (ISO 32000-1, 9.7.4.3).</summary>
    private static int[] Widths(string descendant, int characters)
    {
        var widths = Enumerable.Repeat(Regex.Match(descendant, @"/DW (\d+)").Groups[1].Number(), characters + 1).ToArray();
        foreach (Match run in WidthsPattern().Matches(Regex.Match(descendant, @"/W \[(.*)\]").Groups[1].Value))
        {
            var values = run.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Array.Resize(ref widths, Math.Max(widths.Length, run.Groups[1].Number() + values.Length));
            Array.ConvertAll(values, text => int.Parse(text, CultureInfo.InvariantCulture)).CopyTo(widths, run.Groups[1].Number());
        }

        return widths;
    }

    private string Unpacked(int number) => Encoding.Latin1.GetString(Packed(number));

    private byte[] Packed(int number)
    {
        if (PdfFile.TryOpen(_bytes, out var file))
        {
            using var data = file.ReadStream(new PdfReference(number), 1 << 22);
            return data?.Written.ToArray() ?? [];
        }

        return [];
    }

    [GeneratedRegex(@"(?<=\n)(\d+) 0 obj\n(.*?)\nendobj\n", RegexOptions.Singleline)]
    private static partial Regex ObjectPattern();

    [GeneratedRegex(@"/MCID (\d+)")]
    private static partial Regex MarkPattern();

    [GeneratedRegex(@"/([SV]\d+) (\d+) 0 R")]
    private static partial Regex FontPattern();

    [GeneratedRegex(@"(\d+) \[([\d ]*)\]")]
    private static partial Regex WidthsPattern();

    [GeneratedRegex(@"/([SV]\d+) [\d.]+ Tf <([0-9A-F]*)>")]
    private static partial Regex ShownPattern();

    [GeneratedRegex(@"(\d+) 0 R")]
    private static partial Regex ReferencePattern();
}
