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
using Certificates.Core.Style;
using Certificates.Core.Verifying;
using Certificates.Tests.Files;
using Certificates.Tests.Intake;
using Certificates.Tests.Pdf;
using Certificates.Tests.Style;

namespace Certificates.Tests.Fuzz;

/// <summary>
/// Every reader of strangers' bytes on 10,000 inputs: it gives an answer or a refusal and never throws, and its work, counted in bytes
/// read, items given and bytes allocated, stays within a small multiple of the input. CERTIFICATES_TEST_FUZZ sets another number of inputs.
/// </summary>
[TestFixture]
[Category(Categories.Fuzz)]
internal sealed class ReaderFuzzTests
{
    /// <summary>What a reader may allocate before it knows its input: buffers, tables of an encoding.</summary>
    private const long AllocatedAtLeast = 4L << 20;

    /// <summary>Bytes allocated for a byte of the input; a text of one byte is an object of 24 and a place in a list.</summary>
    private const long AllocatedPerByte = 400;

    /// <summary>A byte is read for the encoding three times, for the rows twice.</summary>
    private const long ReadPerByte = 8, ReadAtLeast = 1L << 20;

    /// <summary>An item is a byte at least; those of a packed sheet shrink to a twentieth of it.</summary>
    private const long ItemsPerByte = 20, ItemsAtLeast = 100;

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
            new OldBook().Sheet("1", FarDown).Sheet("2", FarDown).Sheet("3", FarDown).ToArray(),
        ],
        ReadResults,
        allocatedAtLeast: 600L << 20);

    /// <summary>Its only cell stands in the last row: a workbook may have a thousand such sheets.</summary>
    private static readonly string[][] FarDown = [.. Enumerable.Repeat(Array.Empty<string>(), 65_535), ["x"]];

    [Test]
    public void Zip_OfAnyBytes_IsReadOrRefused() => Try([Photos()], input =>
    {
        using var file = new CountingStream(input);
        var items = 0;
        if (PhotoArchive.Open(file).TryGet(out var photos, out _))
        {
            using (photos)
            {
                foreach (var photo in photos.Named("photo.jpg").Concat(photos.Numbered("photo", "")))
                {
                    _ = photos.Read(photo);
                    items++;
                }
            }
        }

        return new Work(file.BytesRead, items);
    });

    /// <summary>Whatever is looked at of a picture is copied, so that what is allocated tells how much that was.</summary>
    [Test]
    public void Jpeg_OfAnyBytes_IsReadOrRefused() => Try([Drafts.Portrait().Jpeg.ToArray(), BlockJpeg.Of(BlockJpeg.Letter(), 6)], input =>
    {
        _ = Photo.TryParse(input, out _, out _);
        return Work.OnlyAllocates;
    });

    /// <summary>By the strict reader, and by the search for what a file that it refuses may be.</summary>
    [Test]
    public void Pdf_OfAnyBytes_IsReadOrRefused() => Try([Drafts.Sign(Drafts.Certificate())], ReadPdf);

    /// <summary>What is packed is changed, and packed again: bytes that are changed as they lie there are hardly ever unpacked.</summary>
    [Test]
    public void Pdf_OfAnyObjectStream_IsReadOrRefused() => Try(
        [Drafts.Sign(Drafts.Certificate())],
        ReadPdf,
        (file, random, fragments) => PackedFile.Change(
            file, packed => Encoding.Latin1.GetString(Mutations.Of(Encoding.Latin1.GetBytes(packed), random, fragments))));

    [Test]
    public void Number_OfAnyText_IsReadOrRefused() => Try(["Z000111040126103000006X"u8.ToArray(), "证书编号：Z0001-1104-0126-1030-0000-6X。"u8.ToArray()], input =>
    {
        _ = CertificateNumber.TryParse(Encoding.UTF8.GetString(input), out _, out _);
        return Work.OnlyAllocates;
    });

    /// <summary>Bytes that are changed and then written as a token get further than a token whose characters are changed.</summary>
    [Test]
    public void Token_OfAnyText_IsReadOrRefused()
    {
        using var keys = new PublicKeyRing([]);
        var reader = new QrTokenReader(keys);
        var claims = new QrClaims(CertificateNumber.TryParse("Z00011101042610000123J", out var number, out _) ? number : null!, 1, "余敏静", new DateOnly(2026, 11, 23));
        Try([CoseSign1.Encode(SignatureAlgorithm.ES256, new byte[8], claims.Encode(), new byte[64])], input =>
        {
            _ = reader.TryRead(Base32.Encode(input), out _, out _);
            _ = reader.TryRead(Encoding.Latin1.GetString(input), out _, out _);
            return Work.OnlyAllocates;
        });
    }

    /// <summary>The test of the tests: a reader that works too much is found, whichever way it does.</summary>
    [TestCase(2L << 20, 0, 0)]
    [TestCase(0, 1_000_000, 0)]
    [TestCase(0, 0, 64 << 20)]
    public void Reader_ThatWorksTooMuch_IsFound(long bytes, long items, int allocated) => Assert.That(
        () => Try(["x"u8.ToArray()], _ =>
        {
            GC.KeepAlive(new byte[allocated]);
            return new Work(bytes, items);
        }),
        Throws.TypeOf<AssertionException>().With.Message.Contains($"{bytes} read, {items} items"));

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

    private static Work ReadPdf(byte[] input)
    {
        var before = PdfParser.Looked;
        _ = SignedPdf.TryRead(input, out _, out _);
        _ = PrintedFacts.Read(input);
        _ = FileHints.Number(input);
        return new Work(PdfParser.Looked - before, FileHints.Signatures(input).Count);
    }

    private static Work ReadResults(byte[] input)
    {
        using var file = new CountingStream(input);
        var items = 0;
        foreach (var read in new ResultsFile(ResultsForm.Of(CertificateKind.Grade), file).RowsAsync(CancellationToken.None).ToBlockingEnumerable())
        {
            items += read.TryGet(out _, out _) ? 1 : 0;
        }

        return new Work(file.BytesRead, items);
    }

    /// <summary>Feeds a reader; <paramref name="read"/> tells its work, as far as it is not told by what it allocates.</summary>
    private static void Try(
        byte[][] seeds, Func<byte[], Work> read, Func<byte[], Random, string[], byte[]>? mutate = null, long allocatedAtLeast = AllocatedAtLeast)
    {
        for (var i = 0; i < Inputs; i++)
        {
            var random = new Random(i);
            var input = (mutate ?? Mutations.Of)(seeds[random.Next(seeds.Length)], random, Fragments);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Work work;
            try
            {
                work = read(input);
            }
            catch (Exception e)
            {
                throw new AssertionException($"Input {i} ({Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 4096)))}): {e}", e);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (work.Bytes > ReadAtLeast + (ReadPerByte * input.Length)
                || work.Items > ItemsAtLeast + (ItemsPerByte * input.Length)
                || allocated > allocatedAtLeast + (AllocatedPerByte * input.Length))
            {
                throw new AssertionException($"Input {i} of {input.Length} bytes: {work.Bytes} read, {work.Items} items, {allocated} allocated.");
            }
        }

        Assert.Pass($"{Inputs} inputs.");
    }

    /// <summary>What a reader did for one input.</summary>
    private sealed record Work(long Bytes, long Items)
    {
        public static readonly Work OnlyAllocates = new(0, 0);
    }
}
