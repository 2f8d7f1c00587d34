using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Certificates.Core.Register.StatusLists;
using Certificates.Tests.Lifecycle;
using Certificates.Tests.Verify;
using Jose;
using Json.Schema;
using Microsoft.Extensions.DependencyInjection;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Certificates.Tests.Copies;

/// <summary>
/// Open credentials as a wallet sees them: the signature by another JOSE library and the keys of the DID document, the form by the schema of
/// Open Badges 3.0, the status by the published list.
/// </summary>
[TestFixture]
internal sealed partial class CredentialTests
{
    private static readonly JsonSchema Schema =
        JsonSchema.FromText(File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Copies", "open-badge-credential.schema.json")));

    private BothServices _services = null!;

    private CredentialListSigner Lists => _services.Api.Services.GetRequiredService<CredentialListSigner>();

    [OneTimeSetUp]
    public async Task OpenAsync() => _services = await BothServices.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    [Test]
    public async Task Credential_Ordered_IsAcceptedByAnotherLibraryAndByTheSchema()
    {
        var (issued, holder) = await SignInAsync();
        var jwt = await OrderAsync(holder, issued);
        var credential = await VerifiedAsync(jwt, "copy");

        Assert.That(Schema.Evaluate(Element(credential), Options).IsValid, Is.True, Faults(credential));
        Assert.That(
            (string)credential["credentialSubject"]!["identifier"]!.AsArray().Single(one => (string)one!["identityType"]! == "name")!["identityHash"]!,
            Is.EqualTo(issued.Name));
        Assert.That((string)credential["credentialSubject"]!["licenseNumber"]!, Is.EqualTo(issued.Number));
        Assert.That(((string)credential["iss"]!, (string)credential["issuer"]!["id"]!), Is.EqualTo((Did, Did)));
        Assert.That(credential.ToJsonString(), Does.Not.Contain(issued.IdNumber));
        Assert.That(credential.ContainsKey("vc"), Is.False, "the credential is the payload, and not a member of it");
        Assert.That(JWT.Headers(jwt)["typ"], Is.EqualTo("vc+jwt"));
        holder.Dispose();
    }

    [Test]
    public async Task Schema_ACredentialThatLacksOrMistakesSomething_IsRefused()
    {
        var (issued, holder) = await SignInAsync();
        var credential = await VerifiedAsync(await OrderAsync(holder, issued), "copy");
        foreach (var spoil in (Action<JsonObject>[])
        [
            each => each.Remove("validFrom"), each => each["type"] = new JsonArray("VerifiableCredential"),
            each => each["credentialStatus"] = new JsonArray(), each => each["credentialSubject"]!["name"] = "余敏静",
            each => each["credentialSubject"]!["achievement"]!.AsObject().Remove("criteria"), each => each["validFrom"] = "2026-11-23",
        ])
        {
            var spoilt = credential.DeepClone().AsObject();
            spoil(spoilt);
            Assert.That(Schema.Evaluate(Element(spoilt), Options).IsValid, Is.False, spoilt.ToJsonString());
        }

        holder.Dispose();
    }

    [Test]
    public async Task Credential_OneByteChanged_IsAcceptedByNobody()
    {
        var (issued, holder) = await SignInAsync();
        var parts = (await OrderAsync(holder, issued)).Split('.');
        var claims = Base64Url.DecodeFromChars(parts[1]);
        claims[^2] ^= 1;
        var forged = $"{parts[0]}.{Base64Url.EncodeToString(claims)}.{parts[2]}";

        await Assert.ThatAsync(() => VerifiedAsync(forged, "copy"), Throws.InstanceOf<IntegrityException>());
        holder.Dispose();
    }

    [Test]
    public async Task Status_OfWhatEnds_IsSet_AndTakenBackWithIt()
    {
        var issued = await _services.IssueAsync(4);
        var credentials = new List<JsonObject>();
        foreach (var each in issued)
        {
            using var holder = await SignInAsync(each);
            credentials.Add(await VerifiedAsync(await OrderAsync(holder, each), "copy"));
        }

        var before = await SetAsync(credentials);
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[0].Number, "revocation"));
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[1].Number, "suspension"));
        await BothServices.DoneAsync(_services.CorrectAsync("authority", issued[2].Number, new { name = "余敏婧" }));
        var ended = await SetAsync(credentials);
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[1].Number, "restoration"));
        var restored = await SetAsync(credentials);

        Assert.That(before, Is.EqualTo(new[] { false, false, false, false }));
        Assert.That(ended, Is.EqualTo(new[] { true, true, true, false }), "revoked, suspended, superseded");
        Assert.That(restored, Is.EqualTo(new[] { true, false, true, false }));
    }

    [Test]
    public async Task Lists_NothingChanged_AreNotSignedAgain_AndTheFirstIsThereWithTheFirstCredential()
    {
        var (issued, holder) = await SignInAsync();
        var credential = await VerifiedAsync(await OrderAsync(holder, issued), "copy");
        using var list = await _services.Public.GetAsync(PathOf(credential));
        await Lists.SignAsync(CancellationToken.None);

        Assert.That((list.StatusCode, list.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.OK, "application/vc+jwt")));
        Assert.That(await Lists.SignAsync(CancellationToken.None), Is.Zero);
        using var none = await _services.Public.GetAsync("/status/credentials/99");
        Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        holder.Dispose();
    }

    [Test]
    public async Task Envelope_HoldsTheSameCredential()
    {
        var (issued, holder) = await SignInAsync();
        var jwt = await OrderAsync(holder, issued);
        var page = await holder.ReadAsync("/my");
        using var answer = await holder.GetAsync(Json().Match(page).Value);
        var envelope = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.That((string)envelope["type"]!, Is.EqualTo("EnvelopedVerifiableCredential"));
        Assert.That((string)envelope["id"]!, Is.EqualTo($"data:application/vc+jwt,{jwt}"));
        holder.Dispose();
    }

    [Test]
    public async Task Order_OfWhatIsNotInForceOrNotOnesOwn_GetsNothing()
    {
        var (issued, holder) = await SignInAsync();
        var (other, stranger) = await SignInAsync();
        await OrderAsync(holder, issued);
        var address = Jwt().Match(await holder.ReadAsync("/my")).Value;

        using var fetched = await stranger.GetAsync(address);
        using var ordered = await stranger.PostAsync("/my/credentials", ("number", issued.Number));
        await BothServices.DoneAsync(_services.ChangeAsync("authority", other.Number, "suspension"));
        using var suspended = await stranger.PostAsync("/my/credentials", ("number", other.Number));

        Assert.That((fetched.StatusCode, ordered.StatusCode), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
        Assert.That((int)suspended.StatusCode, Is.EqualTo(400));
        Assert.That(await stranger.ReadAsync("/my"), Does.Not.Contain("申请开放凭证"));
        holder.Dispose();
        stranger.Dispose();
    }

    [Test]
    public async Task Desk_AndLogs_HoldNothingOfThePersonInClear()
    {
        var (issued, holder) = await SignInAsync();
        var jwt = await OrderAsync(holder, issued);

        Assert.That(await _services.DeskTextAsync(), Does.Not.Contain(jwt[..60]).And.Not.Contain(issued.Name));

        foreach (var log in (string[])[_services.Api.Logs.Text, string.Join('\n', _services.Site.Log.Lines)])
        {
            Assert.That(log, Does.Not.Contain(issued.Number).And.Not.Contain(issued.Name));
        }

        holder.Dispose();
    }

    [Test]
    public async Task DidDocument_NamesTheKeysOfCopiesAndListsAlone()
    {
        var document = JsonNode.Parse(await _services.Public.GetStringAsync("/.well-known/did.json"))!;
        var published = JsonNode.Parse(await _services.Public.GetStringAsync("/v1/keys"))!["keys"]!.AsArray()
            .Where(key => (string)key!["purpose"]! is "copy" or "status").Select(key => $"{Did}#{(string)key!["kid"]!}").ToList();

        Assert.That((string)document["id"]!, Is.EqualTo(Did));
        Assert.That(document["verificationMethod"]!.AsArray().Select(method => (string)method!["id"]!), Is.EquivalentTo(published));
        Assert.That(published, Has.Count.EqualTo(2));
        Assert.That(document["assertionMethod"]!.AsArray().Select(method => (string)method!), Is.EquivalentTo(published));
        Assert.That(document["verificationMethod"]!.AsArray().Select(method => method!["publicKeyJwk"]!.AsObject().ContainsKey("d")), Has.All.False);
    }

    /// <summary>As did:web writes the address that both services have by default.</summary>
    private const string Did = "did:web:127.0.0.1%3A5081";

    private static EvaluationOptions Options => new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    private static string Faults(JsonNode credential) => JsonSerializer.Serialize(Schema.Evaluate(Element(credential), Options));

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);

    private static string PathOf(JsonObject credential) =>
        new Uri((string)credential["credentialStatus"]!["statusListCredential"]!).AbsolutePath;

    private async Task<(Issued Issued, FormBrowser Holder)> SignInAsync()
    {
        var issued = (await _services.IssueAsync())[0];
        return (issued, await SignInAsync(issued));
    }

    private async Task<FormBrowser> SignInAsync(Issued issued)
    {
        var holder = new FormBrowser(_services.Site);
        using var answer = await holder.SignInAsync(issued.Number, issued.IdNumber, _services.ClaimCode(issued.Number));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return holder;
    }

    /// <summary>Orders a credential and fetches it as the page offers it.</summary>
    private static async Task<string> OrderAsync(FormBrowser holder, Issued issued)
    {
        using (var ordered = await holder.PostAsync("/my/credentials", ("number", issued.Number)))
        {
            Assert.That(ordered.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        }

        for (var look = 0; look < 100; look++)
        {
            if (Jwt().Match(await holder.ReadAsync("/my")) is { Success: true } found)
            {
                using var answer = await holder.GetAsync(found.Value);
                Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/vc+jwt"));
                return await answer.Content.ReadAsStringAsync();
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The credential was not signed within ten seconds.");
    }

    /// <summary>What a JWT says, verified by jose-jwt and the key of the DID document that its header names.</summary>
    private async Task<JsonObject> VerifiedAsync(string jwt, string purpose)
    {
        var kid = (string)JWT.Headers(jwt)["kid"];
        var document = JsonNode.Parse(await _services.Public.GetStringAsync("/.well-known/did.json"))!;
        var key = document["verificationMethod"]!.AsArray().Single(method => (string)method!["id"]! == kid)!["publicKeyJwk"]!;
        var published = JsonNode.Parse(await _services.Public.GetStringAsync("/v1/keys"))!["keys"]!.AsArray();
        Assert.That((string)published.Single(one => (string)one!["kid"]! == (string)key["kid"]!)!["purpose"]!, Is.EqualTo(purpose));
        return JsonNode.Parse(JWT.Decode(jwt, Jwk.FromJson(key.ToJsonString(), JWT.DefaultSettings.JsonMapper), JwsAlgorithm.ES256))!.AsObject();
    }

    /// <summary>Of each credential whether its bit is set, in the list as it is signed now; all that the list promises is held.</summary>
    private async Task<IReadOnlyList<bool>> SetAsync(IEnumerable<JsonObject> credentials)
    {
        await Lists.SignAsync(CancellationToken.None);
        var set = new List<bool>();
        foreach (var credential in credentials)
        {
            var entry = credential["credentialStatus"]!;
            var list = await VerifiedAsync(await _services.Public.GetStringAsync(PathOf(credential)), "status");
            var subject = list["credentialSubject"]!;
            var encoded = (string)subject["encodedList"]!;
            Assert.Multiple(() =>
            {
                Assert.That((string)list["id"]!, Is.EqualTo((string)entry["statusListCredential"]!));
                Assert.That(list["type"]!.AsArray().Select(type => (string)type!), Does.Contain("BitstringStatusListCredential"));
                Assert.That(((string)list["issuer"]!, (string)subject["type"]!), Is.EqualTo((Did, "BitstringStatusList")));
                Assert.That((string)subject["statusPurpose"]!, Is.EqualTo((string)entry["statusPurpose"]!));
                Assert.That(encoded, Does.StartWith("u"));
            });
            using var packed = new MemoryStream(Base64Url.DecodeFromChars(encoded.AsSpan(1)));
            await using var gzip = new GZipStream(packed, CompressionMode.Decompress);
            using var bits = new MemoryStream();
            await gzip.CopyToAsync(bits);
            var index = int.Parse((string)entry["statusListIndex"]!, System.Globalization.CultureInfo.InvariantCulture);
            Assert.That(bits.Length * 8, Is.EqualTo(131_072));
            set.Add((bits.ToArray()[index / 8] >> (7 - (index % 8)) & 1) == 1);
        }

        return set;
    }

    [GeneratedRegex("/my/orders/[0-9a-f-]{36}/jwt", RegexOptions.None, 1000)]
    private static partial Regex Jwt();

    [GeneratedRegex("/my/orders/[0-9a-f-]{36}/json", RegexOptions.None, 1000)]
    private static partial Regex Json();
}
