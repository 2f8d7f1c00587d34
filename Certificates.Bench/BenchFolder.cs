using Certificates.Core.Access;
using Certificates.Core.Composition;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>A data directory of its own with demo keys, a register and an operator's key; gone when disposed.</summary>
internal sealed class BenchFolder : IAsyncDisposable
{
    private BenchFolder(string path, ServiceProvider services, ApiKey sender, string secret) =>
        (Path, Services, Sender, Secret) = (path, services, sender, secret);

    public string Path { get; }

    public ServiceProvider Services { get; }

    public ApiKey Sender { get; }

    public string Secret { get; }

    public static async Task<BenchFolder> OpenAsync(CancellationToken cancellationToken)
    {
        var path = Directory.CreateTempSubdirectory("certificates-bench-").FullName;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DataDirectory"] = path,
            ["Storage:IsSpecimen"] = "true",
            ["Verification:BaseUrl"] = "https://verify.example.cn",
        }).Build();
        DemoKeys.Create(System.IO.Path.Combine(path, "keys"), new SigningOptions(), "示范数字技术评价中心", TimeProvider.System);
        var services = new ServiceCollection().AddLogging().AddCertificateIssuing(configuration).BuildServiceProvider();
        await services.GetRequiredService<RegisterSetUp>().SetUpAsync(cancellationToken);

        // Nothing is of before there was a log: services that start look for none.
        await services.GetRequiredService<EnteredLeaves>().EnterAsync(cancellationToken);
        var made = await services.GetRequiredService<ApiKeys>().CreateAsync(ApiKeyRole.Operator, "0001", "bench", null, cancellationToken);
        return made.TryGet(out var key, out var refusals)
            ? new BenchFolder(path, services, key.Key, key.Secret)
            : throw new InvalidOperationException(refusals.First.Message);
    }

    /// <summary>The secret of a new key that checks lists.</summary>
    public async Task<string> CheckerAsync(CancellationToken cancellationToken)
    {
        var made = await Services.GetRequiredService<ApiKeys>().CreateAsync(ApiKeyRole.Checker, null, "bench", null, cancellationToken);
        return made.TryGet(out var checker, out var refusals) ? checker.Secret : throw new InvalidOperationException(refusals.First.Message);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
