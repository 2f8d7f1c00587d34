extern alias Api;

using System.Text;
using Api::Certificates.Api.Recovery;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Web.Hosting;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Resilience;

/// <summary>The words of command that bring a register up, as whoever looks after it types them.</summary>
[NonParallelizable]
[Category(Categories.Faults)]
internal sealed class RecoverCommandTests
{
    [Test]
    public async Task Recover_WithoutItsJournal_IsRefused_AndGoesOnByTheWordOfCommand()
    {
        await using var issuing = await IssuedAsync(TimeProvider.System.GetUtcNow());
        Directory.Delete(Path.Combine(issuing.Folder, "recovery"), recursive: true);

        var refused = await RunAsync(issuing, []);
        var begun = await RunAsync(issuing, ["--new-journal"]);
        var again = await RunAsync(issuing, []);

        Assert.That((refused.Code, begun.Code, again.Code), Is.EqualTo((ExitCode.Failure, ExitCode.Success, ExitCode.Success)), refused.Said + begun.Said + again.Said);
        Assert.That(refused.Said, Does.Contain("recover --new-journal").And.Not.Contain("   at "));
        Assert.That(again.Said, Does.Contain("nothing to do"));
    }

    [Test]
    public async Task Recover_AfterAClockThatWasAhead_ShowsWhatItWrote()
    {
        await using var issuing = await IssuedAsync(TimeProvider.System.GetUtcNow().AddDays(3));

        var shown = await RunAsync(issuing, ["--clock"]);
        var again = await RunAsync(issuing, ["--clock"]);

        Assert.That((shown.Code, again.Code), Is.EqualTo((ExitCode.Success, ExitCode.Success)), shown.Said + again.Said);
        Assert.That(shown.Said, Does.Contain("bear an instant that has not come").And.Contain($"{TimeProvider.System.GetUtcNow().AddDays(3):yyyy-MM-dd}"));
    }

    /// <summary>A register with a few certificates that nobody has open.</summary>
    private static async Task<TestIssuing> IssuedAsync(DateTimeOffset now)
    {
        var issuing = await TestIssuing.OpenAsync(now, embedded: true);
        var received = await issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 3)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await issuing.IssueAsync(reception!.Batch.Id);
        await issuing.CloseAsync();
        return issuing;
    }

    private static async Task<(int Code, string Said)> RunAsync(TestIssuing issuing, string[] words)
    {
        var (output, error, said) = (Console.Out, Console.Error, new StringWriter());
        Console.SetOut(said);
        Console.SetError(said);
        try
        {
            var code = await RecoverCommand.RunAsync([.. words, $"--DataDirectory={issuing.Folder}", "--Storage:IsSpecimen=true", "--Logging:LogLevel:Default=None"]);
            return (code, said.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            SqliteConnection.ClearAllPools();
        }
    }
}
