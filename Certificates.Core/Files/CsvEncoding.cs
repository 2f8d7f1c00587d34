using System.Buffers;
using System.Text;

namespace Certificates.Core.Files;

/// <summary>
/// Finds out whether a text file is UTF-8, GB 18030 or, by its mark, UTF-16, by decoding it whole: the first kilobytes of a long file say
/// nothing of a row that was pasted in from elsewhere.
/// </summary>
internal static class CsvEncoding
{
    /// <summary>UTF-8 that refuses what is not.</summary>
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>GB 18030 that refuses what is not.</summary>
    public static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>What spreadsheets call Unicode text; in either order of bytes.</summary>
    private static readonly UnicodeEncoding Utf16 = new(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        Utf16BigEndian = new(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);

    /// <summary>
    /// CJK characters a line must have before its being valid UTF-8 cannot be chance: GB 18030 bytes hardly ever look so.
    /// </summary>
    private const int TellingCharacters = 4;

    private const int LongestLine = 1024 * 1024;

    /// <summary>The encoding the whole file keeps to, else <c>encoding_mixed</c> or <c>file_unreadable</c>.</summary>
    public static async Task<Result<Encoding>> DetectAsync(Stream file, CancellationToken cancellationToken)
    {
        if (await MarkedAsync(file, cancellationToken) is { } marked)
        {
            return await TryAsync(file, marked, cancellationToken) == Fit.Whole ? marked : NoText;
        }

        var utf8 = await TryAsync(file, Utf8, cancellationToken);
        if (utf8 == Fit.Whole)
        {
            return Utf8;
        }

        var gb = utf8 == Fit.Binary ? Fit.Binary : await TryAsync(file, Gb18030, cancellationToken);
        if (gb == Fit.Binary)
        {
            return NoText;
        }

        return gb == Fit.Whole && !await HasUtf8LineAsync(file, cancellationToken)
            ? Gb18030
            : new Refusal(RefusalCode.EncodingMixed, "file");
    }

    private static Refusal NoText => FileRefusals.Unreadable("The file is not text.", "文件不是文本文件");

    private static async Task<Encoding?> MarkedAsync(Stream file, CancellationToken cancellationToken)
    {
        var mark = new byte[2];
        file.Position = 0;
        _ = await file.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, cancellationToken);
        return mark switch
        {
            [0xFF, 0xFE] => Utf16,
            [0xFE, 0xFF] => Utf16BigEndian,
            _ => null,
        };
    }

    private static async Task<Fit> TryAsync(Stream file, Encoding encoding, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var decoder = encoding.GetDecoder();
        var bytes = new byte[64 * 1024];
        var text = new char[encoding.GetMaxCharCount(bytes.Length)];
        while (true)
        {
            var read = await file.ReadAsync(bytes, cancellationToken);
            try
            {
                var length = decoder.GetChars(bytes.AsSpan(0, read), text, flush: read == 0);
                if (text.AsSpan(0, length).Contains('\0'))
                {
                    // No text has a NUL: this is a picture, an old .xls, UTF-16. Other control characters are a row's fault.
                    return Fit.Binary;
                }
            }
            catch (DecoderFallbackException)
            {
                // The decoder offers no other way to say so; what it could not read is the caller's, and becomes a refusal.
                return bytes.AsSpan(0, read).Contains((byte)0) ? Fit.Binary : Fit.Not;
            }

            if (read == 0)
            {
                return Fit.Whole;
            }
        }
    }

    /// <summary>
    /// True when a line of a file that is not UTF-8 clearly is: its bytes happen to decode as GB 18030 too, into other characters
    /// than were meant, and a wrong name would be printed.
    /// </summary>
    private static async Task<bool> HasUtf8LineAsync(Stream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var line = new ArrayBufferWriter<byte>();
        var buffer = new byte[64 * 1024];
        while (await file.ReadAsync(buffer, cancellationToken) is var length and > 0)
        {
            var rest = buffer.AsMemory(0, length);
            for (var end = rest.Span.IndexOf((byte)'\n'); end >= 0; end = rest.Span.IndexOf((byte)'\n'))
            {
                line.Write(rest.Span[..end]);
                if (IsUtf8(line.WrittenSpan))
                {
                    return true;
                }

                line.ResetWrittenCount();
                rest = rest[(end + 1)..];
            }

            // A longer line is none: whoever reads the records refuses it.
            line.Write(rest.Span[..Math.Min(rest.Length, Math.Max(0, LongestLine - line.WrittenCount))]);
        }

        return IsUtf8(line.WrittenSpan);
    }

    private static bool IsUtf8(ReadOnlySpan<byte> line) =>
        System.Text.Unicode.Utf8.IsValid(line)
        && Utf8.GetString(line).Count(c => c is >= '\u3400' and <= '\u9FFF') >= TellingCharacters;

    private enum Fit
    {
        Whole,
        Not,
        Binary,
    }
}
