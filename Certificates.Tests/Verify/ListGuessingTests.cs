using System.Net;
using Certificates.Core.Access;
using Certificates.Tests.Verifying;

namespace Certificates.Tests.Verify;

/// <summary>Somebody guesses by lists, with a key and without one.</summary>
internal sealed class ListGuessingTests : GuessedSite
{
    [Test]
    public async Task KeylessList_OfWrongNames_CountsAsSingleQuestionsDo()
    {
        var guesses = Enumerable.Range(0, 20).Select(i => (Known.Number, Name(i))).ToArray();
        var first = await ListAsync("192.0.2.1", guesses);
        var second = await ListAsync("192.0.2.1", [(Known.Number, Known.Name), (TestRegister.Revoked.Number, TestRegister.RevokedName)]);
        var single = await AskAsync("192.0.2.1", new { number = Known.Number, name = Known.Name });
        var neighbour = await ListAsync("198.51.100.1", [(Known.Number, Known.Name)]);

        Assert.That(first, Is.All.EqualTo("not_found"));
        Assert.That(second, Is.EqualTo(new[] { "unavailable too_many_misses", "not_valid revoked" }));
        Assert.That(single.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(neighbour, Is.EqualTo(new[] { "valid" }));
    }

    [Test]
    public async Task KeylessList_OfANumberGuessedByQuestions_IsWithheld()
    {
        for (var i = 0; i < 19; i++)
        {
            await AskAsync("192.0.2.1", new { number = Known.Number, name = Name(i) });
        }

        var rows = await ListAsync("192.0.2.1", [(Known.Number, Name(20)), (Known.Number, Known.Name)]);

        Assert.That(rows, Is.EqualTo(new[] { "not_found", "unavailable too_many_misses" }));
    }

    [Test]
    public async Task KeyedList_OfOneNumberWithIdNumbers_FindsNone()
    {
        var key = await TestRegister.KeyAsync(ApiKeyRole.Checker);
        var ids = Enumerable.Range(0, 300).Select(i => $"H12345{i:000}").Append(TestRegister.PicturedIdNumber);

        var rows = await ListAsync(Home, [.. ids.Select(id => (object)new { number = Known.Number, idNumber = id })], key);
        var nextDayOfAnotherKey = await ListAsync(
            Home, [new { number = Known.Number, idNumber = TestRegister.PicturedIdNumber }], await TestRegister.KeyAsync(ApiKeyRole.Checker));
        var single = await AskAsync(Home, new { number = Known.Number, idNumber = TestRegister.PicturedIdNumber });

        Assert.That(rows[..10], Is.All.EqualTo("not_found"));
        Assert.That(rows[10..].Count(row => !row.StartsWith("unavailable", StringComparison.Ordinal)), Is.Zero);
        Assert.That(nextDayOfAnotherKey.Single(), Does.StartWith("unavailable"));
        Assert.That((single.Status, single.Code), Is.EqualTo((HttpStatusCode.BadRequest, "third_fact_required")));
    }

    [Test]
    public async Task KeyedList_OfOneNumberWithNames_TellsTwentyMissesADay()
    {
        var key = await TestRegister.KeyAsync(ApiKeyRole.Checker);
        object[] Rows(int from, int count) => [.. Enumerable.Range(from, count).Select(i => new { number = Known.Number, name = Name(i) })];

        var first = await ListAsync(Home, [.. Rows(0, 12), new { number = Known.Number, name = Known.Name }], key);
        var second = await ListAsync(Home, [.. Rows(12, 12), new { number = Known.Number, name = Known.Name }], key);
        var other = await ListAsync(Home, [new { number = Known.Number, name = Known.Name }], await TestRegister.KeyAsync(ApiKeyRole.Checker));

        Assert.That((first[^1], other.Single()), Is.EqualTo(("valid", "valid")));
        Assert.That(second.Select(row => row == "not_found"), Is.EqualTo(Enumerable.Range(0, 13).Select(i => i < 8)));
        Assert.That(second[8..], Is.All.EqualTo("unavailable too_many_misses"));
    }

    [Test]
    public async Task KeyedLists_OfNameAndIdNumber_StopWhenADayHasFiveHundredMisses()
    {
        var key = await TestRegister.KeyAsync(ApiKeyRole.Checker);
        var rows = new List<string>();
        for (var list = 0; list < 11; list++)
        {
            var guesses = Enumerable.Range(0, 50).Select(i => (object)new { name = TestRegister.ValidName, idNumber = ResidentIds.Of((50 * list) + i) });
            rows.AddRange(await ListAsync(Home, [.. guesses], key));
        }

        rows.AddRange(await ListAsync(Home, [new { name = TestRegister.ValidName, idNumber = TestRegister.ValidIdNumber }], key));

        Assert.That(rows[..500], Is.All.EqualTo("not_found"));
        Assert.That(rows[500..], Is.All.EqualTo("unavailable too_many_misses"));
    }
}
