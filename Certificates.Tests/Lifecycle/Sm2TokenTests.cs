using System.Formats.Cbor;
using System.Numerics;
using System.Text.Json.Nodes;
using Certificates.Core.Register.StatusLists;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Verifying.Offline;
using Certificates.Tests.Signing.Gm;
using Certificates.Tests.Style.Golden;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Lifecycle;

/// <summary>An installation whose QR tokens are signed by SM2, from the batch to whoever scans the paper.</summary>
[Category(Categories.Process)]
internal sealed class Sm2TokenTests
{
    private Sm2Authority _authority = null!;
    private BothServices _services = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _authority = new Sm2Authority();
        var file = _authority.Certify("qr");
        _services = await BothServices.OpenAsync(
            (_, folder) => File.AppendAllText(Path.Combine(folder, "keys", "authorities.pem"), $"\n{_authority.Root}"),
            ("Signing:QrAlgorithm", "SM2"), ("Signing:Qr:File", file));
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        await (_services?.DisposeAsync() ?? default);
        _authority.Dispose();
    }

    [Test]
    public async Task Token_OnThePaper_IsVerifiedByOpenSslAndAnsweredByTheSite()
    {
        var issued = (await _services.IssueAsync())[0];
        var token = GoldenRegister.Scan(await PdfAsync(issued));
        Assert.That(Base32.TryDecode(token, out var bytes), Is.True);
        var (signed, signature, algorithm) = Taken(bytes!);

        Assert.That(algorithm, Is.EqualTo(-65539));
        Assert.That(_authority.Verifies("qr", signed, Der(signature)), Is.True);
        Assert.That((string)(await VerdictAsync(token))["verdict"]!, Is.EqualTo("valid"));
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, "revocation"));
        Assert.That((string)(await VerdictAsync(token))["reasons"]![0]!, Is.EqualTo("revoked"));
    }

    [Test]
    public async Task Token_ChangedOrOfAnotherKey_IsForged()
    {
        var issued = (await _services.IssueAsync())[0];
        var token = GoldenRegister.Scan(await PdfAsync(issued));
        Assert.That(Base32.TryDecode(token, out var bytes), Is.True);
        bytes![^1] ^= 1;

        Assert.That((string)(await VerdictAsync(Base32.Encode(bytes)))["reasons"]![0]!, Is.EqualTo("forged"));
    }

    /// <summary>What the published keys, the list and no network say; the command line asks the same check.</summary>
    [Test]
    public async Task Check_WithoutANetwork_KnowsTheTokenAndWhetherItEnded()
    {
        var issued = await _services.IssueAsync(2);
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[1].Number, "suspension"));
        await _services.Api.ExecuteAsync("UPDATE StatusList SET SignedAt = NULL");
        await _services.Api.Services.GetRequiredService<StatusListSigner>().SignAsync(CancellationToken.None);
        using var keys = JwkReading.Read(await _services.Public.GetByteArrayAsync("/v1/keys"));
        Assert.That(StatusList.TryRead(await _services.Public.GetByteArrayAsync("/status/list"), keys, out var list), Is.True);
        var check = new OfflineCheck(keys, list);
        var (inForce, ended) = (await PdfAsync(issued[0]), await PdfAsync(issued[1]));

        Assert.That(check.CheckFile(inForce).Finding, Is.EqualTo(OfflineFinding.InForce));
        Assert.That(check.CheckToken(GoldenRegister.Scan(ended)).Finding, Is.EqualTo(OfflineFinding.Ended));
        var key = keys.Keys.Single(each => each.Purpose == KeyPurpose.Qr);
        using var others = new PublicKeyRing(keys.Keys.Where(each => each != key));
        Assert.That(new OfflineCheck(others, list).CheckFile(inForce).Finding, Is.EqualTo(OfflineFinding.Forged), "by the keys alone");
    }

    [Test]
    public async Task Key_OfTheTokens_IsPublishedAndVouchedForAsAnyOther()
    {
        var keys = JsonNode.Parse(await _services.Public.GetStringAsync("/v1/keys"))!["keys"]!.AsArray();
        var key = keys.Single(each => (string)each!["purpose"]! == "qr")!;
        Assert.That(((string)key["alg"]!, (string)key["crv"]!, (string)key["state"]!), Is.EqualTo(("SM2", "SM2", "active")));
        Assert.That(key["x5c"]!.AsArray(), Has.Count.EqualTo(2));
    }

    private async Task<byte[]> PdfAsync(Issued issued) =>
        await _services.As("operator").GetByteArrayAsync($"/v1/certificates/{issued.Number}/pdf");

    private async Task<JsonNode> VerdictAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/q/{token}");
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await _services.Public.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>A token taken apart by RFC 9052 alone: what its key signed, the signature, and the algorithm it names.</summary>
    private static (byte[] Signed, byte[] Signature, long Algorithm) Taken(byte[] bytes)
    {
        var message = new CborReader(bytes);
        message.ReadTag();
        message.ReadStartArray();
        var head = message.ReadByteString();
        message.SkipValue();
        var (payload, signature) = (message.ReadByteString(), message.ReadByteString());
        var heads = new CborReader(head);
        heads.ReadStartMap();
        Assert.That(heads.ReadInt32(), Is.EqualTo(1));
        var algorithm = heads.ReadInt64();
        var signed = new CborWriter();
        signed.WriteStartArray(4);
        signed.WriteTextString("Signature1");
        signed.WriteByteString(head);
        signed.WriteByteString([]);
        signed.WriteByteString(payload);
        signed.WriteEndArray();
        return (signed.Encode(), signature, algorithm);
    }

    private static byte[] Der(byte[] signature)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(signature.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }
}
