using System.Globalization;

namespace Certificates.Core.Pdf;

/// <summary>
/// The signature dictionary of a file that is signed in its only revision (ISO 32000-1, 12.8; ETSI EN 319 142-1): certifies with
/// DocMDP P 1, no change allowed. <c>/Contents</c> has a fixed size and is filled in place.
/// </summary>
internal sealed class SignatureSlot
{
    /// <summary>How the dictionary begins; tells a damaged file of ours from another's.</summary>
    public static ReadOnlySpan<byte> Head => "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange ["u8;

    private const string RangePlaceholder = "0 0000000000 0000000000 0000000000";

    private readonly int _range;
    private readonly int _contents;
    private readonly int _after;

    private SignatureSlot(int range, int contents, int after) => (_range, _contents, _after) = (range, contents, after);

    /// <summary>Most bytes of CMS DER that fit.</summary>
    public int Capacity => (_after - _contents - 2) / 2;

    /// <summary>Writes the dictionary with room for <paramref name="capacity"/> bytes of DER; <see cref="Fix"/> completes it.</summary>
    public static SignatureSlot Write(
        PdfWriter writer, PdfReference reference, int capacity, string signer, string reason, DateTimeOffset signedAt)
    {
        writer.Begin(reference);
        var buffer = writer.Buffer;
        buffer.Write(Head);
        var range = buffer.Length;
        buffer.WriteAscii(RangePlaceholder);
        buffer.Write("]\n/Contents "u8);
        var contents = buffer.Length;
        buffer.Write("<"u8);
        buffer.GetSpan(2 * capacity)[..(2 * capacity)].Fill((byte)'0');
        buffer.Advance(2 * capacity);
        buffer.Write(">"u8);
        var after = buffer.Length;
        var date = signedAt.ToString("yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture).Replace(':', '\'');
        buffer.Write($"\n/M (D:{date}') /Name {new PdfText(signer)} /Reason {new PdfText(reason)}\n");
        buffer.Write("/Reference [<< /Type /SigRef /TransformMethod /DocMDP "u8);
        buffer.Write("/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>"u8);
        writer.End();
        return new SignatureSlot(range, contents, after);
    }

    /// <summary>Writes the byte range now that the file's length is known.</summary>
    public void Fix(Span<byte> file)
    {
        var range = file.Slice(_range, RangePlaceholder.Length);
        range.Fill((byte)' ');
        var text = string.Create(CultureInfo.InvariantCulture, $"0 {_contents} {_after} {file.Length - _after}");
        System.Text.Encoding.ASCII.GetBytes(text, range);
    }

    /// <summary>SHA-256 of all bytes but the slot itself.</summary>
    /// <param name="file">The file.</param>
    /// <param name="beginning">What it begins with, before the slot.</param>
    /// <param name="sha256">The hash, 32 bytes.</param>
    public void Hash(ReadOnlySpan<byte> file, HashedBeginning beginning, Span<byte> sha256)
    {
        using var hash = beginning.GoOn();
        hash.AppendData(file[beginning.Length.._contents]);
        hash.AppendData(file[_after..]);
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
