using System.Text.RegularExpressions;

namespace Certificates.Tests.Documentation;

/// <summary>The table of SECURITY.md: no requirement is left out or told twice, and the tests it names are there.</summary>
internal sealed partial class SecurityPageTests
{
    /// <summary>
    /// OWASP ASVS 5.0.0, levels 1 and 2: how many requirements each section begins with that are not of level 3 alone. Within a section
    /// those of the lower levels come first.
    /// </summary>
    private const string Sections = """
        1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3
        6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2
        10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5
        14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2
        """;

    private static readonly string[] Rows =
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "SECURITY.md")).Where(line => Row().IsMatch(line))];

    [Test]
    public void Table_HasEveryRequirementOfLevelTwoOnce()
    {
        var asked = Sections.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(section => section.Split(':'))
            .SelectMany(section => Enumerable.Range(1, int.Parse(section[1], System.Globalization.CultureInfo.InvariantCulture)).Select(i => $"{section[0]}.{i}"))
            .ToList();

        Assert.That(asked, Has.Count.EqualTo(253));
        Assert.That(Rows.SelectMany(row => row.Split('|')[1].Split(',')).Select(number => number.Trim()), Is.EquivalentTo(asked));
    }

    [Test]
    public void Table_NamesTestsThatAreThere()
    {
        var classes = typeof(SecurityPageTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        var named = Rows.SelectMany(row => Name().Matches(row.Split('|')[4]).Select(match => match.Groups["name"].Value)).ToList();

        Assert.That(named, Is.Not.Empty);
        Assert.That(named.Where(name => !classes.Contains(name)), Is.Empty);
    }

    [GeneratedRegex(@"^\| \d+\.\d+\.\d+")]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[A-Za-z]+)`")]
    private static partial Regex Name();
}
