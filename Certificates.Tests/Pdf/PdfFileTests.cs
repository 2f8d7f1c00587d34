using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Certificates.Core.Pdf;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Style;
using Certificates.Tests.Style;

namespace Certificates.Tests.Pdf;

/// <summary>Files with an object stream and a cross-reference stream: what is read, and what is not opened, or read as if it were not there.</summary>
internal sealed class PdfFileTests
{
    private static readonly byte[] Signed = Drafts.Sign(Drafts.Certificate());

    /// <summary>An answer that qpdf gives too: its object streams are taken apart there.</summary>
    [Test]
    public void Resolve_OfPackedObjects_IsWhatQpdfReads()
    {
        var folder = Directory.CreateTempSubdirectory("certificate").FullName;
        var path = Path.Combine(folder, "certificate.pdf");
        File.WriteAllBytes(path, Signed);
        var json = Tool.Run("qpdf", "--json=2", "--json-key=qpdf", path);
        Directory.Delete(folder, recursive: true);
        Assert.That(PdfFile.TryOpen(Signed, out var file), Is.True);
        using var document = System.Text.Json.JsonDocument.Parse(json);
        var objects = document.RootElement.GetProperty("qpdf")[1];
        var read = 0;
        foreach (var each in objects.EnumerateObject().Where(o => o.Name.StartsWith("obj:", StringComparison.Ordinal)))
        {
            var number = int.Parse(each.Name.Split(':', ' ')[1], CultureInfo.InvariantCulture);
            if (each.Value.TryGetProperty("value", out var value) && value.ValueKind == System.Text.Json.JsonValueKind.Object)
            {
                var dictionary = file!.Resolve(new PdfReference(number)) as PdfDictionary;
                Assert.That(dictionary, Is.Not.Null, each.Name);
                Assert.That(dictionary!.Keys.Select(key => "/" + key), Is.EquivalentTo(value.EnumerateObject().Select(entry => entry.Name)), each.Name);
                read++;
            }
        }

        Assert.That(read, Is.GreaterThan(30));
    }

    [TestCase("/Type /XRef ", "/Type /XReg ")]
    [TestCase("/W [1 3 1] ", "/W [1 2 2] ")]
    [TestCase("/W [1 3 1] ", "/W [1 3 1] /Index [0 9] ")]
    [TestCase("/W [1 3 1] ", "/W [1 3 1] /Prev 15 ")]
    [TestCase("/W [1 3 1] ", "/W [1 3 1] /Filter /FlateDecode ")]
    [TestCase("/W [1 3 1] ", "/W [1 3 1] /Encrypt 1 0 R ")]
    [TestCase("endstream\nendobj\nstartxref", "endstream\nendobj\n\nstartxref")]
    [TestCase("endstream\nendobj\nstartxref", "endstream\nendobj\n9 0 obj\nnull\nendobj\nstartxref")]
    public void TryOpen_CrossReferencesOfAnotherForm_IsNotOpened(string from, string to)
    {
        var text = Encoding.Latin1.GetString(Signed);
        var at = text.LastIndexOf(from, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThan(0));
        Assert.That(PdfFile.TryOpen(Encoding.Latin1.GetBytes(text[..at] + to + text[(at + from.Length)..]), out _), Is.False);
    }

    /// <summary>A byte of an entry: type, three of where, place.</summary>
    [TestCase(0, 0, 1)]
    [TestCase(0, 4, 0)]
    [TestCase(9, 0, 0)]
    [TestCase(9, 0, 3)]
    [TestCase(9, 1, 255)]
    [TestCase(9, 4, 1)]
    public void TryOpen_EntryOfAnotherForm_IsNotOpened(int number, int place, byte value)
    {
        var file = (byte[])Signed.Clone();
        file[Table(file) + (5 * number) + place] = value;
        Assert.That(PdfFile.TryOpen(file, out _), Is.False);
    }

    [Test]
    public void TryOpen_ObjectsInTwoStreams_IsNotOpened()
    {
        var file = (byte[])Signed.Clone();
        var packed = Enumerable.Range(0, 200).First(number => file[Table(file) + (5 * number)] == 2);
        file[Table(file) + (5 * packed) + 3]++;
        Assert.That(PdfFile.TryOpen(file, out _), Is.False);
    }

    /// <summary>An object stream that lies in itself, or in another.</summary>
    [Test]
    public void TryOpen_ObjectStreamInAnObjectStream_IsNotOpened()
    {
        var file = (byte[])Signed.Clone();
        var packed = Enumerable.Range(0, 200).First(number => file[Table(file) + (5 * number)] == 2);
        var stream = file[Table(file) + (5 * packed) + 3];
        file.AsSpan(Table(file) + (5 * packed), 5).CopyTo(file.AsSpan(Table(file) + (5 * stream)));
        Assert.That(PdfFile.TryOpen(file, out _), Is.False);
    }

