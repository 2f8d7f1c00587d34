using System.Reflection;
using System.Text.RegularExpressions;
using Certificates.Core.Data;

namespace Certificates.Tests.Data.SqlServer;

/// <summary>A statement of the product, found by reflection so that none can be forgotten.</summary>
/// <param name="Name">Its constant, such as <c>IssuingStore.EndRow</c>.</param>
/// <param name="Text">The statement.</param>
internal sealed partial record Statement(string Name, string Text)
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Statements both databases run: the constants of the stores, those that end ordered also with their first rows taken.</summary>
    public static IEnumerable<Statement> Shared(Dialect dialect) => typeof(Dialect).Assembly.GetTypes()
        .Where(type => !type.Name.StartsWith("Sql", StringComparison.Ordinal))
        .SelectMany(Of)
        .SelectMany(statement => Ordered().IsMatch(statement.Text)
            ? (Statement[])[statement, new Statement($"{statement.Name}.FirstRows", statement.Text + dialect.FirstRows)]
            : [statement]);

    /// <summary>Statements one database alone runs.</summary>
    public static IEnumerable<Statement> OfDialect(Dialect dialect) => typeof(Dialect).GetProperties()
        .Where(property => property.PropertyType == typeof(string))
        .Select(property => new Statement($"{dialect.GetType().Name}.{property.Name}", (string?)property.GetValue(dialect) ?? ""))
        .Where(statement => Begins().IsMatch(statement.Text));

    /// <summary>The constants of a type that are statements.</summary>
    public static IEnumerable<Statement> Of(Type type) => type.GetFields(Everything)
        .Where(field => field.FieldType == typeof(string))
        .Select(field => new Statement($"{type.Name}.{field.Name}", (string)(field.IsLiteral ? field.GetRawConstantValue() : field.GetValue(null))!))
        .Where(statement => statement.Text is not null && Begins().IsMatch(statement.Text));

    /// <summary>The text with lists as one value, as a database reads it.</summary>
    public string Single => Lists().Replace(Text, "IN (@$1)");

    /// <summary>Names of its parameters; those it declares itself are none.</summary>
    public IEnumerable<string> Parameters
    {
        get
        {
            var declared = Declared().Matches(Text).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return Parameter().Matches(Text).Select(match => match.Groups[1].Value).Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(name => !declared.Contains(name) && !Arguments.Contains(name, StringComparer.Ordinal));
        }
    }

    /// <summary>Named arguments of system procedures look like parameters.</summary>
    private static string[] Arguments => ["Resource", "LockMode", "LockOwner", "LockTimeout"];

    public override string ToString() => Name;

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|IF|DECLARE|EXEC|CREATE|ALTER|DROP)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Begins();

    [GeneratedRegex(@"\bORDER BY [^()]*$", RegexOptions.Singleline)]
    private static partial Regex Ordered();

    [GeneratedRegex(@"\bIN @(\w+)")]
    private static partial Regex Lists();

    [GeneratedRegex(@"(?<!@)@(\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"DECLARE @(\w+)")]
    private static partial Regex Declared();
}
