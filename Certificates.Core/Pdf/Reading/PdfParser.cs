using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Certificates.Core.Pdf.Reading;

/// <summary>
/// Reads values out of a file that may be anything: never throws, nests no deeper than <see cref="MostLevels"/>, makes no more values
/// than <see cref="MostValues"/>. Goes back over white space alone, once.
/// </summary>
internal ref struct PdfParser(ReadOnlySpan<byte> file, int at)
{
    private const int MostLevels = 24;

    /// <summary>The longest list in a file of ours, the widths of a font, has some thousand.</summary>
    private const int MostValues = 50_000;

    private static readonly SearchValues<byte> Delimiters = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);

    [ThreadStatic]
    private static long _looked;

    private readonly ReadOnlySpan<byte> _file = file;
    private int _values;

    /// <summary>Bytes gone over by all parsers of this thread, each as often as it was: by it the work on a file is known.</summary>
    public static long Looked => _looked;

    /// <summary>Offset of the next byte.</summary>
    public int At { get; private set; } = at;

    private readonly bool IsAtEnd => At >= _file.Length;

    /// <summary>Reads the next value; null when there is none or it is malformed.</summary>
    public object? ReadValue(int level = 0)
    {
        SkipSpace();
        if (IsAtEnd || level > MostLevels || ++_values > MostValues)
        {
            return null;
        }

        return _file[At] switch
        {
            (byte)'/' => ReadName(),
            (byte)'(' => ReadLiteral(),
            (byte)'[' => ReadArray(level),
            (byte)'<' when _file[At..].StartsWith("<<"u8) => ReadDictionary(level),
            (byte)'<' => ReadHexadecimal(),
            _ => ReadNumberOrKeyword(),
        };
    }

    /// <summary>Goes over a word when it is the next; false, and stays, when it is not.</summary>
    public bool TrySkip(ReadOnlySpan<byte> word)
    {
        SkipSpace();
        if (!_file[Math.Min(At, _file.Length)..].StartsWith(word))
        {
            return false;
        }

        At += word.Length;
        return true;
    }

    /// <summary>Reads <c>12 0 obj</c>.</summary>
    public bool TryReadHeader(int number) =>
        ReadValue() is long found && found == number && ReadValue() is 0L && TrySkip("obj"u8);

    /// <summary>Goes over white space and comments.</summary>
    public void SkipSpace()
    {
        var from = At;
        while (!IsAtEnd && _file[At] is 0 or 9 or 10 or 12 or 13 or 32 or (byte)'%')
        {
            if (_file[At] == '%')
            {
                var end = _file[At..].IndexOfAny((byte)'\n', (byte)'\r');
                At = end < 0 ? _file.Length : At + end;
            }
            else
            {
                At++;
            }
        }

        _looked += At - from;
    }

    private PdfName ReadName()
    {
        At++;
        return new PdfName(Encoding.Latin1.GetString(ReadWord()));
    }

    private ReadOnlySpan<byte> ReadWord()
    {
        var length = _file[At..].IndexOfAny(Delimiters);
        var word = length < 0 ? _file[At..] : _file.Slice(At, length);
        At += word.Length;
        _looked += word.Length + 1;
        return word;
    }

    private object? ReadNumberOrKeyword()
    {
        var word = ReadWord();
        if (Utf8Parser.TryParse(word, out long integer, out var used) && used == word.Length && used > 0)
        {
            return IsReference(integer) ? new PdfReference((int)integer) : integer;
        }

        if (Utf8Parser.TryParse(word, out double real, out used) && used == word.Length && used > 0)
        {
            return real;
        }

        return word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8) || word.SequenceEqual("null"u8)
            ? new PdfKeyword(Encoding.ASCII.GetString(word))
            : null;
    }

    private bool IsReference(long number)
    {
        var back = At;
        if (number is > 0 and <= int.MaxValue && TrySkip("0"u8) && TrySkip("R"u8))
        {
            return true;
        }

        At = back;
        return false;
    }

    private PdfString? ReadLiteral()
    {
        var (start, open) = (At, 0);
        for (; !IsAtEnd; At++, _looked++)
        {
            switch (_file[At])
            {
                case (byte)'\\':
                    At++;
                    break;
                case (byte)'(':
                    open++;
                    break;
                case (byte)')' when --open == 0:
                    At++;
                    return new PdfString(start, At, false);
            }
        }

        return null;
    }

    private PdfString? ReadHexadecimal()
    {
        var start = At;
        var length = _file[At..].IndexOf((byte)'>');
        At = length < 0 ? _file.Length : At + length + 1;
        _looked += At - start;
        return length < 0 ? null : new PdfString(start, At, true);
    }

    private List<object>? ReadArray(int level)
    {
        At++;
        var items = new List<object>();
        while (!TrySkip("]"u8))
        {
            if (ReadValue(level + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        return items;
    }

    private PdfDictionary? ReadDictionary(int level)
    {
        At += 2;
        var entries = new PdfDictionary();
        while (!TrySkip(">>"u8))
        {
            // A key that stands twice is read differently by different viewers: refused.
            if (ReadValue(level + 1) is not PdfName key || ReadValue(level + 1) is not { } value || !entries.TryAdd(key.Value, value))
            {
                return null;
            }
        }

        return entries;
    }
}
