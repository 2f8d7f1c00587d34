using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Api.Demo;

/// <summary>What somebody with a database client does to the register of a running demo is refused at the next question.</summary>
[Category(Categories.Process)]
[Platform("Unix")]
[UnsupportedOSPlatform("windows")]
internal sealed class DemoEditTests
{
    private static readonly (string What, string Sql)[] Edits =
    [
        ("another grade", "UPDATE Certificate SET Grade = Grade % 3 + 1 WHERE Id = @id"),
        ("another name", "UPDATE CertificateVersion SET Name = '张三', NameKey = '张三' WHERE CertificateId = @id"),
        ("another occupation", "UPDATE CertificateVersion SET OccupationName = '另一职业' WHERE CertificateId = @id"),
        ("another institution", "UPDATE CertificateVersion SET InstitutionName = '另一机构' WHERE CertificateId = @id"),
        ("another day", "UPDATE Certificate SET IssuedOn = date(IssuedOn, '-1 day') WHERE Id = @id"),
        ("a status", "UPDATE Certificate SET Status = 3 WHERE Id = @id"),
        ("a status that hides it", "UPDATE Certificate SET Status = 0 WHERE Id = @id"),
        ("no seal", "UPDATE Certificate SET Seal = NULL WHERE Id = @id"),
        ("another's seal", "UPDATE Certificate SET Seal = (SELECT Seal FROM Certificate WHERE Id = @id - 1) WHERE Id = @id"),
    ];

    private readonly DemoProcess _demo = new();

    private string Data => Path.Combine(_demo.Folder, "data");

    [SetUp]
    public void MakeFolder() => _demo.MakeFolder();

    [TearDown]
    public void RemoveFolder() => _demo.RemoveFolder();

    [Test]
    public async Task Register_EditedUnderARunningDemo_IsRefusedAtTheNextQuestion()
    {
        var (api, site) = (FreePort.Address(), FreePort.Address());
        await _demo.RunAsync(api, site, async () =>
        {
            using var client = new HttpClient();
            await using var register = new SqliteConnection($"Data Source={Path.Combine(Data, "register.db")};Pooling=False");
            await register.OpenAsync();
            var people = await PeopleAsync(register);
            var neighbour = people[^1];
            foreach (var ((what, sql), person) in Edits.Zip(people))
            {
                Assert.That(await AskAsync(client, site, person), Is.EqualTo("valid"), what);
                await ExecuteAsync(register, sql, person.Id);
                Assert.That(await AskAsync(client, site, person), Is.EqualTo("unavailable"), what);
                Assert.That(await AskAsync(client, site, person with { Name = "李四" }), Is.EqualTo("unavailable"), what);
                Assert.That(await AskAsync(client, site, neighbour), Is.EqualTo("valid"), what);
            }

            await AssertTakenBackAsync(client, api, site, register, people[Edits.Length]);
            await AssertNobodyIsLetInAsync(client, api, register);
            using var health = await client.GetAsync(new Uri($"{site}/health/ready"));
            Assert.That(health.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await health.Content.ReadAsStringAsync(), Does.Contain("Degraded").And.Contain("certificates that were asked for"));
            await AssertAllAreNamedAsync(register, people);
            return true;
        });
    }

