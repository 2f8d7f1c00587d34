using Certificates.Tests.Documentation;

namespace Certificates.Tests.Reference;

/// <summary>The OpenAPI documents of a running demo, judged by Redocly, and clients generated from them that do what README does.</summary>
[Category("Process")]
[Platform("Linux")]
[NonParallelizable]
internal sealed class GeneratedClientTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "Certificates.Tests", "Reference");
    private DemoTerminal? _terminal;

    [OneTimeSetUp]
    public async Task StartDemoAsync()
    {
        Tool.Require(File.Exists(Path.Combine(Folder, "node_modules", ".bin", "redocly")), "redocly (npm ci in Certificates.Tests/Reference)");
        _terminal = await DemoTerminal.StartAsync();
        await RunAsync($"""
            cp '{Folder}'/*.ts '{Folder}'/*.json '{Folder}'/*.yaml . && ln -sfn '{Folder}/node_modules' node_modules
            cp lint-ignore.yaml .redocly.lint-ignore.yaml
            curl -o issuing.json http://127.0.0.1:5080/openapi/v1.json
            curl -o verifying.json http://127.0.0.1:5081/openapi/v1.json
            """);
    }

    [OneTimeTearDown]
    public async Task EndDemoAsync()
    {
        if (_terminal is not null)
        {
            await _terminal.DisposeAsync();
        }
    }

    [TestCase("issuing")]
    [TestCase("verifying")]
    public Task Document_JudgedByRedocly_IsCleanByItsRecommendedRules(string document) => RunAsync($"""
        export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
        node_modules/.bin/redocly lint {document}.json --config redocly.yaml --format json --max-problems 1000 > {document}.lint || true
        jq -r '.problems[] | select(.ignored | not) | .ruleId + ": " + .message + " " + (.location[0].pointer // "")' {document}.lint
        jq -e '.totals.errors == 0 and .totals.warnings == 0' {document}.lint
        """);

    [Test]
    public Task Clients_GeneratedFromTheDocuments_DoWhatTheReadmeDoes() => RunAsync("""
        node_modules/.bin/openapi-typescript issuing.json -o issuing.ts
        node_modules/.bin/openapi-typescript verifying.json -o verifying.ts
        node_modules/.bin/tsc -p .
        node flow.js http://127.0.0.1:5080 http://127.0.0.1:5081 .
        """);

    private async Task RunAsync(string commands)
    {
        var (exitCode, output) = await _terminal!.RunAsync(new ShellBlock("reference", 1, IsRun: true, commands));
        Assert.That(exitCode, Is.Zero, output);
    }
}
