using System.Net;
using Certificates.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Certificates.Tests.Verify;

/// <summary>Settings of the site, right and wrong, and what a caller's own headers do not change.</summary>
[Category(Categories.Faults)]
internal sealed class SiteSettingTests
{
    [TestCase("Proxies", "127.0.0.1")]
    [TestCase("Proxies", "10.0.0.0/8, 127.0.0.1")]
    [TestCase("Proxies:0", "127.0.0.1")]
    public async Task Proxies_AsAListOrOneValue_AreBelieved(string key, string value)
    {
        await using var site = await TestSite.StartAsync((key, value), ("Limits:RequestsPerMinute", "300"));
        using var client = site.Client();
        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(async i =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/catalogue");
            request.Headers.Add("X-Forwarded-For", $"198.51.{i % 100}.7");
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }));
        Assert.That(answers, Is.All.EqualTo(HttpStatusCode.OK), "each visitor counts for itself");
    }

    [TestCase("foo")]
    [TestCase("127.0.0.1, foo")]
    public void Proxies_ThatAreNoAddress_StopTheStart(string value) => Assert.That(
        () => StartAndStopAsync(("Proxies", value)),
        Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("Proxies has 'foo'"));

    [Test]
    public void Desk_ThatIsNoDatabase_StopsTheStart()
    {
        var folder = Directory.CreateTempSubdirectory("certificates-desk-").FullName;
        File.WriteAllText(Path.Combine(folder, "desk.db"), new string('x', 5000));
        Assert.That(
            () => StartAndStopAsync(("Storage:DeskConnectionString", $"Data Source={folder}/desk.db")),
            Throws.InstanceOf<RegisterDamagedException>().With.Message.Contains("desk.db is damaged"));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void Desk_ThatIsARegister_StopsTheStart()
    {
        var copy = Directory.CreateTempSubdirectory("certificates-desk-").FullName;
        using (var register = new SqliteConnection($"Data Source={Path.Combine(TestRegister.Folder, "register.db")};Pooling=False"))
        {
            register.Open();
            using var vacuum = register.CreateCommand();
            vacuum.CommandText = "VACUUM INTO @desk";
            vacuum.Parameters.AddWithValue("@desk", Path.Combine(copy, "desk.db"));
            vacuum.ExecuteNonQuery();
        }

        Assert.That(
            () => StartAndStopAsync(("Storage:DeskConnectionString", $"Data Source={copy}/desk.db")),
            Throws.InstanceOf<InvalidOperationException>().With.Message.Contains("Storage:DeskConnectionString"));
        Directory.Delete(copy, recursive: true);
    }

    [TestCase("/HEALTH/READY")]
    [TestCase("/Health/ready")]
    public async Task Health_SpeltOtherwise_IsNotThere(string path)
    {
        await using var site = await TestSite.StartAsync();
        using var client = site.Client();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static async Task StartAndStopAsync(params (string Key, string Value)[] settings)
    {
        var site = await TestSite.StartAsync(settings);
        await site.DisposeAsync();
    }

    [Test]
    public async Task OpenApi_OfAnyHost_DoesNotNameIt()
    {
        await using var site = await TestSite.StartAsync();
        using var client = site.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        request.Headers.Host = "evil.example";
        using var answer = await client.SendAsync(request);
        var document = await answer.Content.ReadAsStringAsync();
        Assert.That(document, Does.Not.Contain("evil.example").And.Contain("/v1/verifications"));

        // what the tests map beside the site's own calls is nobody's
        var faults = Reference.ReferenceShape.Faults(System.Text.Json.Nodes.JsonNode.Parse(document)!);
        Assert.That(faults.Where(fault => !fault.Contains("/sample", StringComparison.Ordinal)), Is.Empty);
    }
}
