using System.Text.RegularExpressions;

namespace Certificates.Tests.Architecture;

/// <summary>What is kept in the repository holds no secret: keys, passwords, tokens of ours or of others.</summary>
internal sealed partial class SecretTests
{
    private static readonly string[] KeyFiles = [".pfx", ".p12", ".key", ".pem", ".db", ".jks", ".kdbx"];

    /// <summary>Read whole: larger files are pictures, fonts and archives.</summary>
    private const int LongestText = 2_000_000;

    private static IEnumerable<string> Files => Tool.Run("git", "-C", Repository.Root, "ls-files").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Test]
    public void Repository_HasNoKeyFile() =>
        Assert.That(Files.Where(file => KeyFiles.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)), Is.Empty);

    [Test]
    public void Repository_HasNoSecretInItsTexts() => Assert.That(
        Files.Select(file => (file, path: Path.Combine(Repository.Root, file)))
            .Where(entry => new FileInfo(entry.path) is { Exists: true, Length: < LongestText })
            .SelectMany(entry => Secret().Matches(File.ReadAllText(entry.path)).Select(found => $"{entry.file}: {found.Value[..Math.Min(found.Length, 20)]}…")),
        Is.Empty);

    /// <summary>What was once kept can be read for ever, whatever is taken away later.</summary>
    [Test]
    public void History_HasNoSecretInItsTexts()
    {
        var log = Tool.Run("git", "-C", Repository.Root, "log", "-p", "--unified=0", "--no-color", "--no-ext-diff", "HEAD");
        var added = log.Split('\n').Where(line => line.StartsWith('+'));
        Assert.That(added.SelectMany(line => Secret().Matches(line).Select(found => found.Value[..Math.Min(found.Length, 12)])).Distinct(StringComparer.Ordinal), Is.Empty);
    }

    [TestCase("-----BEGIN EC PRIVATE" + " KEY-----\nMHcCAQEEI")]
    [TestCase("Password=" + "Tr0ub4dor&3xyz;")]
    [TestCase("AKIA" + "IOSFODNN7EXAMPLQ")]
    [TestCase("ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a")]
    [TestCase("zjk_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v")]
    [TestCase("eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U")]
    public void Search_OfASecret_FindsIt(string text) => Assert.That(Secret().IsMatch(text), Is.True);

    [TestCase("Password=%s;")]
    [TestCase("Password={password}")]
    [TestCase("password=…")]
    [TestCase("Password=<the password>")]
    public void Search_OfAPlaceholder_FindsNothing(string text) => Assert.That(Secret().IsMatch(text), Is.False);

    [GeneratedRegex(
        "-----BEGIN [A-Z ]*PRIVATE KEY-----\\s*\\r?\\n?[A-Za-z0-9+/=]{8}|\\b(?:password|pwd)\\s*=\\s*(?!%s|\\$|<|\\{|…)[A-Za-z0-9][^\\s;\"',{}]{9,};"
        + "|\\bAKIA[0-9A-Z]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{36}\\b|\\bzjk_[A-Za-z0-9_-]{43}\\b|\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{20,}",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Secret();
}
