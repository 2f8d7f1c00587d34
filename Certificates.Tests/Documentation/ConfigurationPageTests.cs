extern alias Verify;

using System.Reflection;
using Certificates.Core.Data;
using Site = Verify::Certificates.Verify.Program;

namespace Certificates.Tests.Documentation;

/// <summary>The page of settings names every key that an options class binds.</summary>
internal sealed class ConfigurationPageTests
{
    private static readonly string Page = Pages.Text("docs/configuration.md");

    private static IEnumerable<string> Keys => new[] { typeof(StorageOptions).Assembly, typeof(Site).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
        .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)))
        .Where(options => options.Section is not null)
        .SelectMany(options => KeysOf(options.Type, (string)options.Section!.GetRawConstantValue()!))
        .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Keys))]
    public void Key_OfAnOptionsClass_StandsOnThePage(string key) => Assert.That(Page, Does.Contain($"`{key}`"));

    [Test]
    public void Keys_OfEveryRoom_AreFound() =>
        Assert.That(Keys, Is.SupersetOf(new[] { "Storage:Provider", "Signing:Pdf:File", "Limits:MissesPerHour", "SelfCheck:Hour" }));

    private static IEnumerable<string> KeysOf(Type options, string section) => options
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true })
        .SelectMany(property => property.PropertyType is { IsClass: true } inner && inner != typeof(string)
            ? KeysOf(inner, $"{section}:{property.Name}")
            : [$"{section}:{property.Name}"]);
}
