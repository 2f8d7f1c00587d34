extern alias Api;
extern alias Verify;

using System.Reflection;
using Api::Certificates.Api;
using Certificates.Core.Signing;
using Certificates.Web.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Certificates.Tests.Web;

/// <summary>Both services, started as the shell starts them, on settings they cannot take: one sentence with the key, and no stack trace.</summary>
[NonParallelizable]
[Category(Categories.Faults)]
internal sealed class StartTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("certificates-start-").FullName;
        DemoKeys.Create(Path.Combine(_folder, "keys"), new SigningOptions(), "示范数字技术评价中心", TimeProvider.System);
    }

    [TearDown]
    public void DeleteFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<TestCaseData> WrongSettings()
    {
        (string Key, string Value, string Service)[] cases =
        [
            ("Urls", "foo", "AV"), ("Urls", "http://", "AV"), ("Urls", "ftp://127.0.0.1:1", "AV"), ("Urls", "http://127.0.0.1:99999", "AV"),
            ("Urls", "http://192.0.2.1:1", "AV"), ("Urls", "https://127.0.0.1:0", "AV"), ("Kestrel:Endpoints:A:Url", "foo", "AV"),
            ("Kestrel:Endpoints:A:Url", "https://127.0.0.1:0", "AV"), ("Logging:LogLevel:Default", "Loud", "AV"), ("Logging:Console:LogLevel:Certificates", "7", "AV"),
            ("Limits:RequestsPerMinute", "abc", "V"), ("Limits:RequestsPerMinute", "-1", "V"), ("Limits:RequestsPerMinute", "99999999999", "V"),
            ("Proxies", "foo", "AV"), ("SecretsDirectory", "/proc/none", "AV"), ("DataDirectory", "/proc/none/x", "AV"),
            ("Metrics:Url", "foo", "AV"), ("Otlp:Endpoint", "foo", "AV"), ("Storage:Provider", "Oracle", "AV"), ("Storage:ConnectionString", "garbage", "AV"),
            ("Storage:DeskConnectionString", "garbage", "V"),
            ("Storage:DeskConnectionString", "Data Source={folder}/x/y/desk.db", "V"), ("Storage:IsSpecimen", "maybe", "AV"),
            ("Verification:BaseUrl", "foo", "AV"), ("Signing:Pdf:File", "/proc/none/x.pfx", "A"), ("Signing:LookUpKeyFile", "/proc/none/x.key", "AV"),
            ("Signing:SealKeyFile", "/proc/none/x.key", "AV"), ("Signing:AuthoritiesFile", "/proc/none/x.pem", "AV"),
        ];
        return cases.SelectMany(each => each.Service.Select(service => new TestCaseData(service, each.Key, each.Value).SetArgDisplayNames($"{service}", each.Key, each.Value)));
    }

    [TestCaseSource(nameof(WrongSettings))]
    public async Task Start_WithAWrongSetting_EndsInASentenceWithItsKey(char service, string key, string value)
    {
        var (code, said) = await RunAsync(service, (key, value.Replace("{folder}", _folder, StringComparison.Ordinal)));

        Assert.That(code, Is.EqualTo(ExitCode.Failure), said);
        Assert.That(said, Does.Contain(key.StartsWith("Kestrel", StringComparison.Ordinal) ? "Kestrel" : key).And.Not.Contain("   at ").And.Not.Contain("Exception"));
    }

    [TestCase('A', "register.db")]
    [TestCase('V', "desk.db")]
    public async Task Start_OnAFileThatIsNoDatabase_EndsInASentence(char service, string file)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, file), new string('x', 5000));

        var (code, said) = await RunAsync(service);

        Assert.That((code, said), Is.EqualTo((ExitCode.Failure, said)));
        Assert.That(said, Does.Contain($"{file} is damaged").And.Not.Contain("   at "));
    }

    [TestCase('A', "register.db")]
    [TestCase('V', "desk.db")]
    public async Task Start_OnADatabaseThatTheScriptsDoNotFit_EndsInASentence(char service, string file)
    {
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(_folder, file)};Pooling=False"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "CREATE TABLE Certificate (A); CREATE TABLE ShareCode (A); CREATE TABLE Institution (A)";
            await command.ExecuteNonQueryAsync();
        }

        var (code, said) = await RunAsync(service);

        Assert.That(code, Is.EqualTo(ExitCode.Failure), said);
        Assert.That(said, Does.Contain("ConnectionString").And.Not.Contain("   at "));
    }

    /// <summary>On a disk of its own that takes nothing: modes do not stop root.</summary>
    [Test]
    [Category(Categories.Process)]
    public async Task Start_OnADeskThatCannotBeWritten_EndsInASentence()
    {
        var disk = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        using var mount = Tool.Start("mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", disk);
        await mount.WaitForExitAsync();
        Tool.Require(mount.ExitCode == 0, "A disk of the test's own (mount, as root)");
        try
        {
            var (code, said) = await RunAsync('V', ("Storage:DeskConnectionString", $"Data Source={disk}/desk.db"));
            Assert.That(code, Is.EqualTo(ExitCode.Failure), said);
            Assert.That(said, Does.Contain("Storage:DeskConnectionString").And.Not.Contain("   at "));
        }
        finally
        {
            Tool.Run("umount", "--lazy", disk);
        }
    }

    [Test]
    public async Task Start_WithASettingsFileThatIsNoJson_EndsInASentence()
    {
        var here = Directory.GetCurrentDirectory();
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), "{ no json");
        try
        {
            Directory.SetCurrentDirectory(_folder);
            var (code, said) = await RunAsync('V');
            Assert.That(code, Is.EqualTo(ExitCode.Failure), said);
            Assert.That(said, Does.Contain("appsettings.json").And.Not.Contain("   at "));
        }
        finally
        {
            Directory.SetCurrentDirectory(here);
        }
    }

    /// <summary>Options of the services' own assemblies, which are not among those of the rooms.</summary>
    [Test]
    public void Options_OfTheServicesThemselves_AreAllHeldAgainstTheirTypes()
    {
        Type[] options =
        [
            .. new[] { typeof(ApiHost).Assembly, typeof(Verify::Certificates.Verify.Program).Assembly, typeof(StartFaults).Assembly }
                .SelectMany(assembly => assembly.GetTypes()).Where(type => type.GetField("Section") is { IsLiteral: true }),
        ];
        Assert.That(options.Select(type => type.Name), Does.Contain("LimitOptions"));
        foreach (var type in options)
        {
            foreach (var option in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(option => option.CanWrite))
            {
                var key = $"{type.GetField("Section")!.GetRawConstantValue()}:{option.Name}";
                foreach (var value in (string[])["abc", "-1", "99999999999999999999"])
                {
                    Assert.That(() => Validate(key, value), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains(key), value);
                }
            }
        }
    }

    private void Validate(string key, string value)
    {
        using var site = Verify::Certificates.Verify.Program.Build([.. Arguments((key, value))]);
        site.Services.GetRequiredService<IStartupValidator>().Validate();
    }

    private IEnumerable<string> Arguments(params (string Key, string Value)[] settings) =>
    [
        "--Urls=http://127.0.0.1:0", $"--DataDirectory={_folder}", "--Storage:IsSpecimen=true", "--Logging:LogLevel:Default=None",
        .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
    ];

    private async Task<(int Code, string Said)> RunAsync(char service, params (string Key, string Value)[] settings)
    {
        var (before, said) = (Console.Error, new StringWriter());
        Console.SetError(said);
        try
        {
            string[] args = [.. Arguments(settings)];
            var code = await (service == 'A' ? ApiHost.ServeAsync(args) : Verify::Certificates.Verify.Program.Main(args)).WaitAsync(TimeSpan.FromSeconds(60));
            return (code, said.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
