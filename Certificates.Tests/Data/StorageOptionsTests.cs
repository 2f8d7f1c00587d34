using Certificates.Core.Data;

namespace Certificates.Tests.Data;

internal sealed class StorageOptionsTests
{
    private const string Good = "Server=db.example.cn;Database=Certificates;User ID=issuer;Password=secret";

    [TestCase("Sqlite", "", "", null)]
    [TestCase("SqlServer", Good, "", null)]
    [TestCase("SqlServer", Good, "Server=db;Database=Desk", null)]
    [TestCase("Oracle", "", "", "Storage:Provider")]
    [TestCase("SqlServer", "", "", "Storage:ConnectionString is empty")]
    [TestCase("SqlServer", "Database=Certificates;Password=secret", "", "Storage:ConnectionString names no server")]
    [TestCase("SqlServer", "Server=db;Password=secret", "", "Storage:ConnectionString names no database")]
    [TestCase("SqlServer", "Servr=db;Password=secret", "", "Storage:ConnectionString is no connection string")]
    [TestCase("SqlServer", Good, "Server=db", "Storage:DeskConnectionString names no database")]
    public void Options_AreCheckedAtStart_AndTheKeyIsNamed(string provider, string register, string desk, string? told)
    {
        var options = new StorageOptions { Provider = provider, ConnectionString = register, DeskConnectionString = desk };

        var result = new StorageOptionsValidator().Validate(null, options);

        Assert.That(result.Succeeded, Is.EqualTo(told is null));
        Assert.That(result.FailureMessage ?? "", Does.Contain(told ?? "").And.Not.Contain("secret"));
    }
}
