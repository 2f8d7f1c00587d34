using System.Reflection;
using Certificates.Core.Access;
using Certificates.Core.Composition;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Notes;
using Certificates.Web.Hosting;

namespace Certificates.Api.Demo;

/// <summary>
/// <c>demo</c>: everything at once in one process, under <c>data</c> in the working directory. Started again it goes on with what
/// is there. Its keys and its register are marked, and refused by a service that is none.
/// </summary>
internal static class DemoCommand
{
    private const string ConsoleAddress = $"{ConsoleOptions.Section}:{nameof(ConsoleOptions.BaseUrl)}";
    private const string Institution = "示范数字技术评价中心";

    // The console belongs to what the demo tells; a fault of a host is told as its exception is caught.
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.OrdinalIgnoreCase)
    {
        [$"{StorageOptions.Section}:{nameof(StorageOptions.IsSpecimen)}"] = "true",
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
        ["Logging:Console:FormatterName"] = "simple",
    };

    /// <summary>Runs until Ctrl-C.</summary>
    /// <param name="args">Settings as <c>--Key=value</c>.</param>
    public static Task<int> RunAsync(string[] args) => ExitCode.OfAsync(
        async () =>
        {
            await using var issuing = ApiHost.Build(args, Adjust);
            var data = issuing.Services.GetRequiredService<DataDirectory>();
            PrivateFiles.CreateFolder(data.Path);
            DemoKeys.Create(
                data.Keys, issuing.Configuration.GetSection(SigningOptions.Section).Get<SigningOptions>()
                    ?? new(), Institution, TimeProvider.System);
            await ApiHost.SetUpAsync(issuing, CancellationToken.None);
            await issuing.StartAsync(CancellationToken.None);
            await using var site = DemoSite.Build(issuing.Configuration, issuing.Services.GetRequiredService<SignerKey>().Verifier);
            await site.StartAsync(CancellationToken.None);
            await ServeAsync(issuing, data);
            await Task.WhenAll(issuing.StopAsync(CancellationToken.None), site.StopAsync(CancellationToken.None));
            return ExitCode.Success;
        },
        RegisterFaults.TellOf);

    /// <summary>The console has the machine's own name, unless it was given another: a passkey is bound to a name.</summary>
    private static void Adjust(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        settings.AddInMemoryCollection(Settings);
        if (string.IsNullOrEmpty(settings[ConsoleAddress]))
        {
            settings[ConsoleAddress] = DemoReport.ConsoleOf(settings["Urls"]!.Split(';')[0]);
        }
    }

    /// <summary>A file of the demo's.</summary>
    public static Stream Sample(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream($"samples/{name}")!;

    private static async Task ServeAsync(WebApplication issuing, DataDirectory data)
    {
        try
        {
            var results = await IssueAsync(DemoApiKeys.All, DemoSample.Results);
            await DemoIssue.LetApproveAsync(issuing.Services, data, issuing.Lifetime.ApplicationStopping);
            var training = await IssueAsync(DemoApiKeys.Training, DemoSample.Training);
            var console = await DemoPeople.KeepAsync(issuing.Services, data, issuing.Lifetime.ApplicationStopping);
            await DemoUnsent.LeaveAsync(data, issuing.Lifetime.ApplicationStopping);
            DemoReport.Write(issuing, data, results, training, console);
            await issuing.WaitForShutdownAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (issuing.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Ctrl-C while the sample was being issued: the next start goes on where this one ended.
        }

        async Task<DemoIssued> IssueAsync(DemoApiKeys keys, DemoSample sample)
        {
            var stopping = issuing.Lifetime.ApplicationStopping;
            var people = await keys.KeepAsync(issuing.Services, data, stopping);
            var batch = await DemoIssue.RunAsync(issuing.Services, sample, people, data, stopping);
            var certificate = await DemoIssue.PickAsync(issuing.Services, batch.Id, people[ApiKeyRole.Operator], data, stopping);
            return new DemoIssued(batch.Counts, certificate, batch.Decision is not null);
        }
    }
}
