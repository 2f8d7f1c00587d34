using System.Globalization;
using System.Text;
using Certificates.Core.Files;
using Certificates.Core.Verifying;
using Certificates.Tests.Files;

namespace Certificates.Tests.Style;

/// <summary>A photo on the printed page, by the pixels an outside renderer draws of it.</summary>
internal sealed class TurnedPhotoTests
{
    private static readonly Lazy<Page> Upright = new(() => Render(BlockJpeg.Of(BlockJpeg.Letter())));

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    [TestCase(6)]
    [TestCase(7)]
    [TestCase(8)]
    public void Photo_LyingByAnOrientation_IsPrintedAsTheUprightOne(int orientation)
    {
        var turned = Render(BlockJpeg.Of(BlockJpeg.Letter(), orientation));

        Assert.That(Difference(turned, Upright.Value), Is.LessThan(1.5));
    }

    [Test]
    public void Photo_LyingWithoutItsOrientation_IsSeenToDiffer()
    {
        foreach (var orientation in (int[])[2, 3, 4])
        {
            var lying = Render(BlockJpeg.Of(BlockJpeg.Letter(), orientation, tells: false));
            Assert.That(Difference(lying, Upright.Value), Is.GreaterThan(10), $"{orientation}");
        }
    }

    [TestCase(1)]
    [TestCase(6)]
    [TestCase(7)]
    public void Photo_TakenOutOfThePdf_TellsHowItWasTurned(int orientation)
    {
        var file = BlockJpeg.Of(BlockJpeg.Letter(), orientation);
        Assert.That(Photo.TryParse(file, out var photo, out _), Is.True);

        var taken = CertificatePhoto.Of(Drafts.Sign(Drafts.Certificate(), photo));

        Assert.That(taken!.Value.ToArray(), Is.EqualTo(photo!.File.ToArray()));
        Assert.That(Photo.TryParse(taken.Value, out var again, out _), Is.True);
        Assert.That((int)again!.Orientation, Is.EqualTo(orientation));
    }

    [TestCase(40, 28, TestName = "Photo_OfOneInch_FillsTheFrame")]
    [TestCase(40, 30, TestName = "Photo_OfThreeToFour_FillsTheFrame")]
    [TestCase(42, 34, TestName = "Photo_OfAnIdentityCard_FillsTheFrame")]
    [TestCase(40, 34, TestName = "Photo_AsWideAsIsTaken_FillsTheFrame")]
    public void Frame_OfAPhotoOfAnotherShape_HasNoWhite(int rows, int columns)
    {
        var dark = new byte[rows, columns];
        var page = Render(BlockJpeg.Of(dark));

        Assert.That(page.Pixels.Count(grey => grey > 60), Is.Zero, "what is not photo is white");
    }

    [Test]
    public void Photo_HigherThanTheFrame_IsCutAtTheFoot()
    {
        var headAndFoot = new byte[40, 28];
        for (var column = 0; column < 28; column++)
        {
            (headAndFoot[0, column], headAndFoot[39, column]) = (200, 200);
        }

        var page = Render(BlockJpeg.Of(headAndFoot));

        Assert.That(page.Row(1), Has.All.GreaterThan(150));
        Assert.That(page.Row(page.Height - 2), Has.All.LessThan(60));
    }

    [Test]
    public void Photo_OfBeforeTheRulesOfShape_IsShownWhole()
    {
        var wide = new byte[30, 50];
        Assert.That(Photo.TryParseKept(BlockJpeg.Of(wide), out var photo, out _), Is.True);
        var page = Render(photo!);

        Assert.That(page.Row(2), Has.All.GreaterThan(240), "white above");
        Assert.That(page.Row(page.Height / 2), Has.All.LessThan(60), "from side to side");
    }

    private static double Difference(Page one, Page other) =>
        one.Pixels.Zip(other.Pixels).Average(pair => Math.Abs(pair.First - (double)pair.Second));

    private static Page Render(byte[] file)
    {
        Assert.That(Photo.TryParse(file, out var photo, out var refusal), Is.True, refusal?.Message);
        return Render(photo!);
    }

    /// <summary>What lies within the frame, a pixel inside of its line.</summary>
    private static Page Render(Photo photo)
    {
        const int Dpi = 200;
        var folder = Directory.CreateTempSubdirectory("certificate").FullName;
        var file = Path.Combine(folder, "certificate.pdf");
        File.WriteAllBytes(file, Drafts.Sign(Drafts.Certificate(), photo));
        string[] frame = [.. new[] { 232.4, 77.9, 25.2, 31.2 }.Select(mm => ((int)(mm / 25.4 * Dpi)).ToString(CultureInfo.InvariantCulture))];
        Tool.Run(
            "pdftoppm", "-r", $"{Dpi}", "-gray", "-singlefile", "-x", frame[0], "-y", frame[1], "-W", frame[2], "-H", frame[3], file,
            Path.Combine(folder, "photo"));
        var page = Page.Read(File.ReadAllBytes(Path.Combine(folder, "photo.pgm")));
        Directory.Delete(folder, recursive: true);
        return page;
    }

    private sealed record Page(int Width, int Height, byte[] Pixels)
    {
        public IEnumerable<int> Row(int row) => Pixels.Skip(row * Width).Take(Width).Select(grey => (int)grey);

        /// <summary>A binary PGM, whose head has three lines.</summary>
        public static Page Read(byte[] file)
        {
            var head = Encoding.ASCII.GetString(file, 0, 30).Split('\n');
            int[] size = [.. head[1].Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
            return new Page(size[0], size[1], file[^(size[0] * size[1])..]);
        }
    }
}
