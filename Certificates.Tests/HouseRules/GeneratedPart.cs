namespace Certificates.Tests.HouseRules;

/// <summary>Parts of the docs that tests write, between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>.</summary>
internal static class GeneratedPart
{
    /// <summary>Requires that a part says what it should; where CERTIFICATES_WRITE_DOCS is 1, writes it first.</summary>
    /// <param name="file">Path from the repository's root.</param>
    /// <param name="name">The part.</param>
    /// <param name="text">What it should say, ending in a line break.</param>
    public static void Require(string file, string name, string text)
    {
        var path = Path.Combine(Repository.Root, file);
        var (begin, end) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var document = File.ReadAllText(path);
        var from = document.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = document.IndexOf(end, from, StringComparison.Ordinal);
        Assert.That(to, Is.GreaterThan(from - 1), $"{file} has no part {name}");
        if (Environment.GetEnvironmentVariable("CERTIFICATES_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, document[..from] + text + document[to..]);
            return;
        }

        Assert.That(document[from..to], Is.EqualTo(text), $"{file} is behind: run this test with CERTIFICATES_WRITE_DOCS=1");
    }
}
