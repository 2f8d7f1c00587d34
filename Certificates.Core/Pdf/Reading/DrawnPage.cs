using System.Buffers.Text;
using System.Text;

namespace Certificates.Core.Pdf.Reading;

/// <summary>
/// What the page of a finished file shows, by marked-content identifier: its text, decoded by the fonts' own ToUnicode maps, and the
/// rectangles it fills; and how its pictures are turned. Read from the bytes alone, so that a fault of the writer is seen and not repeated.
/// </summary>
internal sealed class DrawnPage
{
    /// <summary>A page of ours unpacks to a fraction of this.</summary>
    private const int MostBytes = 1 << 20;

    private readonly Dictionary<int, StringBuilder> _text = [];
    private readonly Dictionary<int, List<DrawnRectangle>> _rectangles = [];
    private readonly Dictionary<string, DrawnTurn> _turns = new(StringComparer.Ordinal);
    private DrawnTurn _turn;

    /// <summary>The text of a mark in drawing order; empty when it shows none.</summary>
    public string Text(int mark) => _text.TryGetValue(mark, out var text) ? text.ToString() : "";

    /// <summary>The rectangles of a mark in drawing order, in its own units.</summary>
    public IReadOnlyList<DrawnRectangle> Rectangles(int mark) => _rectangles.TryGetValue(mark, out var drawn) ? drawn : [];

    /// <summary>How an XObject of the resources is turned where it was painted last; null when it is not painted.</summary>
    public DrawnTurn? Turn(string name) => _turns.TryGetValue(name, out var turn) ? turn : null;

    /// <summary>
    /// Reads the only page; null when the file is not of the form this product writes, or shows a code without a meaning.
    /// </summary>
    public static DrawnPage? Read(ReadOnlyMemory<byte> bytes)
    {
        if (!PdfFile.TryOpen(bytes, out var file)
            || file.Resolve(file.Trailer, "Root") is not PdfDictionary root
            || file.Resolve(root, "Pages") is not PdfDictionary pages
            || file.Resolve(pages, "Kids") is not List<object> { Count: 1 } kids
            || file.Resolve(kids[0]) is not PdfDictionary page
            || file.Resolve(page, "Contents") is not List<object> contents
            || ReadFonts(file, page) is not { } fonts)
        {
            return null;
        }

        var drawn = new DrawnPage();
        foreach (var part in contents)
        {
            using var content = file.ReadStream(part, MostBytes);
            if (content is null || !drawn.Read(content.Written, fonts))
            {
                return null;
            }
        }

        return drawn;
    }

    private static Dictionary<string, IReadOnlyList<Rune>>? ReadFonts(PdfFile file, PdfDictionary page)
    {
        if (file.Resolve(page, "Resources") is not PdfDictionary resources || file.Resolve(resources, "Font") is not PdfDictionary fonts)
        {
            return null;
        }

        var maps = new Dictionary<string, IReadOnlyList<Rune>>(StringComparer.Ordinal);
        foreach (var (name, font) in fonts)
        {
            var map = (file.Resolve(font) as PdfDictionary)?.GetValueOrDefault("ToUnicode");
            using var data = file.ReadStream(map, MostBytes);
            if (data is null || ToUnicodeMap.Read(data.Written) is not { } characters)
            {
                return null;
            }

            maps.Add(name, characters);
        }

        return maps;
    }

    /// <summary>One operator a line, as <see cref="ContentStream"/> writes them.</summary>
    private bool Read(ReadOnlySpan<byte> content, Dictionary<string, IReadOnlyList<Rune>> fonts)
    {
        const int None = -1;
        var marks = new Stack<int>([None]);
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range];
            if (line.EndsWith(" BDC"u8) || line.EndsWith(" BMC"u8))
            {
                marks.Push(MarkOf(line) ?? marks.Peek());
            }
            else if (line.SequenceEqual("EMC"u8))
            {
                marks.Pop();
            }
            else if (line.EndsWith(" re"u8))
            {
                AddRectangle(marks.Peek(), line);
            }
            else if (line.Contains((byte)'<') && !AddText(marks.Peek(), line, fonts))
            {
                return false;
            }

            NoteTurn(line);
            if (marks.Count == 0)
            {
                return false;
            }
        }

        return marks.Count == 1;
    }

    /// <summary>Reads <c>/S0 4.9 Tf &lt;0001…&gt; Tj</c>.</summary>
    private bool AddText(int mark, ReadOnlySpan<byte> line, Dictionary<string, IReadOnlyList<Rune>> fonts)
    {
        var (space, open, close) = (line.IndexOf((byte)' '), line.IndexOf((byte)'<'), line.IndexOf((byte)'>'));
        if (line[0] != '/' || space < 0 || close < open || (close - open - 1) % 4 != 0
            || !fonts.TryGetValue(Encoding.ASCII.GetString(line[1..space]), out var characters))
        {
            return false;
        }

        if (!_text.TryGetValue(mark, out var text))
        {
            _text.Add(mark, text = new StringBuilder());
        }

        Span<char> units = stackalloc char[2];
        for (var at = open + 1; at < close; at += 4)
        {
            if (!Utf8Parser.TryParse(line.Slice(at, 4), out ushort code, out var used, 'X') || used != 4
                || code == 0 || code > characters.Count)
            {
                return false;
            }

            text.Append(units[..characters[code - 1].EncodeToUtf16(units)]);
        }

        return true;
    }

    private void NoteTurn(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith(" cm"u8))
        {
            _turn = DrawnTurn.Read(line);
        }
        else if (line.EndsWith(" Do"u8) && line[0] == '/')
        {
            _turns[Encoding.ASCII.GetString(line[1..^3])] = _turn;
        }
    }

    private static int? MarkOf(ReadOnlySpan<byte> line)
    {
        var at = line.IndexOf("/MCID "u8);
        return at >= 0 && Utf8Parser.TryParse(line[(at + "/MCID "u8.Length)..], out int mark, out _) ? mark : null;
    }

    private void AddRectangle(int mark, ReadOnlySpan<byte> line)
    {
        Span<int> numbers = stackalloc int[4];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!Utf8Parser.TryParse(line, out numbers[i], out var used) || used >= line.Length || line[used] != ' ')
            {
                return;
            }

            line = line[(used + 1)..];
        }

        if (!_rectangles.TryGetValue(mark, out var drawn))
        {
            _rectangles.Add(mark, drawn = []);
        }

        drawn.Add(new DrawnRectangle(numbers[0], numbers[1], numbers[2], numbers[3]));
    }
}
