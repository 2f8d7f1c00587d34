extern alias Api;

using Api::Certificates.Api.Access;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Notes;
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

    [Test]
    public async Task KeyOfTheLog_AskedFor_IsMadeOnce_AndItsPublicHalfIsPrintedAlone()
    {
        var file = Path.Combine(_folder, "keys", "log.key");
        File.Delete(file);
        var (code, output, errors) = await CreateLogAsync("--Verification:BaseUrl=https://verify.example.cn");
        var made = await File.ReadAllTextAsync(file);
        var (again, nothing, told) = await CreateLogAsync("--origin", "other.example/log");

        Assert.That(code, Is.EqualTo(ExitCode.Success), errors);
        Assert.That(VerifierKey.TryParse(output.Trim(), out var key), Is.True, output);
        Assert.That(key!.Name, Is.EqualTo("verify.example.cn/log"));
        Assert.That(SignerKey.TryParse(made.Trim(), out var signer), Is.True);
        Assert.That(signer!.Verifier.ToString(), Is.EqualTo(output.Trim()));
        Assert.That(OperatingSystem.IsWindows() || !PrivateFiles.IsOpen(file), Is.True);
        Assert.That((again, nothing, await File.ReadAllTextAsync(file)), Is.EqualTo((ExitCode.Failure, "", made)));
        Assert.That(told, Does.Contain("is there already"));
        Assert.That(errors, Does.Not.Contain("PRIVATE"));
    }

    [TestCase("--origin", "a b")]
    [TestCase("--origin", "a+b")]
    [TestCase("--name", "a")]
    public async Task KeyOfTheLog_AskedForWrongly_TellsHow(string option, string value)
    {
        var (code, output, errors) = await CreateLogAsync(option, value);

        Assert.That((code, output), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(errors, Does.Contain("--origin"));
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

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        string[] settings = [$"--DataDirectory={_folder}", "--Storage:IsSpecimen=true"];
        return CaptureAsync(() => KeysCommand.CreateAsync(args.Length == 0 ? args : [.. args, .. args[^1] == "--person" ? [] : settings]));
    }

    private Task<(int Code, string Output, string Errors)> CreateLogAsync(params string[] args) =>
        CaptureAsync(() => LogKeyCommand.CreateAsync([.. args, $"--DataDirectory={_folder}"]));

    private static async Task<(int Code, string Output, string Errors)> CaptureAsync(Func<Task<int>> command)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var capturedOutput = new StringWriter();
        using var capturedErrors = new StringWriter();
        try
        {
            Console.SetOut(capturedOutput);
            Console.SetError(capturedErrors);
            var code = await command();
            return (code, capturedOutput.ToString(), capturedErrors.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
