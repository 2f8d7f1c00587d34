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
        var said = Read(file, name);
        if (Environment.GetEnvironmentVariable("CERTIFICATES_WRITE_DOCS") == "1")
        {
            var path = Path.Combine(Repository.Root, file);
            File.WriteAllText(path, File.ReadAllText(path).Replace(Begin(name) + said, Begin(name) + text, StringComparison.Ordinal));
            return;
        }

        Assert.That(said, Is.EqualTo(text), $"{file} is behind: run this test with CERTIFICATES_WRITE_DOCS=1");
    }

    /// <summary>What a part says.</summary>
    public static string Read(string file, string name)
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, file));
        var from = document.IndexOf(Begin(name), StringComparison.Ordinal) + Begin(name).Length;
        var to = document.IndexOf($"<!-- /{name} -->", from, StringComparison.Ordinal);
        Assert.That(to, Is.GreaterThan(from - 1), $"{file} has no part {name}");
        return document[from..to];
    }

    private static string Begin(string name) => $"<!-- {name} -->\n";
}
