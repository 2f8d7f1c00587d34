extern alias Api;

using Api::Certificates.Api.Access;
using Certificates.Core.Signing;
using Certificates.Web.Hosting;
using Microsoft.Data.Sqlite;

namespace Certificates.Tests.Api;

[NonParallelizable]
internal sealed class KeysCommandTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("certificates-keys-").FullName;
        DemoKeys.Create(Path.Combine(_folder, "keys"), new SigningOptions(), "示范数字技术评价中心", TimeProvider.System);
    }

    [TearDown]
    public void RemoveFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Key_AskedForRightly_IsPrintedAlone()
    {
        var (code, output, errors) = await RunAsync("--role", "authority", "--person", "测试", "--expires", $"{DateTime.UtcNow.AddMonths(6):yyyy-MM-dd}");

        Assert.That(code, Is.EqualTo(ExitCode.Success), errors);
        Assert.That(output.Trim(), Does.Match("^zjk_[0-9A-Za-z_-]{43}$"));
        Assert.That(errors, Does.Contain("authority").And.Not.Contain(output.Trim()));
    }

    [TestCase("", "role is one of")]
    [TestCase("--role king --person x", "role is one of")]
    [TestCase("--role auditor", "--person is missing")]
    [TestCase("--role auditor --person x --expires 31.12.2099", "yyyy-MM-dd")]
    [TestCase("--rolle auditor --person x", "no option --rolle")]
    [TestCase("auditor --person x", "'auditor' belongs to no option")]
    [TestCase("--role auditor --person", "--person needs a value")]
    public async Task Key_AskedForWrongly_TellsHow(string args, string told)
    {
        var (code, output, errors) = await RunAsync(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That(code, Is.EqualTo(ExitCode.Usage));
        Assert.That(output, Is.Empty);
        Assert.That(errors, Does.Contain(told).And.Contain("keys create --role"));
    }

    [TestCase("--role operator --person x", "names its institution")]
    [TestCase("--role operator --institution 9999 --person x", "No institution has this code")]
    [TestCase("--role auditor --person x --expires 2099-12-31", "after a year at most")]
    [TestCase("--role auditor --person x --expires 2020-12-31", "ends in the future")]
    [TestCase("--role auditor --person <x>", "plain text")]
    [TestCase("--role auditor --person x --Storage:Provider=Oracle", "Storage:Provider")]
    public async Task Key_ThatCannotBeMade_TellsWhy(string args, string told)
    {
        var (code, output, errors) = await RunAsync(args.Split(' '));

        Assert.That(code, Is.EqualTo(ExitCode.Failure), errors);
        Assert.That(output, Is.Empty);
        Assert.That(errors, Does.Contain(told));
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var capturedOutput = new StringWriter();
        using var capturedErrors = new StringWriter();
        try
        {
            Console.SetOut(capturedOutput);
            Console.SetError(capturedErrors);
            string[] settings = [$"--DataDirectory={_folder}", "--Storage:IsSpecimen=true"];
            var code = await KeysCommand.CreateAsync(args.Length == 0 ? args : [.. args, .. args[^1] == "--person" ? [] : settings]);
            return (code, capturedOutput.ToString(), capturedErrors.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
