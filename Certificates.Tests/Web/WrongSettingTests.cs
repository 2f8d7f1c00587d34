using System.Reflection;
using Certificates.Core.Composition;
using Certificates.Core.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Certificates.Tests.Web;

/// <summary>Every option of every room is given values it cannot take; the start ends with a sentence that names its key.</summary>
internal sealed class WrongSettingTests
{
    /// <summary>
    /// Options of text that take any: passwords, and what a database or a disk alone can judge, which is judged when it is opened.
    /// </summary>
    private static readonly string[] TakeAnyText = ["Password", "OtlpEndpoint"];

    private static readonly string[] BadTexts = ["garbage garbage", ",,,=", "/proc/none/x"];

    private static readonly string[] NoFolders = ["/proc/none/x", "/proc/x", "/dev/null/x"];

    private static readonly string[] BadNumbers = ["abc", "-1", "99999999999999999999"];

    private static IEnumerable<TestCaseData> Options()
    {
        foreach (var type in typeof(StorageOptions).Assembly.GetTypes().Where(type => type.GetField("Section") is { IsLiteral: true }))
        {
            foreach (var (key, option) in Keys((string)type.GetField("Section")!.GetRawConstantValue()!, type))
            {
                foreach (var value in BadValues(option))
                {
                    yield return new TestCaseData(key, value).SetArgDisplayNames(key, value);
                }
            }
        }
    }

    [TestCaseSource(nameof(Options))]
    public void Start_WithAValueItsOptionCannotTake_NamesTheKey(string key, string value)
    {
        using var folder = new Signing.DemoFolder();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DataDirectory"] = Path.GetDirectoryName(folder.Path),
            ["Storage:IsSpecimen"] = "true",
            [key] = value,
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var issuing = new ServiceCollection().AddLogging().AddCertificateIssuing(configuration).BuildServiceProvider();
        using var verifying = new ServiceCollection().AddLogging().AddCertificateVerification(configuration).BuildServiceProvider();
        var said = new[] { issuing, verifying }.Select(FaultOf).Where(fault => fault is not null && fault.Contains(key, StringComparison.Ordinal));
        Assert.That(said, Is.Not.Empty, $"{FaultOf(issuing)} / {FaultOf(verifying)}");
    }

    private static string? FaultOf(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return null;
        }
        catch (OptionsValidationException fault)
        {
            return string.Join('\n', fault.Failures);
        }
        catch (AggregateException faults) when (faults.InnerExceptions.All(fault => fault is OptionsValidationException))
        {
            return string.Join('\n', faults.InnerExceptions.SelectMany(fault => ((OptionsValidationException)fault).Failures));
        }
    }

    private static IEnumerable<(string Key, PropertyInfo Option)> Keys(string section, Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(option => option.CanWrite).SelectMany(option =>
            option.PropertyType.IsClass && option.PropertyType != typeof(string)
                ? Keys($"{section}:{option.Name}", option.PropertyType)
                : [($"{section}:{option.Name}", option)]);

    private static string[] BadValues(PropertyInfo option)
    {
        var type = Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType;
        return TakeAnyText.Contains(option.Name, StringComparer.Ordinal) ? []
            : type == typeof(bool) ? ["maybe", "2", "ja"]
            : type.IsEnum ? ["RS512", "7", "none"]
            : option.Name is "Path" or "FontsFolder" ? NoFolders
            : type == typeof(string) ? BadTexts
            : BadNumbers;
    }
}
