namespace Certificates.Tests.Documentation;

/// <summary>
/// The commands that README and docs show, run as a newcomer would who started the demo: page after page in a terminal of its own,
/// block after block, all of them against one demo. A command that fails, and a request that is refused, ends its block.
/// </summary>
[Category("Process")]
[Platform("Linux")]
[NonParallelizable]
internal sealed class ShellBlockTests
{
    private DemoTerminal _terminal = null!;

    private static IEnumerable<TestCaseData> RunBlocks =>
        ShellBlock.All().Where(block => block.IsRun).Select(block => new TestCaseData(block).SetArgDisplayNames(block.ToString()));

    private static IEnumerable<TestCaseData> OtherBlocks =>
        ShellBlock.All().Where(block => !block.IsRun).Select(block => new TestCaseData(block).SetArgDisplayNames(block.ToString()));

    [OneTimeSetUp]
    public async Task StartDemoAsync() => _terminal = await DemoTerminal.StartAsync();

    [OneTimeTearDown]
    public async Task EndDemoAsync() => await _terminal.DisposeAsync();

    [TestCaseSource(nameof(RunBlocks))]
    public async Task Block_CopiedAfterTheDemoWasStarted_Succeeds(ShellBlock block)
    {
        var (exitCode, output) = await _terminal.RunAsync(block);

        Assert.That(exitCode, Is.Zero, output);
    }

    [TestCaseSource(nameof(OtherBlocks))]
    public void Block_ThatIsNotRun_NeedsWhatATestLacks(ShellBlock block) =>
        Assert.That(block.NeedsWhatATestLacks, Is.True, block.Text);

    [Test]
    public void Blocks_OfEveryAudience_AreRun() =>
        Assert.That(
            ShellBlock.All().Where(block => block.IsRun).Select(block => block.Page).Distinct(StringComparer.Ordinal),
            Is.SupersetOf(new[] { "README.md", "docs/institutions.md", "docs/verifying.md", "docs/authority.md", "docs/operations.md" }));
}
