namespace Certificates.Tests.HouseRules;

/// <summary>How large things may grow. Each test prints the figure it holds; the length of functions is held by the build (MA0051).</summary>
internal sealed class HouseRulesSizeTests
{
    private static int Median
    {
        get
        {
            var sizes = Source.Product.Select(file => file.Lines.Length).Order().ToList();
            return sizes[sizes.Count / 2];
        }
    }

    [Test]
    public void Product_IsCounted()
    {
        var lines = Source.Product.Sum(file => file.Lines.Length);
        TestContext.Out.WriteLine($"{Source.Product.Count} files, {lines} lines, median {Median}, largest {Source.Product.Max(file => file.Lines.Length)}");

        Assert.That(Source.Product, Is.Not.Empty);
    }

    [Test]
    public void Files_Have60LinesInTheMiddle() => Assert.That(Median, Is.LessThanOrEqualTo(60));

    [Test]
    public void File_HasAtMost300Lines() =>
        Assert.That(Source.Product.Where(file => file.Lines.Length > 300).Select(file => file.Path), Is.Empty);

    [Test]
    public void Line_HasAtMost140Characters()
    {
        var wide = from file in Source.Product
                   from line in file.CodeLines
                   where line.Text.Length > 140
                   select $"{file.Path}:{line.Number}";

        Assert.That(string.Join('\n', wide), Is.Empty);
    }

    [Test]
    public void Folder_HasAtMost30Files()
    {
        var folders = Source.Product.CountBy(file => file.Folder, StringComparer.Ordinal).OrderByDescending(folder => folder.Value).ToList();
        TestContext.Out.WriteLine($"fullest folder: {folders[0].Key}, {folders[0].Value} files");

        Assert.That(folders.Where(folder => folder.Value > 30).Select(folder => folder.Key), Is.Empty);
    }

    [Test]
    public void Root_HasAtMost12Nouns()
    {
        var nouns = Source.Product.Where(file => file.Folder == "Certificates.Core").Select(file => Path.GetFileNameWithoutExtension(file.Path)).ToList();
        TestContext.Out.WriteLine($"root: {string.Join(", ", nouns)}");

        Assert.That(nouns, Has.Count.InRange(1, 12));
    }
}
