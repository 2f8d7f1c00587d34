using Certificates.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Certificates.Tests.Web;

internal sealed class SecretFilesTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("certificates-secrets-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void File_NamedAsASetting_OverrulesTheOthers()
    {
        File.WriteAllText(Path.Combine(_folder, "Storage__ConnectionString"), "Server=db;Password= p \n");
        File.WriteAllText(Path.Combine(_folder, "Signing__Pdf__Password"), "");
        File.WriteAllBytes(Path.Combine(_folder, "pdf.pfx"), [0x30, 0x82]);
        using var configuration = Configuration(_folder);
        configuration.AddSecretFiles();

        Assert.That(configuration["Storage:ConnectionString"], Is.EqualTo("Server=db;Password= p "));
        Assert.That(configuration["Signing:Pdf:Password"], Is.Empty);
        Assert.That(configuration["pdf.pfx"], Is.Null);
    }

    [Test]
    public void Folder_ThatIsNotThere_IsRefusedByItsKey()
    {
        using var configuration = Configuration(Path.Combine(_folder, "nowhere"));

        Assert.That(configuration.AddSecretFiles, Throws.TypeOf<OptionsValidationException>().With.Message.Contains("SecretsDirectory"));
    }

    [Test]
    public void Folder_NotAskedFor_IsNotLookedFor()
    {
        using var configuration = Configuration(null);

        Assert.That(configuration.AddSecretFiles, Throws.Nothing);
    }

    private static ConfigurationManager Configuration(string? folder)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("SecretsDirectory", folder), new("Storage:ConnectionString", "Data Source=register.db")]);
        return configuration;
    }
}
