using System.Globalization;
using System.Security.Cryptography;

namespace Certificates.Core.Pdf;

/// <summary>
/// The signature dictionary of a file that is signed in its only revision (ISO 32000-1, 12.8; ETSI EN 319 142-1): certifies with
/// DocMDP P 1, no change allowed. <c>/Contents</c> has a fixed size and is filled in place.
/// </summary>
internal sealed class SignatureSlot
{
    /// <summary>Most bytes of CMS DER that fit: a short chain and a time-stamp token.</summary>
    public const int Capacity = 6 * 1024;

    private const string RangePlaceholder = "0 0000000000 0000000000 0000000000";

    private readonly int _contents;

    private SignatureSlot(int contents, int end) => (_contents, Length) = (contents, end);

    /// <summary>Length of the whole file, bytes.</summary>
    private int Length { get; }

    /// <summary>Offset of the first byte behind the <c>&gt;</c>.</summary>
    private int After => _contents + 2 + (2 * Capacity);

    /// <summary>Writes the dictionary; call <see cref="Fix"/> when the file is whole.</summary>
    /// <returns>Offset of the dictionary.</returns>
    public static int Write(PdfWriter writer, PdfReference reference, string signer, string reason, DateTimeOffset signedAt)
    {
        var start = writer.Buffer.Length;
        var buffer = writer.Buffer;
        writer.Begin(reference);
        buffer.Write("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange ["u8);
        buffer.WriteAscii(RangePlaceholder);
        buffer.Write("]\n/Contents <"u8);
        buffer.GetSpan(2 * Capacity)[..(2 * Capacity)].Fill((byte)'0');
        buffer.Advance(2 * Capacity);
        var date = signedAt.ToString("yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture).Replace(':', '\'');
        buffer.Write($">\n/M (D:{date}') /Name {new PdfText(signer)} /Reason {new PdfText(reason)}\n");
        buffer.Write("/Reference [<< /Type /SigRef /TransformMethod /DocMDP "u8);
        buffer.Write("/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>"u8);
        writer.End();
        return start;
    }

    /// <summary>Writes the byte range now that the file's length is known.</summary>
    public static SignatureSlot Fix(Span<byte> file, int dictionary)
    {
        var contents = dictionary + file[dictionary..].IndexOf("/Contents <"u8) + "/Contents "u8.Length;
        var slot = new SignatureSlot(contents, file.Length);
        var range = file[(dictionary + file[dictionary..].IndexOf("/ByteRange ["u8) + "/ByteRange ["u8.Length)..][..RangePlaceholder.Length];
        range.Fill((byte)' ');
        var text = string.Create(CultureInfo.InvariantCulture, $"0 {contents} {slot.After} {file.Length - slot.After}");
        System.Text.Encoding.ASCII.GetBytes(text, range);
        return slot;
    }

    /// <summary>SHA-256 of all bytes but the slot itself.</summary>
    public void Hash(ReadOnlySpan<byte> file, Span<byte> sha256)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(file[.._contents]);
        hash.AppendData(file[After..Length]);
        hash.GetHashAndReset(sha256);
    }

    /// <summary>Puts the signature in.</summary>
    /// <exception cref="ArgumentException">It is larger than <see cref="Capacity"/>.</exception>
    public void Fill(Span<byte> file, ReadOnlySpan<byte> cms)
    {
        if (cms.Length > Capacity)
        {
            throw new ArgumentException($"The signature has {cms.Length} bytes, the slot takes {Capacity}.", nameof(cms));
        }

        Convert.TryToHexString(cms, file.Slice(_contents + 1, 2 * cms.Length), out _);
    }
}