    /// <summary>A revocation whose row is put back as it was, seal and all; its event stands.</summary>
    private async Task AssertTakenBackAsync(HttpClient client, string api, string site, SqliteConnection register, Person person)
    {
        await ExecuteAsync(register, "CREATE TABLE Kept AS SELECT * FROM Certificate WHERE Id = @id", person.Id);
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Data, "demo-keys.json")))!;
        using var asked = new HttpRequestMessage(HttpMethod.Post, new Uri($"{api}/v1/certificates/{person.Number}/revocation"))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", keys["authority"]!.GetValue<string>()) },
            Content = JsonContent.Create(new { category = "cheating", reason = "test" }),
        };
        using var revoked = await client.SendAsync(asked);
        Assert.That(revoked.IsSuccessStatusCode, Is.True, await revoked.Content.ReadAsStringAsync());
        Assert.That(await AskAsync(client, site, person), Is.EqualTo("not_valid"));

        await ExecuteAsync(
            register,
            "UPDATE Certificate SET (Status, StatusChangedAt, StatusCategory, RowVersion, Seal) = "
                + "(SELECT Status, StatusChangedAt, StatusCategory, RowVersion, Seal FROM Kept) WHERE Id = @id; DROP TABLE Kept",
            person.Id);

        Assert.That(await AskAsync(client, site, person), Is.EqualTo("unavailable"), "put back with its old seal");
    }

    /// <summary>By an audit, beside the running demo: what was refused at once, and what no question can tell.</summary>
    private async Task AssertAllAreNamedAsync(SqliteConnection register, IReadOnlyList<Person> people)
    {
        var (forgotten, gone) = (people[Edits.Length], people[Edits.Length + 1]);
        await ExecuteAsync(
            register,
            "DROP TRIGGER CertificateEvent_NoDelete; DELETE FROM CertificateEvent WHERE CertificateId = @id AND Kind = 'revoked'",
            forgotten.Id);
        await ExecuteAsync(
            register,
            "PRAGMA foreign_keys = OFF; DELETE FROM CertificateEvent WHERE CertificateId = @id; "
                + "DELETE FROM CertificateVersion WHERE CertificateId = @id; DELETE FROM Certificate WHERE Id = @id",
            gone.Id);

        var (exit, said) = await AuditAsync();

        var named = said.Split('\n').Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.That(exit, Is.EqualTo(1), said);
        Assert.That(people.Take(Edits.Length + 1).Select(person => person.Number), Is.SubsetOf(named), said);
        Assert.That(people.Skip(Edits.Length + 2).Where(person => named.Contains(person.Number)), Is.Empty, said);
        Assert.That(said, Does.Contain($"{forgotten.Number}: events_differ").And.Contain($"Certificate {gone.Id} has leaves, and is not in the register"));
    }

    private async Task<(int Exit, string Said)> AuditAsync()
    {
        string[] args =
        [
            Path.Combine(TestContext.CurrentContext.TestDirectory, "Certificates.Api.dll"), "audit", $"--DataDirectory={Data}",
            "--Storage:IsSpecimen=true", "--Verification:BaseUrl=http://127.0.0.1:1",
        ];
        using var audit = Process.Start(new ProcessStartInfo("dotnet", args) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = await audit.StandardOutput.ReadToEndAsync();
        await audit.WaitForExitAsync();
        return (audit.ExitCode, said);
    }

    private static async Task AssertNobodyIsLetInAsync(HttpClient client, string api, SqliteConnection register)
    {
        const string secret = "zjk_of-somebody-with-a-database-client";
        await using var put = register.CreateCommand();
        put.CommandText = "UPDATE ApiKey SET Hash = @hash WHERE Id = (SELECT MIN(Id) FROM ApiKey WHERE Role = 'authority')";
        put.Parameters.AddWithValue("@hash", SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        Assert.That(await put.ExecuteNonQueryAsync(), Is.EqualTo(1));
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri($"{api}/v1/batches"))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", secret) },
        };
        using var answer = await client.SendAsync(asked);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private static async Task<string?> AskAsync(HttpClient client, string site, Person person)
    {
        using var answer = await client.PostAsJsonAsync(new Uri($"{site}/v1/verifications"), new { number = person.Number, name = person.Name });
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())?["verdict"]?.GetValue<string>();
    }

    private static async Task<IReadOnlyList<Person>> PeopleAsync(SqliteConnection register)
    {
        await using var command = register.CreateCommand();
        command.CommandText = """
            SELECT c.Id, c.Number, v.Name FROM Certificate c JOIN CertificateVersion v ON v.CertificateId = c.Id
            WHERE c.Status = 1 AND c.Kind = 'Z' AND c.Id > 1 ORDER BY c.Id LIMIT 20
            """;
        await using var rows = await command.ExecuteReaderAsync();
        var people = new List<Person>();
        while (await rows.ReadAsync())
        {
            people.Add(new Person(rows.GetInt64(0), rows.GetString(1), rows.GetString(2)));
        }

        return people;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "The edits stand above.")]
    private static async Task ExecuteAsync(SqliteConnection register, string sql, long id)
    {
        await using var command = register.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@id", id);
        await command.ExecuteNonQueryAsync();
    }

    private sealed record Person(long Id, string Number, string Name);
}
