using System.Globalization;
using System.IO.Compression;
using System.Text;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;
using Certificates.Tests.Files;
using Certificates.Tests.Intake;
using Certificates.Tests.Style;

namespace Certificates.Tests.Fuzz;

/// <summary>
/// Every reader of strangers' bytes on 10,000 inputs: it gives an answer or a refusal and never throws, and its work, counted in bytes
/// read and bytes allocated, stays within a small multiple of the input. CERTIFICATES_TEST_FUZZ sets another number of inputs.
/// </summary>
[TestFixture]
[Category(Categories.Faults)]
internal sealed class ReaderFuzzTests
{
    /// <summary>What a reader may allocate before it knows its input: buffers, tables of an encoding.</summary>
    private const long AllocatedAtLeast = 4L << 20;

    /// <summary>Bytes allocated for a byte of the input; a text of one byte is an object of 24 and a place in a list.</summary>
    private const long AllocatedPerByte = 400;

    /// <summary>A byte is read for the encoding three times, for the rows twice.</summary>
    private const long ReadPerByte = 8, ReadAtLeast = 1L << 20;

    private static readonly string[] Fragments =
    [
        "\0", "\uFEFF", "\"", ",", "\r\n", "\n", "=1+1", "'", "\uD7FF", "（", "null", "9.9E+17", "sep=;\n", "2026-02-30", new string('A', 300), "[", "{", "\\ud83d",
        "{\"results\":[", "]}", "1e999", "-1", "/ByteRange(", "/ByteRange[0 1 2 3]", "<<", ">>", "(", "endobj", "stream\n", "xref\n", "%%EOF\n", "1 0 R ", "%",
        "<c r=\"XFD1\" t=\"s\"><v>", "<row r=\"1048576\">", "<si><t>", "</t></si>", "<![CDATA[", "<!DOCTYPE x []>", "&#0;", "&lt;", "_xD842_", "PK\u0003\u0004", "PK\u0001\u0002",
    ];

    private static int Inputs => int.TryParse(Environment.GetEnvironmentVariable("CERTIFICATES_TEST_FUZZ"), CultureInfo.InvariantCulture, out var inputs) ? inputs : 10_000;

    [Test]
    public void Csv_OfAnyBytes_IsReadOrRefused() =>
        Try([Encoding.UTF8.GetBytes($"{Results.Header}\n{Results.GoodRow}\n{Results.GoodRow}\n"), CsvEncoding.Gb18030.GetBytes($"{Results.Header}\n{Results.GoodRow}\n")], ReadResults);

    [Test]
    public void Json_OfAnyBytes_IsReadOrRefused() =>
        Try([Encoding.UTF8.GetBytes("""{"results":[{"name":"余敏静","idNumber":"991643199201143758","other":[{"a":1}]},{"name":null}],"more":{}}""")], ReadResults);

    [Test]
    public void Xlsx_OfAnyParts_IsReadOrRefused() => Try([Workbooks.Sample()], ReadResults, Workbooks.MutateParts);

    /// <summary>A sheet of an old workbook has 65,536 rows wherever it says so; the library makes an object of each, again and again.</summary>
    [Test]
    public void Xls_OfAnyBytes_IsReadOrRefused() => Try(
        [
            OldBook.Of(Results.Header.Split(','), Results.GoodRow.Split(','), Results.GoodRow.Replace("73", "#73", StringComparison.Ordinal).Split(',')),
            new OldBook().Sheet("1", [["姓名"], ["!"]], isHidden: true).Sheet("2", [Results.Header.Split(','), Results.GoodRow.Split(',')]).ToArray(),
        ],
        ReadResults,
        allocatedAtLeast: 64L << 20);

    [Test]
    public void Zip_OfAnyBytes_IsReadOrRefused() => Try([Photos()], input =>
    {
        using var file = new CountingStream(input);
        if (PhotoArchive.Open(file).TryGet(out var photos, out _))
        {
            using (photos)
            {
                foreach (var photo in photos.Named("photo.jpg").Concat(photos.Numbered("photo", "")))
                {
                    _ = photos.Read(photo);
                }
            }
        }

        return file.BytesRead;
    });

    [Test]
    public void Jpeg_OfAnyBytes_IsReadOrRefused() => Try([Drafts.Portrait().Jpeg.ToArray(), BlockJpeg.Of(BlockJpeg.Letter(), 6)], input =>
    {
        _ = Photo.TryParse(input, out _, out _);
        return 0;
    });

    [Test]
    public void Pdf_OfAnyBytes_IsReadOrRefused() => Try([Drafts.Sign(Drafts.Certificate())], input =>
    {
        _ = SignedPdf.TryRead(input, out _, out _);
        return 0;
    });

    [Test]
    public void Number_OfAnyText_IsReadOrRefused() => Try(["Z000111040126103000006X"u8.ToArray()], input =>
    {
        _ = CertificateNumber.TryParse(Encoding.UTF8.GetString(input), out _, out _);
        return 0;
    });

    [Test]
    public void Token_OfAnyText_IsReadOrRefused()
    {
        using var keys = new PublicKeyRing([]);
        var reader = new QrTokenReader(keys);
        Try([Encoding.ASCII.GetBytes(Base32.Encode(CoseSign1.Encode(new byte[8], new byte[80], new byte[64])))], input =>
        {
            _ = reader.TryRead(Encoding.Latin1.GetString(input), out _, out _);
            return 0;
        });
    }

    private static byte[] Photos()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["photo.jpg", "照片/张三.jpg"])
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(new byte[500]);
            }
        }

        return file.ToArray();
    }

    private static long ReadResults(byte[] input)
    {
        using var file = new CountingStream(input);
        foreach (var read in new ResultsFile(ResultsForm.Of(CertificateKind.Grade), file).RowsAsync(CancellationToken.None).ToBlockingEnumerable())
        {
            _ = read;
        }

        return file.BytesRead;
    }

    /// <summary>Feeds a reader; <paramref name="read"/> gives the bytes it read where a stream counts them.</summary>
    private static void Try(
        byte[][] seeds, Func<byte[], long> read, Func<byte[], Random, string[], byte[]>? mutate = null, long allocatedAtLeast = AllocatedAtLeast)
    {
        for (var i = 0; i < Inputs; i++)
        {
            var random = new Random(i);
            var input = (mutate ?? Mutations.Of)(seeds[random.Next(seeds.Length)], random, Fragments);
            var before = GC.GetAllocatedBytesForCurrentThread();
            long bytes;
            try
            {
                bytes = read(input);
            }
            catch (Exception e)
            {
                throw new AssertionException($"Input {i} ({Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 4096)))}): {e}", e);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (bytes > ReadAtLeast + (ReadPerByte * input.Length) || allocated > allocatedAtLeast + (AllocatedPerByte * input.Length))
            {
                Assert.Fail($"Input {i} of {input.Length} bytes: {bytes} read, {allocated} allocated.");
            }
        }

        Assert.Pass($"{Inputs} inputs.");
    }
}
