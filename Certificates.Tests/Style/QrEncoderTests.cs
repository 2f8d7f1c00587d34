using Certificates.Core.Style.Qr;
using QRCoder;

namespace Certificates.Tests.Style;

/// <summary>The symbols are module for module those of another encoder, mask and all.</summary>
internal sealed class QrEncoderTests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int QuietZone = 4;

    [Test]
    public void Symbol_OfAnyText_IsThatOfAnotherEncoder()
    {
        var random = new Random(18004);
        foreach (var length in Enumerable.Range(1, 300).Concat([331, 332, 477, 560, 700, 701, 969, 970]))
        {
            // from digits alone another encoder would choose another mode
            var text = "A" + new string(random.GetItems<char>(Alphabet, length - 1));

            Assert.That(Drawn(text), Is.EqualTo(Expected(text)), text);
        }
    }

    [Test]
    public void Symbol_OfMoreThanItHolds_IsRefused() =>
        Assert.That(() => QrEncoder.Encode(new string('A', 971)), Throws.ArgumentException);

    [TestCase("https://verify.example.cn")]
    [TestCase("陈")]
    public void Symbol_OfCharactersWithoutCode_IsRefused(string text) =>
        Assert.That(() => QrEncoder.Encode(text), Throws.ArgumentException.With.Message.Contains("U+"));

    private static string Drawn(string text)
    {
        var modules = QrEncoder.Encode(text);
        return Rows(modules.Size, (row, column) => modules[row, column]);
    }

    private static string Expected(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var matrix = data.ModuleMatrix;
        return Rows(matrix.Count - (2 * QuietZone), (row, column) => matrix[row + QuietZone][column + QuietZone]);
    }

    private static string Rows(int size, Func<int, int, bool> isDark) => string.Join(
        '\n', Enumerable.Range(0, size).Select(row => string.Concat(Enumerable.Range(0, size).Select(column => isDark(row, column) ? '#' : '.'))));
}
