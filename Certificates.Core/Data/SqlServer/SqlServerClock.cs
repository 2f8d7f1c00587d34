using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Certificates.Core.Data.SqlServer;

/// <summary>The server's own clock; the embedded database has none but the machine's.</summary>
internal static class SqlServerClock
{
    private const string Select = "SELECT SYSUTCDATETIME() AS At";

    /// <summary>What it says; null where there is no server.</summary>
    public static async Task<DateTimeOffset?> ReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection is SqlConnection ? (await connection.QueryAsync<DateTimeOffset>(Select, cancellationToken))[0] : null;
}
