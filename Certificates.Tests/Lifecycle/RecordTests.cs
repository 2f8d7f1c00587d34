using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Log;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Lifecycle;

/// <summary>What is kept of a change, who may read it, and that nobody can take it back.</summary>
[TestFixture]
internal sealed class RecordTests
{
    private BothServices _services = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _services = await BothServices.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    [Test]
    public async Task Event_OfAChange_IsReadByWhoMayAndSaysWhoAskedAndWhoDecided()
    {
        var issued = (await _services.IssueAsync())[0];
        var request = await BothServices.DoneAsync(_services.ChangeAsync("operator", issued.Number, "suspension"), 202);
        var approved = await BothServices.DoneAsync(_services.PostAsync("approver2", $"/v1/requests/{request["id"]}/approval"));

        foreach (var role in (string[])["operator", "approver", "authority", "auditor"])
        {
            var last = (await _services.GetAsync(role, $"/v1/certificates/{issued.Number}"))["events"]![1]!;
            Assert.Multiple(() =>
            {
                Assert.That(((string)last["kind"]!, (string)last["category"]!), Is.EqualTo(("suspended", "complaint")));
                Assert.That((string)last["reason"]!, Does.StartWith(BothServices.Secret));
                Assert.That((string)last["evidenceSha256"]!, Is.EqualTo(new string('a', 64)));
                Assert.That(((long)last["actorKeyId"]!, (long)last["secondKeyId"]!), Is.EqualTo(((long)request["requestedBy"]!, (long)approved["decidedBy"]!)));
            });
        }
    }

    [Test]
    public async Task Leaf_OfAChange_IsOverWhatIsTold()
    {
        var issued = (await _services.IssueAsync())[0];
        var record = await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, "revocation", "cheating"));
        var told = record["events"]![1]!;
        var stored = await Database.FindAsync<StoredEvent>(
            "SELECT Salt, Leaf, TextCipher FROM CertificateEvent WHERE Kind = 'revoked' AND CertificateId = (SELECT Id FROM Certificate WHERE Number = @number)",
            new { number = issued.Number },
            CancellationToken.None);
        Assert.That(CertificateNumber.TryParse(issued.Number, out var number, out _), Is.True);
        var text = Encoding.UTF8.GetBytes((string)told["reason"]!);

        var leaf = new EventLeaf(
            number!,
            1,
            "revoked",
            (DateTimeOffset)told["at"]!,
            (long)told["actorKeyId"]!,
            null,
            "cheating",
            SHA256.HashData([.. stored!.Salt, .. text]),
            Convert.FromHexString((string)told["evidenceSha256"]!));

        Assert.That(leaf.Hash(), Is.EqualTo(stored.Leaf));
        Assert.That(stored.TextCipher.AsSpan().IndexOf(text), Is.Negative);
    }

    [Test]
    public async Task Evidence_ThatWasNotNamed_IsNull()
    {
        var issued = (await _services.IssueAsync())[0];
        var record = await BothServices.DoneAsync(
            _services.PostAsync("authority", $"/v1/certificates/{issued.Number}/suspension", new { category = "other", reason = "x" }));

        Assert.That(record["events"]![1]!["evidenceSha256"], Is.Null);
        Assert.That(await _services.Api.CountAsync("SELECT COUNT(*) FROM CertificateEvent WHERE LENGTH(EvidenceHash) = 0"), Is.Zero);
    }

    [TestCase("UPDATE CertificateEvent SET Category = 'other'")]
    [TestCase("DELETE FROM CertificateEvent WHERE Kind = 'suspended'")]
    public async Task Event_OnceWritten_CannotBeChanged(string statement)
    {
        var issued = (await _services.IssueAsync())[0];
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, "suspension"));

        Assert.That(() => _services.Api.ExecuteAsync(statement), Throws.InstanceOf<DbException>().With.Message.Contains("append-only"));
    }

    [Test]
    public async Task Reason_OfAnyChange_StandsInNoLogLine()
    {
        var issued = (await _services.IssueAsync())[0];
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, "suspension"));
        await BothServices.RefusedAsync(_services.ChangeAsync("authority", issued.Number, "suspension"), 409, "move_not_allowed");
        await new PublicView(_services, issued.Number, 1, issued.Name).VerdictsAsync();

        Assert.That(_services.Api.Logs.Text, Does.Not.Contain(BothServices.Secret));
        Assert.That(_services.Site.Log.Lines, Has.None.Contains(BothServices.Secret));
    }

    [Test]
    public async Task LiveIndex_WhereTheTwinCameBetween_HasTheLastWord()
    {
        // the row of the other is made to look live past every check, as one that another process wrote a moment ago would
        var issued = await _services.IssueAsync(2);
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[0].Number, "revocation"));
        await _services.Api.ExecuteAsync($"""
            CREATE TRIGGER Twin BEFORE UPDATE OF Status ON Certificate WHEN NEW.Number = '{issued[0].Number}' AND NEW.Status = 1
            BEGIN
                UPDATE Certificate SET HolderKey = NEW.HolderKey, PassportNameKey = NEW.PassportNameKey WHERE Number = '{issued[1].Number}';
            END
            """);

        await BothServices.RefusedAsync(_services.ChangeAsync("authority", issued[0].Number, "restoration", "court_order"), 409, "certificate_exists");

        await _services.Api.ExecuteAsync("DROP TRIGGER Twin");
        Assert.That((string)(await _services.RecordAsync(issued[0].Number))["status"]!, Is.EqualTo("revoked"));
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[0].Number, "restoration", "court_order"));
    }

    private Database Database => _services.Api.Services.GetRequiredService<Database>();

    private sealed class StoredEvent
    {
        public required byte[] Salt { get; init; }
        public required byte[] Leaf { get; init; }
        public required byte[] TextCipher { get; init; }
    }
}
