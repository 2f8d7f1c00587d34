extern alias Api;

using System.Globalization;
using Api::Certificates.Api;
using Api::Certificates.Api.Health;
using Certificates.Core.Access;
using Certificates.Tests.Api.ConsolePages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Certificates.Tests.Api.Health;

/// <summary>How the service stands is said in the reader's language, whatever is wrong.</summary>
internal sealed class HealthWordsTests
{
    private static RunningApi Api => SharedApi.Running;

    [TestCase("zh-CN")]
    [TestCase("en")]
    public void EveryCheck_InEveryState_HasWords(string language)
    {
        var checks = Api.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(check => check.Name);
        var words = Api.Services.GetRequiredService<IStringLocalizer<Words>>();
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            Assert.That(HealthWords.All(checks).Where(word => words[word].ResourceNotFound), Is.Empty);
            Assert.That(HealthWords.All(checks).Count(), Is.GreaterThan(14));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Test]
    public async Task Page_OfADamagedRegister_SaysSoInChinese_AndKeepsTheDetailsBesideIt()
    {
        await using var api = await RunningApi.StartAsync(
            clock: null, (services, _) => services.AddSingleton<IPostConfigureOptions<HealthCheckServiceOptions>>(new Ill()), []);
        using var auditor = await ConsoleBrowser.SignedInAsync(api, ApiKeyRole.Auditor);
        var page = await auditor.ReadAsync("/console/health");

        Assert.That(page, Does.Contain("登记册文件已损坏").And.Contain("lang=\"en\">page 7 is torn").And.Contain("磁盘空间充足"));
    }

    /// <summary>A self-check that found the register damaged.</summary>
    private sealed class Ill : IPostConfigureOptions<HealthCheckServiceOptions>, IHealthCheck
    {
        public void PostConfigure(string? name, HealthCheckServiceOptions options)
        {
            var check = options.Registrations.Single(each => each.Name == "self-check");
            check.Factory = _ => this;
        }

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(HealthCheckResult.Unhealthy("page 7 is torn", data: HealthWords.Why(SelfCheckTrouble.Damaged)));
    }
}
