using System.Globalization;
using System.Text;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

[assembly: Certificates.Tests.TestTimes]

namespace Certificates.Tests;

/// <summary>
/// Says at the end of a run where its time went, on the console and in <c>TestResults/summary.txt</c>: minutes per category, the slowest
/// fixtures and cases, and the counts. Times are those of a clock, and fixtures run side by side: the sum is longer than the run.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestTimesAttribute : TestActionAttribute
{
    private const string None = "none";
    private const int Slowest = 10;

    public override ActionTargets Targets => ActionTargets.Suite;

    public override void AfterTest(ITest test)
    {
        var run = TestExecutionContext.CurrentContext.CurrentResult;
        var text = Summary(run);
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults"));
        File.WriteAllText(Path.Combine(folder.FullName, "summary.txt"), text);
        TestContext.Progress.WriteLine(text);
    }

    private static string Summary(TestResult run)
    {
        var fixtures = Below(run).Where(result => result.Test is TestFixture && result.HasChildren).ToList();
        var cases = fixtures.SelectMany(CasesOf).ToList();
        var text = new StringBuilder("minutes by category (what is of two counts under each):\n");
        foreach (var category in (string[])[.. Categories.All, None])
        {
            var ofIt = cases.Where(each => Has(each, category)).ToList();
            var seconds = ofIt.Sum(each => each.Duration) + fixtures.Where(fixture => Has(fixture, category)).Sum(SetUp);
            text.AppendLine(CultureInfo.InvariantCulture, $"  {category,-8} {ofIt.Count,5} cases {seconds / 60,6:F2}");
        }

        Append(text, "slowest fixtures, in seconds:", fixtures);
        Append(text, "slowest cases, in seconds:", cases);
        var (passed, skipped) = (run.PassCount + run.WarningCount, run.SkipCount + run.InconclusiveCount);
        return text.AppendLine(CultureInfo.InvariantCulture, $"{passed} passed, {run.FailCount} failed, {skipped} skipped").ToString();
    }

    private static void Append(StringBuilder text, string title, IEnumerable<ITestResult> results)
    {
        text.AppendLine(title);
        foreach (var result in results.OrderByDescending(result => result.Duration).Take(Slowest))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {result.Duration,6:F1} {result.FullName}");
        }
    }

    /// <summary>What a fixture took beside its cases.</summary>
    private static double SetUp(ITestResult fixture) => Math.Max(0, fixture.Duration - CasesOf(fixture).Sum(each => each.Duration));

    /// <summary>Whether a test, or what it is part of, is of a category.</summary>
    private static bool Has(ITestResult result, string category)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (ITest? each = result.Test; each is not null; each = each.Parent)
        {
            found.UnionWith(each.Properties[PropertyNames.Category].Cast<string>());
        }

        return category == None ? found.Count == 0 : found.Contains(category);
    }

    private static IEnumerable<ITestResult> CasesOf(ITestResult fixture) => Below(fixture).Where(result => !result.Test.IsSuite);

    private static IEnumerable<ITestResult> Below(ITestResult result) => result.Children.SelectMany(child => Below(child).Prepend(child));
}
