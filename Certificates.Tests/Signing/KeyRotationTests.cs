using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Data;
using Certificates.Core.Log;
using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Oversight.Keys;
using Certificates.Core.Signing;
using Certificates.Tests.Api;
using Certificates.Tests.Log.Outsider;
using Certificates.Tests.Style.Golden;
using Certificates.Tests.Verify;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Signing;

/// <summary>
/// The drill: keys take over, end and come into other hands while both services run, and at each stage everybody who asks is told the truth.
/// </summary>
internal sealed class KeyRotationTests
{
    private static readonly KeyPurpose[] Changed = [KeyPurpose.Pdf, KeyPurpose.Qr, KeyPurpose.Status];
    private RunningApi _api = null!;
    private TestSite _site = null!;
    private HttpClient _public = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _api = await RunningApi.StartAsync(
            clock: null, (_, folder) => MakeNext(folder),
            [.. Changed.Select(purpose => ($"Signing:{purpose}:NextFile", $"next/{purpose.Code()}.pfx"))]);
        _site = await TestSite.StartForAsync(_api.Folder, ("Limits:RequestsPerMinute", "100000"));
        _public = _site.Client();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _public.Dispose();
        await _site.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Test]
    public async Task Drill_EveryFileTokenAndHolderIsAnsweredRightlyAtEachStage()
    {
        var first = await IssueAsync();
        var announced = await KeysAsync();
        var checkpoint = await LoggedAsync();
        Assert.That(announced.Select(key => key.State), Is.EquivalentTo(Enumerable.Repeat(KeyState.Active, 3).Concat(Enumerable.Repeat(KeyState.Next, 3))));
        await AssertAsync(first, "valid", "valid");

        // the next keys take over; nobody restarts anything
        foreach (var key in announced.Where(key => key.State == KeyState.Next))
        {
            Assert.That(await Life.ActivateAsync(key.Id, "郑宁", CancellationToken.None), Is.Null);
        }

        await FollowAsync();
        var second = await IssueAsync();
        Assert.That(KeysOf(second).Intersect(KeysOf(first), StringComparer.Ordinal), Is.Empty, "other keys signed");
        await AssertAsync(first, "valid", "valid");
        await AssertAsync(second, "valid", "valid");

        // the second PDF and QR keys came into other hands after that certificate was logged, and before this one was issued
        await LoggedAsync();
        await Task.Delay(20);
        var since = DateTimeOffset.UtcNow;
        await Task.Delay(20);
        var third = await IssueAsync();
        await LoggedAsync();
        foreach (var key in (await KeysAsync()).Where(key => key is { State: KeyState.Active, Purpose: not KeyPurpose.Status }))
        {
            Assert.That(await Life.CompromiseAsync(key.Id, since, countsEntered: false, "郑宁", CancellationToken.None), Is.Null);
            Assert.That(await Life.SignedSinceAsync((await KeysAsync()).Single(each => each.Id == key.Id), CancellationToken.None), Is.EqualTo([third.Number]));
        }

        await FollowAsync();
        await AssertAsync(first, "valid", "valid");
        await AssertAsync(second, "valid", "valid");
        await AssertAsync(third, "not_valid", "valid", "forged");
        Assert.That(
            () => _api.Services.GetRequiredService<KeyRing>().InForce(KeyPurpose.Pdf), Throws.TypeOf<KeyNotInForceException>(), "nothing is signed");
        await AssertCheckpointAsync(checkpoint);
        Assert.That((await AuditAsync()).Findings, Is.Empty);
    }

    [Test]
    public async Task State_PutBackPastTheServices_IsNotBelieved_AndNamedByTheAudit()
    {
        var issued = await IssueAsync();
        var key = (await KeysAsync()).Single(each => each is { State: KeyState.Active, Purpose: KeyPurpose.Qr });
        var seal = await _api.Services.GetRequiredService<Database>().FindAsync<byte[]>(
            "SELECT Seal FROM SigningKey WHERE Id = @id", new { id = key.Id }, CancellationToken.None);
        Assert.That(await Life.CompromiseAsync(key.Id, DateTimeOffset.UtcNow.AddDays(-400), countsEntered: false, "郑宁", CancellationToken.None), Is.Null);
        await LoggedAsync();
        await FollowAsync();
        Assert.That(await TokenAsync(issued), Is.EqualTo("not_valid forged"));

        // the whole row of before, its old seal too
        await _api.Services.GetRequiredService<Database>().ExecuteAsync(
            "UPDATE SigningKey SET State = 'Active', CompromisedSince = NULL, Seal = @seal WHERE Id = @id", new { id = key.Id, seal }, CancellationToken.None);
        await FollowAsync();

        Assert.That(await TokenAsync(issued), Is.EqualTo("unavailable"));
        Assert.That((await AuditAsync()).Findings, Does.Contain(new RegisterFinding($"signing-key/{key.Id}", "key_not_believed")));
    }

    [Test]
    public async Task Event_TakenOutOrChangedPastTheServices_IsNamedByTheAudit()
    {
        var key = (await KeysAsync()).Single(each => each is { State: KeyState.Next, Purpose: KeyPurpose.Status });
        Assert.That(await Life.RetireAsync(key.Id, "郑宁", CancellationToken.None), Is.Null);
        await LoggedAsync();
        var database = _api.Services.GetRequiredService<Database>();
        await database.ExecuteAsync("DROP TRIGGER SigningKeyEvent_NoUpdate", null, CancellationToken.None);
        await database.ExecuteAsync("UPDATE SigningKeyEvent SET Person = '吴越'", null, CancellationToken.None);

        Assert.That((await AuditAsync()).Findings, Does.Contain(new RegisterFinding($"signing-key/{key.Id}", "key_event_differs")));

        await database.ExecuteAsync("DROP TRIGGER SigningKeyEvent_NoDelete", null, CancellationToken.None);
        await database.ExecuteAsync("DELETE FROM SigningKeyEvent", null, CancellationToken.None);

        Assert.That((await AuditAsync()).Findings, Does.Contain(new RegisterFinding($"signing-key/{key.Id}", "key_event_missing")));
    }

    [Test]
    public async Task Change_ThatCannotBe_IsRefusedInASentence()
    {
        var keys = await KeysAsync();
        var (active, next) = (keys.First(key => key.State == KeyState.Active), keys.First(key => key.State == KeyState.Next));
        var none = CancellationToken.None;

        Assert.That(await Life.ActivateAsync("0123456789abcdef", "郑宁", none), Does.Contain("keys list"));
        Assert.That(await Life.ActivateAsync(active.Id, "郑宁", none), Does.Contain("is active"));
        Assert.That(await Life.RetireAsync(active.Id, "郑宁", none), Does.Contain("the only"));
        Assert.That(await Life.CompromiseAsync(next.Id, DateTimeOffset.UtcNow.AddDays(1), false, "郑宁", none), Does.Contain("lies ahead"));
        Assert.That((await KeysAsync()).Select(key => (key.Id, key.State)), Is.EquivalentTo(keys.Select(key => (key.Id, key.State))));
    }

    private SigningKeyLife Life => _api.Services.GetRequiredService<SigningKeyLife>();

    /// <summary>Keys of another authority, which both services are told of.</summary>
    private static void MakeNext(string folder)
    {
        var (keys, next) = (Path.Combine(folder, "keys"), Path.Combine(folder, "keys", "next"));
        DemoKeys.Create(next, new SigningOptions(), "示范数字技术评价中心", TimeProvider.System);
        var authorities = Path.Combine(keys, "authorities.pem");
        var own = File.Exists(authorities) ? "" : File.ReadAllText(Path.Combine(keys, DemoKeys.RootFile));
        File.AppendAllText(authorities, $"{own}\n{File.ReadAllText(Path.Combine(next, DemoKeys.RootFile))}\n");
    }

    private async Task<Drilled> IssueAsync()
    {
        var row = Csv.Row();
        var batch = await _api.IssueAsync($"{Csv.Header}\n{row}");
        var rows = await GetAsync($"/v1/batches/{batch["id"]}/rows?outcome=issued");
        var number = (string)rows["items"]!.AsArray().Single()!["certificateNumber"]!;
        using var client = _api.Client("operator");
        var pdf = await client.GetByteArrayAsync($"/v1/certificates/{number}/pdf");
        return new Drilled(number, row.Split(',')[1], row.Split(',')[3], pdf, GoldenRegister.Scan(pdf));
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var client = _api.Client("operator");
        return (await client.GetFromJsonAsync<JsonNode>(path))!;
    }

    private async Task<IReadOnlyList<SigningKeyInfo>> KeysAsync() =>
        [.. (await Life.ListAsync(CancellationToken.None)).Where(each => each.IsBelieved && Changed.Contains(each.Key.Purpose)).Select(each => each.Key)];

    /// <summary>What the worker does every two seconds; the site asks at most two seconds late.</summary>
    private async Task FollowAsync()
    {
        await _api.Services.GetRequiredService<KeyRefresh>().RefreshAsync(CancellationToken.None);
        await Task.Delay(2_100);
    }

    /// <summary>Waits until all there is has its place in the log; the checkpoint then.</summary>
    private async Task<string> LoggedAsync()
    {
        for (var i = 0; i < 200 && await _api.CountAsync("SELECT COUNT(*) FROM LogLeaf WHERE LeafIndex IS NULL") > 0; i++)
        {
            await Task.Delay(50);
        }

        return (await _api.Services.GetRequiredService<LogReader>().CheckpointAsync(CancellationToken.None))!;
    }

    private Task<RegisterAuditReport> AuditAsync() =>
        _api.Services.GetRequiredService<RegisterAudit>().RunAsync(_ => { }, CancellationToken.None);

    private async Task AssertAsync(Drilled issued, string signed, string looked, string reason = "")
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(issued.Pdf), "file", "certificate.pdf" } };
        using var file = await _public.PostAsync("/v1/verifications/pdf", form);
        using var number = await _public.PostAsJsonAsync("/v1/verifications", new { number = issued.Number, name = issued.Name });
        var expected = $"{signed} {reason}".Trim();
        Assert.That(Words((await file.Content.ReadFromJsonAsync<JsonNode>())!), Is.EqualTo(expected), "file");
        Assert.That(await TokenAsync(issued), Is.EqualTo(expected), "token");
        Assert.That(Words((await number.Content.ReadFromJsonAsync<JsonNode>())!), Is.EqualTo(looked), "number and name: the register knows what it issued");

        using var holder = new FormBrowser(_site);
        var code = _api.Services.GetRequiredService<ClaimCodes>().Code(Core.Coding.CertificateNumber.OfRecord(issued.Number), 1).Grouped;
        using var signedIn = await holder.SignInAsync(issued.Number, issued.IdNumber, code);
        Assert.That(signedIn.Headers.Location?.ToString(), Is.EqualTo("/my"));
        using var own = await holder.GetAsync($"/my/certificates/{issued.Number}/pdf");
        Assert.That(await own.Content.ReadAsByteArrayAsync(), Is.EqualTo(issued.Pdf), "the holder's own file");
    }

    private async Task<string> TokenAsync(Drilled issued)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/q/{issued.Token}");
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await _public.SendAsync(request);
        return Words((await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    private static string Words(JsonNode verdict) =>
        string.Join(' ', verdict["reasons"]?.AsArray().Select(reason => (string)reason!).Prepend((string)verdict["verdict"]!) ?? [(string)verdict["verdict"]!]);

    /// <summary>An old checkpoint is signed as ever, and the log of today has grown out of it: by an outsider's own reading.</summary>
    private async Task AssertCheckpointAsync(string former)
    {
        var key = _api.Services.GetRequiredService<Core.Signing.Notes.SignerKey>().Verifier.ToString();
        var note = OutsideNote.Open(System.Text.Encoding.UTF8.GetBytes(former), key);
        var log = new OutsideLog(_public, new Uri(_site.Address, "log").ToString(), key);
        await log.ReadAsync();
        Assert.That(log.Checkpoint.Size, Is.GreaterThan(note.Size));
        Assert.That(RfcTree.Root(log.Leaves[..(int)note.Size]), Is.EqualTo(note.Root));
    }

    /// <summary>The certificate in the signature, and the key id in the token: both tell the keys apart.</summary>
    private string[] KeysOf(Drilled issued)
    {
        Assert.That(Core.Pdf.Reading.SignedPdf.TryRead(issued.Pdf, out var pdf, out _), Is.True);
        Span<byte> hash = stackalloc byte[32];
        pdf!.HashSignedBytes(hash);
        var found = _api.Services.GetRequiredService<Core.Signing.Cms.PdfSignatureReader>().Check(pdf.Cms, hash);
        Assert.That(_api.Services.GetRequiredService<Core.Signing.Qr.QrTokenReader>()
            .TryRead(issued.Token, out var token, out _), Is.True);
        return [found.Key!.Id, token!.Key.Id];
    }

    private sealed record Drilled(string Number, string Name, string IdNumber, byte[] Pdf, string Token);
}
