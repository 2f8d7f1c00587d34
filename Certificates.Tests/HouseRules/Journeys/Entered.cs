using System.Collections.Concurrent;

namespace Certificates.Tests.HouseRules.Journeys;

/// <summary>Which methods of a <see cref="WatchedProduct"/> have begun; each calls this first. Public, since that copy is another assembly.</summary>
public static class Entered
{
    private static readonly ConcurrentDictionary<string, int> Methods = new(StringComparer.Ordinal);

    /// <summary>A method begins.</summary>
    public static void At(string method) => Methods.TryAdd(method, Methods.Count);

    /// <summary>The methods that begin while something is done, in the order they first do.</summary>
    public static async Task<IReadOnlyList<string>> WhileAsync(Func<Task> work)
    {
        Methods.Clear();
        await work();
        return [.. Methods.ToArray().OrderBy(method => method.Value).Select(method => method.Key)];
    }
}
