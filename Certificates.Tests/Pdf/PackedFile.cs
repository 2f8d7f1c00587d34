using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Certificates.Tests.Style;

namespace Certificates.Tests.Pdf;

/// <summary>A file of ours with an object stream, taken apart and put together again without the code under test.</summary>
internal static partial class PackedFile
{
    /// <summary>The same file as one without object stream: its objects stand in it, and a table tells where. Any other file is as it was.</summary>
    public static byte[] Flat(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        if (!StreamPattern().IsMatch(text))
        {
            return file;
        }

        var (before, objects, after, _) = TakeApart(text);
        var flat = string.Concat(objects.Select(o => $"{o.Number} 0 obj\n{o.Value}\nendobj\n"));
        var references = ReferencesPattern().Match(after);
        var size = int.Parse(references.Groups[2].Value, CultureInfo.InvariantCulture);
        var entries = string.Concat(Enumerable.Repeat("0000000000 00000 n \n", size - 1));
        return WithOffsets(before + flat + after[..(references.Index + 1)]
            + $"xref\n0 {size}\n0000000000 65535 f \n{entries}trailer\n<< /Size {size} {references.Groups[3].Value} >>\nstartxref\n0\n%%EOF\n");
    }

    /// <summary>The same file with something changed in what its object stream holds, its index included, and all offsets made to fit.</summary>
    public static byte[] Change(byte[] file, Func<string, string> change)
    {
        var text = Encoding.Latin1.GetString(file);
        var (before, _, after, unpacked) = TakeApart(text);
        var head = StreamPattern().Match(text);
        var packed = Pack(change(unpacked));
        var dictionary = Regex.Replace(head.Value, @"/Length \d+", string.Create(CultureInfo.InvariantCulture, $"/Length {packed.Length}"));
        return WithOffsets($"{before[..^1]}{dictionary}{packed}\nendstream\nendobj\n{after}");
    }

    /// <summary>The file with its cross-references made to fit again, so that nothing but what was changed is wrong.</summary>
    public static byte[] WithOffsets(string text)
    {
        var table = text.LastIndexOf("\nxref\n", StringComparison.Ordinal) + 1;
        if (table > 0)
        {
            foreach (Match match in ObjectPattern().Matches(text[..table]))
            {
                var entry = text.IndexOf("65535 f \n", table, StringComparison.Ordinal) + 9 + (20 * (match.Groups[1].Number() - 1));
                text = string.Concat(text.AsSpan(0, entry), match.Index.ToString("D10", CultureInfo.InvariantCulture), text.AsSpan(entry + 10));
            }

            return Encoding.Latin1.GetBytes(Regex.Replace(text, @"startxref\n\d+\n", $"startxref\n{table}\n"));
        }

        var references = ReferencesPattern().Match(text);
        var bytes = Encoding.Latin1.GetBytes(Regex.Replace(text, @"startxref\n\d+\n", $"startxref\n{references.Index + 1}\n"));
        foreach (Match match in ObjectPattern().Matches(text))
        {
            var entry = references.Index + references.Length + (5 * match.Groups[1].Number());
            if (entry + 4 < bytes.Length && bytes[entry] == 1)
            {
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(entry + 1), checked((ushort)(match.Index >> 8)));
                bytes[entry + 3] = (byte)(match.Index & byte.MaxValue);
            }
        }

        return bytes;
    }

    private static (string Before, List<(int Number, string Value)> Objects, string After, string Unpacked) TakeApart(string text)
    {
        var stream = StreamPattern().Match(text);
        var start = stream.Index + stream.Length;
        var length = stream.Groups[4].Number();
        using var zlib = new ZLibStream(new MemoryStream(Encoding.Latin1.GetBytes(text.Substring(start, length))), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        zlib.CopyTo(unpacked);
        var data = Encoding.Latin1.GetString(unpacked.ToArray());
        var first = stream.Groups[3].Number();
        var index = data[..first].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList();
        var objects = new List<(int, string)>();
        for (var i = 0; i < index.Count; i += 2)
        {
            var end = i + 3 < index.Count ? first + index[i + 3] : data.Length;
            objects.Add((index[i], data[(first + index[i + 1])..end].TrimEnd('\n')));
        }

        return (text[..(stream.Index + 1)], objects, text[(start + length + "\nendstream\nendobj\n".Length)..], data);
    }

    private static string Pack(string data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(Encoding.Latin1.GetBytes(data));
        }

        return Encoding.Latin1.GetString(packed.ToArray());
    }

    [GeneratedRegex(@"\n(\d+) 0 obj\n<< /Type /ObjStm /N (\d+) /First (\d+) /Filter /FlateDecode /Length (\d+) >>\nstream\n")]
    private static partial Regex StreamPattern();

    [GeneratedRegex(@"\n(\d+) 0 obj\n<< /Type /XRef /Size (\d+) /W \[1 3 1\] (.*?) /Length \d+ >>\nstream\n")]
    private static partial Regex ReferencesPattern();

    [GeneratedRegex(@"(?<=\n)(\d+) 0 obj\n")]
    private static partial Regex ObjectPattern();
}
