using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Certificates.Core.Data;
using Certificates.Core.Register.StatusLists;
using Certificates.Core.Signing;
using Certificates.Tests.Style.Golden;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Lifecycle;

/// <summary>The status list as somebody without a network reads it: by docs/trust.md, the published keys and the printed codes alone.</summary>
internal sealed class StatusListTests
{
    private BothServices _services = null!;

    private StatusListSigner Signer => _services.Api.Services.GetRequiredService<StatusListSigner>();

    private Database Register => _services.Api.Services.GetRequiredService<Database>();

    [SetUp]
    public async Task OpenAsync() => _services = await BothServices.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    [Test]
    public async Task List_AfterChanges_HoldsWhatEndedAndNothingElse()
    {
        var issued = await _services.IssueAsync(5);
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[0].Number, "revocation"));
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[1].Number, "suspension"));
        await BothServices.DoneAsync(_services.CorrectAsync("authority", issued[2].Number, new { name = "余敏婧" }));
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[3].Number, "suspension"));
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[3].Number, "restoration"));

        var list = await SignedAsync();
        Assert.Multiple(async () =>
        {
            Assert.That(list, Does.Contain(await PrefixAsync(issued[0].Number, 1)), "revoked");
            Assert.That(list, Does.Contain(await PrefixAsync(issued[1].Number, 1)), "suspended");
            Assert.That(list, Does.Contain(await PrefixAsync(issued[2].Number, 1)), "superseded");
            Assert.That(list, Has.Count.EqualTo(3), "neither the correction, nor what was restored, nor what nobody touched");
            Assert.That(list, Does.Not.Contain(await PrefixAsync(issued[4].Number, 1)));
        });
    }

    [Test]
    public async Task Certificate_PutInForceAgain_IsOffTheNextList()
    {
        var issued = (await _services.IssueAsync())[0];
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, "suspension"));
        Assert.That(await SignedAsync(), Has.Count.EqualTo(1));
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, "restoration"));

        Assert.That(await SignedAsync(), Is.Empty);
    }

    [Test]
    public async Task Sign_WithinTheMinute_LeavesTheListOfAnotherProcess()
    {
        await SignedAsync();

        Assert.That(await Signer.SignAsync(CancellationToken.None), Is.False);
    }

    [Test]
    public async Task TokenInForce_ThatBeginsLikeOneThatEnded_StopsTheList()
    {
        var issued = await _services.IssueAsync(2);
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[0].Number, "revocation"));
        var alike = $"{await PrefixAsync(issued[0].Number, 1)}{new string('0', 40)}";
        await _services.Api.ExecuteAsync(
            $"""
            UPDATE CertificateVersion SET TokenHash = x'{alike}'
            WHERE CertificateId = (SELECT Id FROM Certificate WHERE Number = '{issued[1].Number}')
            """);
        await ForgetAsync();

        await Assert.ThatAsync(
            () => Signer.SignAsync(CancellationToken.None),
            Throws.InvalidOperationException.With.Message.Contains("begins like one that is not in force").And.Message.Not.Contains(issued[1].Number));
    }

    [Test]
    public async Task Read_AnyByteChangedOrCut_IsNone()
    {
        var issued = (await _services.IssueAsync())[0];
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, "revocation"));
        await SignedAsync();
        var body = await _services.Public.GetByteArrayAsync("/status/list");
        var keys = new PublicKeyRing(await _services.Api.Services.GetRequiredService<SigningKeyStore>().ListAsync(CancellationToken.None));

        Assert.That(StatusList.TryRead(body, keys, out var list), Is.True);
        Assert.That((list!.Count, list.Contains(await HashAsync(issued.Number, 1))), Is.EqualTo((1, true)));
        for (var i = 0; i < body.Length; i++)
        {
            var other = (byte[])body.Clone();
            other[i] ^= 0x10;
            Assert.That(StatusList.TryRead(other, keys, out _), Is.False, $"byte {i}");
            Assert.That(StatusList.TryRead(body.AsSpan(0, i), keys, out _), Is.False, $"cut at {i}");
        }
    }

    /// <summary>Signs now, whatever the worker did, and reads what the site serves.</summary>
    private async Task<IReadOnlyList<string>> SignedAsync()
    {
        await ForgetAsync();
        await Signer.SignAsync(CancellationToken.None);
        using var answer = await _services.Public.GetAsync("/status/list");
        Assert.That((answer.StatusCode, answer.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.OK, "application/octet-stream")));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/status/list") { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
        using var unchanged = await _services.Public.SendAsync(again);
        Assert.That(unchanged.StatusCode, Is.EqualTo(HttpStatusCode.NotModified), "a list that is held is not sent again");
        return await ReadAsync(await answer.Content.ReadAsByteArrayAsync());
    }

    private Task<int> ForgetAsync() => Register.ExecuteAsync("UPDATE StatusList SET SignedAt = NULL", null, CancellationToken.None);

    /// <summary>The prefixes of a list, in hexadecimal; everything the form promises is held.</summary>
    private async Task<IReadOnlyList<string>> ReadAsync(byte[] body)
    {
        var keys = JsonNode.Parse(await _services.Public.GetStringAsync("/v1/keys"))!["keys"]!.AsArray();
        var key = keys.Single(each => (string)each!["kid"]! == Convert.ToHexStringLower(body.AsSpan(4, 8)))!;
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String((string)key["x5c"]![0]!));
        using var verifier = certificate.GetECDsaPublicKey()!;
        var count = BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(20));
        var prefixes = Enumerable.Range(0, (int)count).Select(i => Convert.ToHexString(body.AsSpan(24 + (12 * i), 12))).ToList();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(body.AsSpan(12)));
        Assert.Multiple(() =>
        {
            Assert.That((Encoding.ASCII.GetString(body, 0, 4), (string)key["purpose"]!), Is.EqualTo(("CSL1", "status")));
            Assert.That(body, Has.Length.EqualTo(24 + (12 * count) + 64));
            Assert.That(verifier.VerifyData(body.AsSpan(0, body.Length - 64), body.AsSpan(body.Length - 64), HashAlgorithmName.SHA256), Is.True);
            Assert.That(prefixes, Is.Ordered.Using((System.Collections.IComparer)StringComparer.Ordinal).And.Unique);
            Assert.That(at, Is.EqualTo(_services.Api.Services.GetRequiredService<TimeProvider>().GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
        });
        return prefixes;
    }

    private async Task<string> PrefixAsync(string number, int version) => Convert.ToHexString((await HashAsync(number, version)).AsSpan(0, 12));

    /// <summary>By the code as it is printed.</summary>
    private async Task<byte[]> HashAsync(string number, int version)
    {
        using var answer = await _services.As("operator").GetAsync($"/v1/certificates/{number}/pdf?version={version}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return SHA256.HashData(Encoding.ASCII.GetBytes(GoldenRegister.Scan(await answer.Content.ReadAsByteArrayAsync())));
    }
}
