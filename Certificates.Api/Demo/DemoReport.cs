using Certificates.Core.Batches;
using Certificates.Core.Composition;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Notes;
using Spectre.Console;

namespace Certificates.Api.Demo;

/// <summary>What the demo tells when it is up: where things are, and what to do next.</summary>
internal static class DemoReport
{
    /// <summary>Writes it to the console.</summary>
    public static void Write(WebApplication issuing, DataDirectory data, DemoIssued results, DemoIssued training,
        IReadOnlyList<DemoPerson> people)
    {
        var api = issuing.Urls.First();
        var site = issuing.Configuration["Verification:BaseUrl"]!;
        var keys = Shown(Path.Combine(data.Path, DemoApiKeys.All.FileName));
        var unsent = Shown(Path.Combine(DemoUnsent.Folder(data), DemoUnsent.Results));
        var photos = Shown(Path.Combine(DemoUnsent.Folder(data), DemoUnsent.Photos));
        var table = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Row(table, "Issuing API · 签发", api);
        var console = issuing.Services.GetRequiredService<ConsoleOptions>().BaseUrl;
        Row(table, "Console · 工作台", $"{console}/console with the people of {Shown(Path.Combine(data.Path, DemoPeople.FileName))}");
        Row(table, "API reference · 接口说明", $"{api}/docs");
        Row(table, "Verification site · 查验", site);
        var log = issuing.Services.GetRequiredService<SignerKey>().Verifier;
        Row(table, "Log · 日志", $"{site}/log, signed by {log}");
        Row(table, "Sample · 样例", $"{results.Counts.Received} rows, {results.Counts.Issued} certificates issued");
        Row(table, "Training · 培训", $"{training.Counts.Received} rows, {training.Counts.Issued} training certificates issued"
            + (training.IsApproved ? "; its approver approved them · 经审批人批准" : ""));
        Row(table, "To send · 待报送", $"{unsent} with {DemoUnsent.Photos} beside it: six of its rows have faults; "
            + $"{DemoUnsent.Training}: the training institution's");
        Row(table, "API keys", $"{keys} (yours alone to read); {DemoApiKeys.Training.FileName} beside it: the training institution's");
        Row(table, "Signing keys", $"{Shown(data.Keys)} ({DemoKeys.RootFile}: for PDF readers)");
        Row(table, "One certificate", results.Certificate);
        Row(table, "One of training", training.Certificate);
        AnsiConsole.Write(table);
        Write(people);

        // Written past the table's console, which would break a command that is to be copied.
        System.Console.WriteLine($"""

            Next: open the PDF and scan its QR code, or look the number and the name up at {site}
            Sign in as the clerk at {console}/console and drop {unsent} on 报送成绩 (Send results): the dry run
            shows its faults, and sends nothing. A program does the same:
              curl -H "Authorization: Bearer $(jq -r .operator {keys})" -F file=@{unsent} -F photos=@{photos} "{api}/v1/batches?dryRun=true"
            All people are made up, all certificates are specimens (样张). Ctrl-C ends both sites.
            """);
    }

    /// <summary>Whom one can sign in as; the code of the authenticator is good for half a minute or so.</summary>
    private static void Write(IReadOnlyList<DemoPerson> people)
    {
        var lines = people.Select(person =>
            $"{person.Login,-11} {person.Password}  {person.CodeNow()}    {person.Totp}  {person.Role} {person.Institution}");
        System.Console.WriteLine($"""

            login       password        code now  authenticator secret              role
            {string.Join(Environment.NewLine, lines)}
            """);
    }

    /// <summary>Where the console is opened: a passkey is bound to a name, which an address in digits is not.</summary>
    public static string ConsoleOf(string api) => api.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    private static void Row(Grid table, string label, DemoCertificate certificate)
    {
        Row(table, label, $"{certificate.Number.Grouped}  {certificate.Name}");
        Row(table, "its PDF", Shown(certificate.Path));
    }

    private static void Row(Grid table, string label, string text) =>
        table.AddRow(new Text(label, new Style(decoration: Decoration.Bold)), new Text(text));

    private static string Shown(string path) =>
        Path.GetRelativePath(Environment.CurrentDirectory, path) is var near && near.StartsWith("..", StringComparison.Ordinal)
        ? path
        : near;
}

/// <summary>What became of a sample.</summary>
/// <param name="Counts">How its rows ended.</param>
/// <param name="Certificate">One to try.</param>
/// <param name="IsApproved">True when an approver decided over it.</param>
internal sealed record DemoIssued(BatchCounts Counts, DemoCertificate Certificate, bool IsApproved);
