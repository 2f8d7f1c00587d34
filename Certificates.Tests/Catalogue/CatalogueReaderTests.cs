using Certificates.Core.Catalogue;
using Certificates.Core.Data;
using Certificates.Core.Directories;
using Certificates.Tests.Issuing;
using Certificates.Tests.Verifying;

namespace Certificates.Tests.Catalogue;

/// <summary>The lists are read anew when they changed, and not for every two hundred rows.</summary>
internal sealed class CatalogueReaderTests
{
    private static readonly string[] Lists = ["Occupation", "Direction", "InstitutionVersion", "Authorisation"];

    [Test]
    public async Task Lists_ReadTwice_AreReadOnce_AndAskedForTheirVersionEachTime()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        using var dialect = new TracingDialect(Path.Combine(issuing.Folder, "register.db"));
        var reader = new CatalogueReader(new Database(dialect));
        var first = await reader.ReadAsync(CancellationToken.None);
        var asked = dialect.Asked.Count;

        var second = await reader.ReadAsync(CancellationToken.None);

        Assert.That(second, Is.SameAs(first));
        Assert.That(Lists.Where(list => dialect.Asked.Take(asked).Any(statement => statement.Contains($"FROM {list}", StringComparison.Ordinal))), Is.EqualTo(Lists));
        Assert.That(dialect.Asked.Skip(asked).Where(statement => !statement.StartsWith("PRAGMA", StringComparison.Ordinal)), Is.EqualTo(new[] { "SELECT Next FROM IdSeries WHERE Name = 'DirectoryChange'" }));
    }

    [Test]
    public async Task Lists_ChangedThroughADirectory_ShowWithTheNextReading()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        var reader = issuing.Get<CatalogueReader>();
        var before = await reader.ReadAsync(CancellationToken.None);

        await issuing.Get<DirectoryEventStore>().ChangeAsync(
            write => write.ExecuteAsync("UPDATE InstitutionVersion SET Contact = 'x' WHERE InstitutionId = 1", null, CancellationToken.None), CancellationToken.None);
        var after = await reader.ReadAsync(CancellationToken.None);

        Assert.That(before.FindInstitution("0001", new DateOnly(2026, 11, 23))!.Contact, Is.Not.EqualTo("x"));
        Assert.That(after.FindInstitution("0001", new DateOnly(2026, 11, 23))!.Contact, Is.EqualTo("x"));
    }
}
