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
    private readonly Dictionary<int, string> _painted = [];
    private readonly Dictionary<string, IReadOnlyList<Rune>?> _maps = new(StringComparer.Ordinal);
    private readonly PdfFile _file;
    private readonly PdfDictionary _resources;
    private readonly IReadOnlySet<int> _wanted;
    private DrawnTurn _turn;

    private DrawnPage(PdfFile file, PdfDictionary resources, IReadOnlySet<int> wanted) =>
        (_file, _resources, _wanted) = (file, resources, wanted);

    /// <summary>The text of a wanted mark in drawing order; empty when it shows none.</summary>
    public string Text(int mark) => _text.TryGetValue(mark, out var text) ? text.ToString() : "";

    /// <summary>The rectangles of a wanted mark in drawing order, in its own units.</summary>
    public IReadOnlyList<DrawnRectangle> Rectangles(int mark) => _rectangles.TryGetValue(mark, out var drawn) ? drawn : [];

    /// <summary>How an XObject of the resources is turned where it was painted last; null when it is not painted.</summary>
    public DrawnTurn? Turn(string name) => _turns.TryGetValue(name, out var turn) ? turn : null;

    /// <summary>The image that is all a mark paints, upright; null where it paints nothing, another thing, or more than one.</summary>
    public PdfImage? Image(int mark) =>
        _painted.TryGetValue(mark, out var name) && _turns.GetValueOrDefault(name) == DrawnTurn.Upright
            && _file.Resolve(_resources, "XObject") is PdfDictionary images
            ? _file.ReadImage(images.GetValueOrDefault(name))
            : null;

    /// <summary>
    /// Reads the only page; null when the file is not of the form this product writes, or a wanted mark shows a code without a meaning.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="wanted">The marks whose text and rectangles are read.</param>
    public static DrawnPage? Read(PdfFile file, IReadOnlySet<int> wanted)
    {
        if (file.Resolve(file.Trailer, "Root") is not PdfDictionary root
            || file.Resolve(root, "Pages") is not PdfDictionary pages
            || file.Resolve(pages, "Kids") is not List<object> { Count: 1 } kids
            || file.Resolve(kids[0]) is not PdfDictionary page
            || file.Resolve(page, "Contents") is not List<object> contents
            || file.Resolve(page, "Resources") is not PdfDictionary resources)
        {
            return null;
        }

        var drawn = new DrawnPage(file, resources, wanted);
        return contents.TrueForAll(drawn.ReadStream) ? drawn : null;
    }

    /// <summary>Reads a content stream, unless it was read before and opens no mark that is wanted.</summary>
    private bool ReadStream(object reference)
    {
        if (_file.FindStream(reference) is not { } stream)
        {
            return false;
        }

        if (stream.Marks is { } marks && !marks.Overlaps(_wanted))
        {
            return true;
        }

        using var content = _file.Read(stream, MostBytes);
        var opened = new HashSet<int>();
        if (content is null || !Read(content.Written, opened))
        {
            return false;
        }

        stream.Marks = opened;
        return true;
    }

    /// <summary>The map of a font of the resources; null when it has none.</summary>
    private IReadOnlyList<Rune>? MapOf(string name)
    {
        if (_maps.TryGetValue(name, out var read))
        {
            return read;
        }

        var font = (_file.Resolve(_resources, "Font") as PdfDictionary)?.GetValueOrDefault(name);
        var map = (_file.Resolve(font) as PdfDictionary)?.GetValueOrDefault("ToUnicode");
        if (_file.FindStream(map) is { } stream)
        {
            stream.Characters ??= Characters(stream);
            read = stream.Characters;
        }

        _maps.Add(name, read);
        return read;
    }

    private IReadOnlyList<Rune>? Characters(PdfStream stream)
    {
        using var data = _file.Read(stream, MostBytes);
        return data is null ? null : ToUnicodeMap.Read(data.Written);
    }

    /// <summary>One operator a line, as <see cref="ContentStream"/> writes them.</summary>
    private bool Read(ReadOnlySpan<byte> content, HashSet<int> opened)
    {
        const int None = -1;
        var marks = new Stack<int>([None]);
        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n');
            var line = end < 0 ? content : content[..end];
            content = end < 0 ? [] : content[(end + 1)..];
            if (line.EndsWith("DC"u8) || line.EndsWith("MC"u8))
            {
                if (!ReadMark(line, marks, opened))
                {
                    return false;
                }
            }
            else if (!ReadOperator(marks.Peek(), line))
            {
                return false;
            }
        }

        return marks.Count == 1;
    }

    private static bool ReadMark(ReadOnlySpan<byte> line, Stack<int> marks, HashSet<int> opened)
    {
        if (line.SequenceEqual("EMC"u8))
        {
            marks.Pop();
            return marks.Count > 0;
        }

        if (line.EndsWith(" BDC"u8) || line.EndsWith(" BMC"u8))
        {
            var mark = MarkOf(line) ?? marks.Peek();
            marks.Push(mark);
            opened.Add(mark);
        }

        return true;
    }

    private bool ReadOperator(int mark, ReadOnlySpan<byte> line)
    {
        if (_wanted.Contains(mark))
        {
            if (line.EndsWith(" re"u8))
            {
                AddRectangle(mark, line);
            }
            else if (line.Contains((byte)'<') && !AddText(mark, line))
            {
                return false;
            }
        }

        Note(mark, line);
        return true;
    }

    /// <summary>Reads <c>/S0 4.9 Tf &lt;0001…&gt; Tj</c>.</summary>
    private bool AddText(int mark, ReadOnlySpan<byte> line)
    {
        var (space, open, close) = (line.IndexOf((byte)' '), line.IndexOf((byte)'<'), line.IndexOf((byte)'>'));
        if (line[0] != '/' || space < 0 || close < open || (close - open - 1) % 4 != 0
            || MapOf(Encoding.ASCII.GetString(line[1..space])) is not { } characters)
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

    private void Note(int mark, ReadOnlySpan<byte> line)
    {
        if (line.EndsWith(" cm"u8))
        {
            _turn = DrawnTurn.Read(line);
        }
        else if (line.EndsWith(" Do"u8) && line[0] == '/')
        {
            var name = Encoding.ASCII.GetString(line[1..^3]);
            _turns[name] = _turn;
            _painted[mark] = _painted.ContainsKey(mark) ? "" : name;
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
