using System.Collections.Concurrent;
using System.Data;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;

namespace Certificates.Core.Data;

/// <summary>
/// One statement run for many items in few commands, each item's parameters numbered: over a network a command is a round trip,
/// and two hundred of them are longer than the work.
/// </summary>
internal static partial class Repetition
{
    // SQL Server takes 2,100 parameters a command.
    private const int MaxParameters = 2_000;

    private static readonly ConcurrentDictionary<(string Statement, Type Item), PropertyInfo[]> Known = new();

    /// <summary>The count of rows all of them touched.</summary>
    public static async Task<int> ExecuteAsync(
        WriteTransaction write, string statement, IEnumerable<object> items, CancellationToken cancellationToken)
    {
        var touched = 0;
        foreach (var command in Commands(statement, items, write.StatementsPerCommand))
        {
            touched += await write.Connection.ExecuteAsync(new CommandDefinition(
                command.Text, command.Parameters, write.Transaction, flags: CommandFlags.NoCache, cancellationToken: cancellationToken));
        }

        return touched;
    }

    /// <summary>The commands, in the order of the items.</summary>
    internal static IEnumerable<(string Text, DynamicParameters Parameters)> Commands(string statement, IEnumerable<object> items,
        int together)
    {
        var all = items as IReadOnlyCollection<object> ?? [.. items];
        if (all.Count == 0)
        {
            yield break;
        }

        var properties = Known.GetOrAdd((statement, all.First().GetType()), static key => PropertiesOf(key.Statement, key.Item));
        var perCommand = Math.Clamp(MaxParameters / Math.Max(properties.Length, 1), 1, together);
        foreach (var group in all.Chunk(perCommand))
        {
            var (text, parameters) = (new StringBuilder(), new DynamicParameters());
            for (var i = 0; i < group.Length; i++)
            {
                text.Append(Parameter().Replace(statement, $"$0_{i}")).Append(";\n");
                foreach (var property in properties)
                {
                    var value = property.GetValue(group[i]);
                    parameters.Add($"{property.Name}_{i}", value, value is null ? TypeOfNull(property.PropertyType) : null);
                }
            }

            yield return (text.ToString(), parameters);
        }
    }

    private static PropertyInfo[] PropertiesOf(string statement, Type item)
    {
        var named = Parameter().Matches(statement).Select(match => match.Value[1..]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. item.GetProperties().Where(property => named.Contains(property.Name))];
    }

    /// <summary>An absent value has a type too: SQL Server takes no absent text for bytes.</summary>
    private static DbType? TypeOfNull(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare == typeof(byte[]) ? DbType.Binary
            : bare == typeof(string) ? DbType.String
            : bare == typeof(DateTimeOffset) ? DbType.DateTime2
            : bare == typeof(DateOnly) ? DbType.Date
            : bare == typeof(long) ? DbType.Int64
            : null;
    }

    [GeneratedRegex(@"@\w+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Parameter();
}
