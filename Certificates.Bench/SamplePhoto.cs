using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Certificates.Core.Files;

namespace Certificates.Bench;

/// <summary>Photos of 15 KB, each of different bytes: a sample with quantisation tables put before its own, which override them.</summary>
internal static class SamplePhoto
{
    private const int Length = 15 * 1024;
    private static readonly byte[] Sample = ReadSample();

    /// <summary>A photo as read from a file.</summary>
    public static Photo Make() => Photo.TryParse(File(), out var photo, out var refusal)
        ? photo
        : throw new InvalidOperationException(refusal.Message);

    /// <summary>A photo as a file.</summary>
    public static byte[] File()
    {
        const int TableLength = 64;
        List<byte> tables = [];
        while (Sample.Length + tables.Count < Length)
        {
            tables.AddRange([0xFF, 0xDB, 0, TableLength + 3, 0, .. RandomNumberGenerator.GetBytes(TableLength).Select(b => (byte)(b | 1))]);
        }

        return [.. Sample.AsSpan(0, 2), .. tables, .. Sample.AsSpan(2)];
    }

    /// <summary>A ZIP of as many photos, named as <see cref="SampleFile"/> names them.</summary>
    public static void WriteZip(Stream target, int count)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        for (var i = 0; i < count; i++)
        {
            using var entry = zip.CreateEntry($"{i}.jpg", CompressionLevel.NoCompression).Open();
            entry.Write(File());
        }
    }

    private static byte[] ReadSample()
    {
        using var zip = new ZipArchive(Assembly.GetExecutingAssembly().GetManifestResourceStream("photos.zip")!);
        using var entry = zip.GetEntry("photo-10.jpg")!.Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }
}
