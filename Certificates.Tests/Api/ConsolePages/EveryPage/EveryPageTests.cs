extern alias Api;

using System.Text.RegularExpressions;
using Api::Certificates.Api;
using Certificates.Tests.Verify;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>
/// Every page that a person can see at the console is opened as that person, with real data, and looked at. Which there are is asked of the
/// table of endpoints and of the compiled service: a new page, or a new part of one, that nobody walks to turns this red.
/// </summary>
[Category(Categories.Browser)]
[Category(Categories.Process)]
internal sealed partial class EveryPageTests
{
    private const string Secret = "a secret of the tests alone";

    /// <summary>What is asked for and is no page: files, pictures, streams, ways to another site.</summary>
    internal static readonly string[] NoPages =
    [
        "/console/batches/{id}/events", "/console/batches/{id}/rows.csv", "/console/batches/{id}/rows.xlsx",
        "/console/batches/{id}/certificates.zip", "/console/batches/templates/{kind}.xlsx", "/console/batches/drafts/{id}/rows.xlsx",
        "/console/batches/drafts/{id}/preview.pdf", "/console/certificates/{number}/pdf",
        "/console/certificates/{number}/photo", "/console/inbox/requests/{id}/photo",
        "/console/sign-in/provider", "/console/sign-in/provider/again",
    ];

    private readonly DrawnComponents _drawn = new();
    private string _secretFile = "";
    private Uri _console = null!;
    private Chromium _browser = null!;
    private TestProvider _provider = null!;
    private RunningApi _api = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Chromium.StartAsync();
        var port = FreePort.Next();
        _console = new Uri($"http://localhost:{port}");
        _provider = await TestProvider.StartAsync(_console, Secret);
        _secretFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(_secretFile, Secret);
        _api = await RunningApi.StartAsync(
            clock: null, (services, _) => services.AddSingleton<IComponentActivator>(_drawn),
            [
                ("Urls", $"http://127.0.0.1:{port}"), ("Console:BaseUrl", $"http://localhost:{port}"),
                ("Console:Oidc:Authority", _provider.Authority), ("Console:Oidc:ClientId", "console"),
                ("Console:Oidc:ClientSecretFile", _secretFile), ("Console:Oidc:Acr", "strong"), ("Console:Oidc:Name", "统一身份认证"),
            ]);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _provider?.Dispose();
        File.Delete(_secretFile);
        await (_api?.DisposeAsync() ?? default);
        await (_browser?.DisposeAsync() ?? default);
    }

    [Test]
    public async Task EveryPage_InBothLanguages_LightAndDark_WideAndNarrow_IsClean()
    {
        var walk = new PageWalk(_browser, _console, _drawn);
        using var scene = await PageScene.SetAsync(_api);
        await new EntranceTour(_api, walk, scene).GoAsync();
        await new InstitutionTour(walk, scene).GoAsync();
        await new ProviderTour(walk, scene).GoAsync();
        await new AuthorityTour(_api, walk, scene).GoAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(walk.Faults, Is.Empty);
            Assert.That(Unopened(walk), Is.Empty, "pages that nobody opened");
            Assert.That(Parts().Except(walk.Seen).Select(part => part.Name), Is.Empty, "parts of pages that nobody saw");
        }
    }

    /// <summary>An address is of the page that has most of its words: <c>/recall</c> is no certificate's number.</summary>
    private IEnumerable<string> Unopened(PageWalk walk)
    {
        var pages = Pages().ToList();
        return pages.Except(
            walk.Addresses.Select(address => pages.Where(page => IsOf(address, page)).MinBy(page => page.Count(unit => unit == '{')) ?? ""),
            StringComparer.Ordinal);
    }

    private IEnumerable<string> Pages() => _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET", StringComparer.Ordinal) == true)
        .Select(endpoint => Constraint().Replace(endpoint.RoutePattern.RawText!, ""))
        .Where(pattern => pattern == "/" || pattern.StartsWith("/console", StringComparison.Ordinal) || pattern.StartsWith("/notice", StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal).Except(NoPages, StringComparer.Ordinal);

    private static IEnumerable<Type> Parts() => typeof(ApiHost).Assembly.GetTypes()
        .Where(type => typeof(IComponent).IsAssignableFrom(type) && !type.IsAbstract && type.Name != "_Imports");

    internal static bool IsOf(string address, string pattern)
    {
        var (there, asked) = (address.TrimEnd('/').Split('/'), pattern.TrimEnd('/').Split('/'));
        return there.Length == asked.Length
            && there.Zip(asked).All(part => part.Second.StartsWith('{') ? part.First.Length > 0 : part.First == part.Second);
    }

    [GeneratedRegex(":[a-z]+(?=})", RegexOptions.None, 1000)]
    private static partial Regex Constraint();
}
