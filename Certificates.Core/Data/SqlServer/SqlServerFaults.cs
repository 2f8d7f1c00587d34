using System.Collections.Frozen;
using Microsoft.Data.SqlClient;

namespace Certificates.Core.Data.SqlServer;

/// <summary>What SQL Server's error numbers mean to us. Numbers only: messages are translated, and name people's data.</summary>
internal static class SqlServerFaults
{
    /// <summary>A unique constraint, a unique index.</summary>
    private static readonly FrozenSet<int> Duplicates = FrozenSet.ToFrozenSet([2627, 2601]);

    private static readonly FrozenSet<int> Transient = FrozenSet.ToFrozenSet(
    [
        // deadlock, lock time-out, snapshot conflict, no memory or lock resources now
        1205, 1222, 3960, 701, 1204, 8645, 8651,

        // command time-out; connection never made, refused, cut, or ended by the server or a failover
        -2, -1, 0, 2, 20, 53, 64, 109, 121, 233, 258, 596, 983, 997, 10053, 10054, 10060, 10061, 11001, 17142, 17197, 26,

        // database being recovered, taken over or resumed
        921, 922, 976, 4060, 4221, 40197, 40501, 40613, 40540, 40143, 42108, 42109, 49918, 49919, 49920, 10928, 10929, 10936,
    ]);

    public static bool IsUniqueViolation(Exception fault) =>
        fault is SqlException sql && IsUniqueViolation(sql.Errors.Cast<SqlError>().Select(e => e.Number));

    public static bool IsTransient(Exception fault) => fault is TimeoutException
        || (fault is SqlException sql && IsTransient(sql.Errors.Cast<SqlError>().Select(e => e.Number)));

    /// <summary>By the numbers of one exception.</summary>
    internal static bool IsUniqueViolation(IEnumerable<int> numbers) => numbers.Any(Duplicates.Contains);

    /// <summary>By the numbers of one exception.</summary>
    internal static bool IsTransient(IEnumerable<int> numbers) => numbers.Any(Transient.Contains);
}
