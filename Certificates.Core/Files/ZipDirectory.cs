using System.Buffers.Binary;

namespace Certificates.Core.Files;

/// <summary>
/// The list of entries at the end of a ZIP (APPNOTE 4.3.16). The library reads all of it into memory before it tells how many there
/// are, and a file of two gigabytes can be a list of forty million.
/// </summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int Zip64Length = 20 + 56;

    /// <summary>Where the list begins and how many bytes follow decides; what the file says of its count does not.</summary>
    /// <returns>Where the list begins; and whether the file is the last part of a split ZIP, of which it is not known.</returns>
    /// <exception cref="ReadLimitException">The list is longer than <paramref name="longest"/> bytes.</exception>
    /// <exception cref="InvalidDataException">The file has no list.</exception>
    public static (long Start, bool IsSplit) Check(Stream file, long longest)
    {
        var tail = new byte[Math.Min(file.Length, EndLength + LongestComment + Zip64Length)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        file.Position = 0;
        if (Start(tail, out var isSplit) is not { } start || (start > (ulong)file.Length && !isSplit))
        {
            throw new InvalidDataException("The file has no list of entries.");
        }

        if (!isSplit && (ulong)file.Length - start > (ulong)longest + (ulong)tail.Length)
        {
            throw new ReadLimitException();
        }

        return (isSplit ? 0 : (long)start, isSplit);
    }

    private static ulong? Start(ReadOnlySpan<byte> tail, out bool isSplit)
    {
        isSplit = false;
        var end = tail.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || tail.Length - end < EndLength)
        {
            return null;
        }

        // A disk number of all ones says that it stands in the longer record.
        isSplit = BinaryPrimitives.ReadUInt16LittleEndian(tail[(end + 4)..]) is > 0 and < ushort.MaxValue;
        var start = BinaryPrimitives.ReadUInt32LittleEndian(tail[(end + 16)..]);
        var zip64 = tail[..end].LastIndexOf("PK\u0006\u0006"u8);
        return start != uint.MaxValue ? start
            : zip64 >= 0 && tail.Length - zip64 >= 56 ? BinaryPrimitives.ReadUInt64LittleEndian(tail[(zip64 + 48)..]) : null;
    }
}
