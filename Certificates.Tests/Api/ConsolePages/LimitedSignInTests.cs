using System.Net;
using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Microsoft.Extensions.Time.Testing;

namespace Certificates.Tests.Api.ConsolePages;

/// <summary>Attempts beyond the limit are not tried, and are on record like the others; on a clock of the test's.</summary>
internal sealed class LimitedSignInTests
{
    [Test]
    public async Task Attempts_BeyondTheLimit_AreOnRecord_AndFillNoRegister()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var api = await RunningApi.StartAsync(clock);
        using var clerk = await ConsoleBrowser.SignedInAsync(api, ApiKeyRole.Operator);
        using var auditor = await ConsoleBrowser.SignedInAsync(api, ApiKeyRole.Auditor);
        using var browser = new ConsoleBrowser(api);
        var token = await browser.TokenAsync("/console/sign-in");
        for (var i = 0; i < SignIns.FailuresOfLogin; i++)
        {
            Assert.That(await TryAsync("not the password"), Is.EqualTo(HttpStatusCode.BadRequest).Or.EqualTo(HttpStatusCode.Unauthorized));
        }

        for (var i = 0; i < SignIns.UntriedOfBlock + 5; i++)
        {
            Assert.That(await TryAsync(clerk.Password), Is.EqualTo(HttpStatusCode.TooManyRequests));
        }

        Assert.That(await CountAsync(), Is.EqualTo(SignIns.UntriedOfBlock), "as many as one block may write a minute");
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.That(await TryAsync(clerk.Password), Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(await CountAsync(), Is.EqualTo(SignIns.UntriedOfBlock + 1));
        Assert.That(await auditor.ReadAsync("/console/records?kind=sign_ins"), Does.Contain(clerk.Login).And.Contain("尝试过多，未予验证"));

        async Task<HttpStatusCode> TryAsync(string password)
        {
            using var tried = await browser.PostBareAsync(
                "/console/sign-in", ("login", clerk.Login), ("password", password), ("__RequestVerificationToken", token));
            return tried.StatusCode;
        }

        Task<long> CountAsync() =>
            api.CountAsync($"SELECT COUNT(*) FROM SignIn WHERE Outcome = 'rate_limited' AND AccountId = {clerk.Account.Id}");
    }

    [Test]
    public async Task SecondFactors_BeyondTheLimit_AreOnRecord()
    {
        await using var api = await RunningApi.StartAsync();
        using var approver = await ConsoleBrowser.SignedInAsync(api, ApiKeyRole.Approver);
        await approver.EnterAsync();
        var token = await approver.TokenAsync("/console/sign-in/factor");
        for (var i = 0; i <= SignIns.FailuresOfLogin; i++)
        {
            using var tried = await approver.PostBareAsync(
                "/console/sign-in/factor", ("code", "000000"), ("__RequestVerificationToken", token));
            Assert.That(tried.StatusCode == HttpStatusCode.TooManyRequests, Is.EqualTo(i == SignIns.FailuresOfLogin));
        }

        Assert.That(
            await api.CountAsync($"SELECT COUNT(*) FROM SignIn WHERE Outcome = 'rate_limited' AND AccountId = {approver.Account.Id}"), Is.EqualTo(1));
    }
}
