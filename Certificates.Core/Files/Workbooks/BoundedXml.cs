using System.Text;
using System.Xml;

namespace Certificates.Core.Files.Workbooks;

/// <summary>
/// XML of strangers: no document type, no run of text or of attributes longer than <see cref="LongestRun"/> bytes and no more levels
/// than <see cref="MostLevels"/> (a reader keeps each in memory whole), no more different names than <see cref="MostNames"/> (it
/// keeps all).
/// </summary>
internal static class BoundedXml
{
    private const int MostLevels = 24;
    private const int LongestRun = 1024 * 1024;
    private const int MostNames = 5_000;

    /// <summary>A reader that disposes the part.</summary>
    public static XmlReader Create(Stream part, ReadBudget budget, CancellationToken cancellationToken) => XmlReader.Create(
        new XmlPart(part, budget, cancellationToken),
        new XmlReaderSettings
        {
            CloseInput = true,
            DtdProcessing = DtdProcessing.Prohibit,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            NameTable = new BoundedNames(),
        });

    /// <summary>Goes to the next node; false at the end.</summary>
    /// <exception cref="ReadLimitException">It lies deeper than any of a workbook.</exception>
    public static bool Advance(this XmlReader xml) =>
        xml.Read() && (xml.Depth <= MostLevels ? true : throw new ReadLimitException());

    /// <summary>What an element holds as text, its children's too but for those to leave out; stops at its end.</summary>
    /// <param name="xml">Stands on the element.</param>
    /// <param name="longest">Most characters.</param>
    /// <param name="without">Name of the children to leave out.</param>
    /// <exception cref="ReadLimitException">The text is longer.</exception>
    public static string ReadText(this XmlReader xml, int longest, string? without = null)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var (level, first) = (xml.Depth, "");
        StringBuilder? rest = null;
        while (xml.Advance() && xml.Depth > level)
        {
            if (first.Length + (rest?.Length ?? 0) > longest)
            {
                throw new ReadLimitException();
            }

            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == without)
            {
                xml.SkipWithin();
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace
                || (xml.NodeType == XmlNodeType.Whitespace && xml.Depth == level + 1))
            {
                // one text nearly always
                _ = first.Length == 0 ? (object)(first = xml.Value) : (rest ??= new StringBuilder()).Append(xml.Value);
            }
        }

        return first.Length + (rest?.Length ?? 0) > longest ? throw new ReadLimitException() : rest is null ? first : first + rest;
    }

    /// <summary>Goes to the end of an element.</summary>
    public static void SkipWithin(this XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var level = xml.Depth;
        while (xml.Advance() && xml.Depth > level)
        {
        }
    }

    /// <summary>
    /// Within an attribute or a text no <c>&lt;</c> can stand, so the distance between two of them bounds both. It can in a CDATA
    /// section, which no spreadsheet writes: refused, and so is any encoding but UTF-8, which would hide one.
    /// </summary>
    private sealed class XmlPart(Stream part, ReadBudget budget, CancellationToken cancellationToken)
        : BoundedStream(part, budget, cancellationToken)
    {
        private readonly Stream _part = part;
        private int _run;
        private byte _before, _last;

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            var read = buffer[..base.Read(buffer)];
            if (read.IsEmpty)
            {
                return 0;
            }

            if (read.Contains((byte)0) || HasCData(read))
            {
                throw new InvalidDataException("Not the XML of a workbook.");
            }

            var last = read.LastIndexOf((byte)'<');
            _run = last < 0 ? _run + read.Length : read.Length - last;
            (_before, _last) = (read.Length > 1 ? read[^2] : _last, read[^1]);
            return _run <= LongestRun ? read.Length : throw new ReadLimitException();
        }

        protected override void Dispose(bool disposing)
        {
            _part.Dispose();
            base.Dispose(disposing);
        }

        /// <summary>True for <c>&lt;![</c>, also where it began in what was read before.</summary>
        private bool HasCData(ReadOnlySpan<byte> read) =>
            read.IndexOf("<!["u8) >= 0
            || (_last == '<' && read.StartsWith("!["u8))
            || (_before == '<' && _last == '!' && read[0] == '[');
    }

    private sealed class BoundedNames : NameTable
    {
        private int _names;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        private string Counted(string name) => ++_names <= MostNames ? name : throw new ReadLimitException();
    }
}