    [TestCase(@"/N \d+ ", "/N 300 ")]
    [TestCase(@"/N \d+ ", "/N 0 ")]
    [TestCase(@"/First \d+ ", "/First 9 ")]
    [TestCase(@"/First \d+ ", "/First 99999 ")]
    [TestCase("/Type /ObjStm ", "/Type /ObjStn ")]
    [TestCase("/Type /ObjStm ", "/Type /ObjStm /Extends 9 0 R ")]
    [TestCase("/Type /ObjStm ", "/Type /ObjStm /DecodeParms << /Predictor 12 >> ")]
    public void Resolve_OfAnObjectStreamOfAnotherForm_IsNothing(string from, string to)
    {
        var text = Encoding.Latin1.GetString(Signed);
        var changed = PackedFile.WithOffsets(new Regex($"(?<=<< [^>]*){from}(?=[^>]*/FlateDecode /Length [0-9]+ >>\nstream)").Replace(text, to, 1, text.IndexOf("/ObjStm", StringComparison.Ordinal) - 20));
        Assert.That(PdfFile.TryOpen(changed, out var file), Is.True);
        Assert.That(file!.Resolve(file.Trailer, "Root"), Is.Null);
        Assert.That(SignedPdf.TryRead(changed, out _, out _), Is.False);
    }

    /// <summary>The index of the stream: numbers and offsets.</summary>
    [TestCase(@"^(\d+) 0 ", "999 0 ")]
    [TestCase(@"^(\d+) 0 (\d+) (\d+) ", "$1 $3 $2 0 ")]
    [TestCase(@"^(\d+) 0 ", "$1 90000 ")]
    [TestCase(@"^(\d+) 0 ", "$1 ( ")]
    public void Resolve_OfAnIndexThatIsWrong_IsNothing(string from, string to)
    {
        var changed = PackedFile.Change(Signed, packed => Regex.Replace(packed, from, to));
        Assert.That(PdfFile.TryOpen(changed, out var file), Is.True);
        var first = Enumerable.Range(1, 100).First(number => Signed[Table(Signed) + (5 * number)] == 2 && Signed[Table(Signed) + (5 * number) + 4] == 0);
        Assert.That(file!.Resolve(new PdfReference(first)), Is.Null);
    }

    /// <summary>Unpacked it would be 60 MB; it is read to the limit and no farther.</summary>
    [Test]
    public void Resolve_OfAnObjectStreamThatUnpacksToMuch_AllocatesLittle()
    {
        var bomb = PackedFile.Change(Signed, packed => packed + new string(' ', 60 << 20));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(SignedPdf.TryRead(bomb, out _, out _), Is.False);
        Assert.That(PrintedFacts.Read(bomb), Is.Null);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(2 << 20));
    }

    /// <summary>Many objects, each as deep as one may be: the work is that of the bytes.</summary>
    [Test]
    public void Resolve_OfObjectsThatAreDeep_IsLinear()
    {
        var deep = PackedFile.Change(Signed, packed => packed + string.Concat(Enumerable.Repeat("[<<(", 10_000)));
        var before = PdfParser.Looked;
        Assert.That(PdfFile.TryOpen(deep, out var file), Is.True);
        for (var number = 1; number < 100; number++)
        {
            _ = file!.Resolve(new PdfReference(number));
        }

        Assert.That(PdfParser.Looked - before, Is.LessThan(4 * deep.Length));
    }

    /// <summary>Its offsets would be those of the unpacked bytes.</summary>
    [Test]
    public void TryRead_SignatureInTheObjectStream_IsRefused()
    {
        var text = Encoding.Latin1.GetString(Signed);
        var signature = Regex.Match(text, @"<< /Type /Sig .*?(?=\nendobj\n)", RegexOptions.Singleline).Value;
        var inField = PackedFile.Change(Signed, packed => Regex.Replace(packed, @"/V \d+ 0 R", _ => "/V " + signature));
        Assert.That(SignedPdf.TryRead(inField, out _, out _), Is.False);
    }

    /// <summary>What was read of a beginning counts for files that begin so, and for the same objects of it.</summary>
    [Test]
    public void TryOpen_OfABeginningReadBefore_ReadsTheSame()
    {
        var known = new KnownBeginning(Drafts.Composer.Skeleton);
        var (first, second) = (Drafts.Sign(Drafts.Certificate("张三")), Drafts.Sign(Drafts.Certificate("李四")));
        foreach (var (bytes, name) in new[] { (first, "张三"), (second, "李四"), (first, "张三") })
        {
            Assert.That(PdfFile.TryOpen(bytes, out var file, known), Is.True);
            Assert.That(PrintedFacts.Read(file!), Is.EqualTo(PrintedFacts.Read(bytes)).And.Property("Name").EqualTo(name));
        }

        var changed = PackedFile.Change(second, packed => packed.Replace("/Pages ", "/Pagos ", StringComparison.Ordinal));
        Assert.That(PdfFile.TryOpen(changed, out var other, known), Is.True);
        Assert.That(PrintedFacts.Read(other!), Is.Null);
    }

    private static int Table(byte[] file)
    {
        var at = file.AsSpan().LastIndexOf("/Type /XRef "u8);
        return at + file.AsSpan(at).IndexOf("stream\n"u8) + "stream\n"u8.Length;
    }
}
