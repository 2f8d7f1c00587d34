using System.Reflection;
using Certificates.Tests.Data;
using Certificates.Tests.Fuzz;
using Certificates.Tests.Resilience;
using Certificates.Tests.Verify;
using NUnit.Framework.Interfaces;

namespace Certificates.Tests.Architecture;

/// <summary>Every test says what it takes, so that whoever leaves a category out really does without it.</summary>
internal sealed class CategoryTests
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    private static readonly Type[] Types = typeof(CategoryTests).Assembly.GetTypes();
    private static readonly (Type Fixture, MethodInfo Test)[] Tests =
    [
        .. Types.Where(type => type is { IsClass: true } and ({ IsAbstract: false } or { IsSealed: true }))
            .SelectMany(type => type.GetMethods(Declared).Where(IsTest).Select(test => (type, test))),
    ];

    /// <summary>What leads to a category, as the beginning of what a test calls.</summary>
    private static readonly (string Category, string Call)[] Marks =
    [
        (Categories.Process, "System.Diagnostics.Process::Start"),
        (Categories.Process, $"{typeof(Tool).FullName}::{nameof(Tool.Start)}"),
        (Categories.Browser, $"{typeof(Chromium).FullName}::"),
        (Categories.Server, $"{typeof(SqlServerFixture).FullName}::"),
        (Categories.Faults, $"{typeof(FaultPlan).FullName}::"),
        (Categories.Faults, $"{typeof(InjectedFault).FullName}::"),
        (Categories.Fuzz, $"{typeof(Mutations).FullName}::"),
        (Categories.Fuzz, $"{typeof(FuzzedSite).FullName}::"),
    ];

    [Test]
    public void Categories_OfAllTests_AreThoseOfTheClosedSet()
    {
        var used = Types.SelectMany(type => type.GetMethods(Declared).Cast<MemberInfo>().Prepend(type))
            .SelectMany(member => CategoriesOf(member).Concat(CategoriesOfCases(member)));

        Assert.That(used.Distinct(StringComparer.Ordinal), Is.EquivalentTo(Categories.All));
    }

    [Test]
    public void Tests_ThatReachAProcessABrowserAServerOrAFault_CarryTheCategory()
    {
        using var calls = new CallGraph();
        var (missing, found) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (fixture, test) in Tests)
        {
            var needed = NeededBy(calls.ReachedFrom(RootsOf(fixture, test), closed: typeof(Tool)));
            var lacking = needed.Except(CategoriesOf(fixture).Concat(CategoriesOf(test)), StringComparer.Ordinal);
            missing.AddRange(lacking.Select(category => $"{fixture.FullName}.{test.Name}: {category}"));
            found.UnionWith(needed);
        }

        Assert.That(missing, Is.Empty);
        Assert.That(found, Is.EquivalentTo(Categories.All), "what leads to a category is no longer called by this name");
    }

    /// <summary>The test, what runs before and after it, and what its fixture overrides of its base.</summary>
    private static IEnumerable<MethodBase> RootsOf(Type fixture, MethodInfo test) =>
    [
        test,
        .. fixture.GetConstructors(Declared),
        .. fixture.GetMethods(Declared).Where(method => IsAround(method) || method.GetBaseDefinition() != method),
    ];

    private static bool IsTest(MethodInfo method) => method.GetCustomAttributes()
        .Any(attribute => attribute is ITestBuilder or ISimpleTestBuilder);

    private static bool IsAround(MethodInfo method) => method.GetCustomAttributes()
        .Any(attribute => attribute is SetUpAttribute or TearDownAttribute or OneTimeSetUpAttribute or OneTimeTearDownAttribute);

    /// <summary>What a test needs that calls all this.</summary>
    private static List<string> NeededBy(HashSet<string> calls) =>
    [
        .. Marks.Where(mark => calls.Any(call => call.StartsWith(mark.Call, StringComparison.Ordinal)))
            .Select(mark => mark.Category).Distinct(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> CategoriesOf(MemberInfo member) =>
        member.GetCustomAttributes<CategoryAttribute>().Select(category => category.Name);

    private static IEnumerable<string> CategoriesOfCases(MemberInfo member) => member.GetCustomAttributes<TestCaseAttribute>()
        .Concat<Attribute>(member.GetCustomAttributes<TestFixtureAttribute>())
        .Select(attribute => attribute is TestCaseAttribute of ? of.Category : ((TestFixtureAttribute)attribute).Category)
        .SelectMany(list => list?.Split(',') ?? []);
}
