using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Certificates.Tests.Api;

internal sealed class RefusedAccessTests
{
    // A day of its own, so that what other tests are refused is not counted here.
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2031, 5, 6, 3, 0, 0, TimeSpan.Zero));

    private static RunningApi Api => SharedApi.Running;

    [Test]
    public async Task Call_ThatIsNotLetIn_IsOnRecordByBlockReasonAndMinute()
    {
        using var wrong = Api.Client(null);
        wrong.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "zjk_wrong");
        using var nobody = Api.Client(null);
        using var other = Api.Client("operator");
        Assert.That((int)(await wrong.GetAsync("/v1/batches")).StatusCode, Is.EqualTo(401));
        Assert.That((int)(await nobody.GetAsync("/v1/batches")).StatusCode, Is.EqualTo(401));
        Assert.That((int)(await other.GetAsync("/v1/keys")).StatusCode, Is.EqualTo(403));

        using var auditor = Api.Client("auditor");
        string[] reasons = [];
        for (var tries = 0; tries < 300 && reasons.Length < 3; tries++)
        {
            await Task.Delay(100);
            var items = (await auditor.GetFromJsonAsync<JsonNode>("/v1/access-records/refused?limit=1000"))!["items"]!.AsArray();
            reasons = [.. items.Where(item => (string)item!["block"]! == "127.0.0.0/24").Select(item => (string)item!["reason"]!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        Assert.That(reasons, Is.EqualTo(new[] { "key_missing", "role_not_allowed", "unauthenticated" }));
        Assert.That((int)(await other.GetAsync("/v1/access-records/refused")).StatusCode, Is.EqualTo(403));
        Assert.That(
            (await auditor.GetFromJsonAsync<JsonNode>("/v1/access-records/refused?site=true"))!["items"]!.AsArray(), Is.Empty, "no site was there yet");
    }

    [Test]
    public async Task Refusals_OfAMinute_AreOneRowAndBeyondADaysRowsASum()
    {
        var refused = Open();
        for (var i = 0; i < 3; i++)
        {
            await NoteAsync(refused, "192.0.2.1", "unauthenticated");
        }

        await NoteAsync(refused, "192.0.2.200", "role_not_allowed");
        await refused.WriteAsync(CancellationToken.None);
        await NoteAsync(refused, "192.0.2.9", "unauthenticated");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await NoteAsync(refused, "192.0.2.9", "unauthenticated");
        await refused.WriteAsync(CancellationToken.None);
        var few = await ListAsync(refused);
        Assert.That(few, Is.EqualTo(new[] { "192.0.2.0/24 role_not_allowed 1", "192.0.2.0/24 unauthenticated 1", "192.0.2.0/24 unauthenticated 4" }));

        for (var i = 0; i < 10_500; i++)
        {
            await NoteAsync(refused, $"2001:db8:{i / 256:x}:{i % 256:x}::1", "unauthenticated");
            if (i % 4000 == 0)
            {
                await refused.WriteAsync(CancellationToken.None);
            }
        }

        await refused.WriteAsync(CancellationToken.None);
        var rows = await Api.CountAsync("SELECT COUNT(*) FROM RefusedAccess WHERE At >= '2031-05-05T16:00:00.000Z' AND Block <> '*'");
        var rest = await Api.CountAsync("SELECT SUM(Count) FROM RefusedAccess WHERE At >= '2031-05-05T16:00:00.000Z' AND Block = '*'");
        Assert.That((rows, rest), Is.EqualTo((10_000L, 503L)));
        await Api.ExecuteAsync("DELETE FROM RefusedAccess WHERE At >= '2031-05-05T16:00:00.000Z'");
    }

    [Test]
    public async Task Refusals_BeyondSixtyAMinute_AreToldLateAndACrowdMustWait()
    {
        var refused = Open();
        for (var i = 0; i < 60; i++)
        {
            Assert.That(refused.NoteAsync(IPAddress.Parse("198.51.100.1"), "unauthenticated", CancellationToken.None).IsCompletedSuccessfully, Is.True);
        }

        var late = Enumerable.Range(0, 20).Select(_ => refused.NoteAsync(IPAddress.Parse("198.51.100.1"), "unauthenticated", CancellationToken.None)).ToList();
        var crowded = await refused.NoteAsync(IPAddress.Parse("198.51.100.77"), "unauthenticated", CancellationToken.None);
        var elsewhere = refused.NoteAsync(IPAddress.Parse("203.0.113.1"), "unauthenticated", CancellationToken.None);

        Assert.That(late.Select(task => task.IsCompleted), Is.All.False);
        Assert.That(crowded, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromMinutes(1)));
        Assert.That(elsewhere.IsCompletedSuccessfully, Is.True, "others are not touched");

        _clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.That(await Task.WhenAll(late), Is.All.Null);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(refused.NoteAsync(IPAddress.Parse("198.51.100.1"), "unauthenticated", CancellationToken.None).IsCompletedSuccessfully, Is.True);
    }

    private RefusedAccess Open() =>
        new(new RefusedAccessStore(Api.Services.GetRequiredService<Database>(), isDesk: false), _clock, NullLogger<RefusedAccess>.Instance);

    private static async Task NoteAsync(RefusedAccess refused, string address, string reason) =>
        await refused.NoteAsync(IPAddress.Parse(address), reason, CancellationToken.None);

    private static async Task<IEnumerable<string>> ListAsync(RefusedAccess refused)
    {
        var page = await refused.ListAsync(new DateOnly(2031, 5, 6), new DateOnly(2031, 5, 6), null, 100, CancellationToken.None);
        return page.Items.Select(entry => $"{entry.Block} {entry.Reason} {entry.Count}").Order(StringComparer.Ordinal);
    }
}
