extern alias Verify;

using System.Text;
using Certificates.Core;
using Certificates.Core.Data;
using Certificates.Core.Verifying;
using Certificates.Tests.Reference;
using Certificates.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Verify::Certificates.Verify;
using Verify::Certificates.Verify.Bulk;
using Verify::Certificates.Verify.Lookup;

namespace Certificates.Tests.Verify;

/// <summary>
/// The site on a real Kestrel, on the register of <see cref="TestRegister"/>. Beside its own addresses, <c>/sample/{name}</c> answers with a verdict of
/// <see cref="SampleVerdicts"/>, so that every page can be looked at without bringing a register into that state.
/// </summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string? _ownFolder;

    private TestSite(WebApplication app, RecordedLog log, string? ownFolder) => (_app, Log, _ownFolder) = (app, log, ownFolder);

    /// <summary>Everything the site logged, at the levels it logs at.</summary>
    public RecordedLog Log { get; }

    /// <summary>Its data directory.</summary>
    public string Folder => _ownFolder ?? throw new InvalidOperationException("The folder is another site's.");

    /// <summary>A part of the site.</summary>
    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Starts a site with a desk of its own.</summary>
    public static async Task<TestSite> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("certificates-site-").FullName;
        TestRegister.CopyKeys(folder);
        return await StartAsync(folder, ownFolder: folder, settings);
    }

    /// <summary>Starts a site with a desk of its own on a register that is told how to behave.</summary>
    public static async Task<TestSite> StartAsync(Dialect register)
    {
        var folder = Directory.CreateTempSubdirectory("certificates-site-").FullName;
        TestRegister.CopyKeys(folder);
        return await StartAsync(folder, ownFolder: folder, [], register: register);
    }

    /// <summary>Starts a site with a desk and a clock of its own.</summary>
    public static async Task<TestSite> StartAsync(TimeProvider clock)
    {
        var folder = Directory.CreateTempSubdirectory("certificates-site-").FullName;
        TestRegister.CopyKeys(folder);
        return await StartAsync(folder, ownFolder: folder, [], clock: clock);
    }

    /// <summary>Starts a site on a folder, as after a restart or beside another process.</summary>
    public static Task<TestSite> StartOnAsync(TestSite other, params (string Key, string Value)[] settings) =>
        StartAsync(other._ownFolder!, ownFolder: null, settings);

    /// <summary>Starts a site on the register and the keys of a service that issues.</summary>
    public static Task<TestSite> StartForAsync(string issuingFolder, params (string Key, string Value)[] settings) =>
        StartAsync(issuingFolder, ownFolder: null, settings, issuingFolder);

    private static async Task<TestSite> StartAsync(
        string folder, string? ownFolder, (string Key, string Value)[] settings, string? registerFolder = null, Dialect? register = null, TimeProvider? clock = null)
    {
        var log = new RecordedLog();
        var app = Program.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(
            [
                new("Urls", "http://127.0.0.1:0"),
                new("DataDirectory", folder),
                new("Storage:ConnectionString", $"Data Source={Path.Combine(registerFolder ?? TestRegister.Folder, "register.db")}"),
                new("Storage:IsSpecimen", "true"),
                .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
            ]);
            builder.Logging.ClearProviders().AddProvider(log);
            if (register is not null)
            {
                builder.Services.AddSingleton(register);
            }

            if (clock is not null)
            {
                builder.Services.AddSingleton(clock);
            }
        });
        app.MapGet("/sample/{name}", (string name, HttpContext http) => Answers.PageOrJson(http, SampleVerdicts.All[name]));
        app.MapGet("/samples", (HttpContext http) => Answers.Page(
            http,
            new Answer(VerdictKind.Valid, [SampleVerdicts.All["valid"], SampleVerdicts.All["revoked"]], null, SampleVerdicts.AsOf, null),
            new Question(null, "王伟", "990101199001010015")));
        app.MapGet("/sample-found", (HttpContext http) => Answers.Page(
            http, Single("valid"), new Question(SampleVerdicts.Number, "王𬭎", null)));
        app.MapGet("/sample-not-found", (HttpContext http) => Answers.Page(
            http, Single("not_found"), new Question("Z000111010426100001", "王", "990101199001010015")));
        app.MapGet("/sample-pdf-refused", () => Html.Page<HomePage>(
            StatusCodes.Status400BadRequest, (nameof(HomePage.Refusal), new Refusal(RefusalCode.NotAPdf, "file"))));
        app.MapGet("/sample-bulk-refused", () => Html.Page<BulkPage>(
            StatusCodes.Status400BadRequest, (nameof(BulkPage.Refusal), new Refusal(RefusalCode.PurposeMissing, "purpose", "Say why."))));
        await app.StartAsync(CancellationToken.None);
        return new TestSite(app, log, ownFolder);
    }

    private static Answer Single(string sample) =>
        new(SampleVerdicts.All[sample].Kind, [], SampleVerdicts.Number, SampleVerdicts.AsOf, SampleVerdicts.All[sample]);

    /// <summary>A client without cookies that does not follow redirects, and sends whatever header it is told to.</summary>
    public HttpClient Client()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8, UseCookies = false };
        return new HttpClient(new DocumentedCodes("site", handler)) { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (_ownFolder is not null)
        {
            Directory.Delete(_ownFolder, recursive: true);
        }
    }
}
