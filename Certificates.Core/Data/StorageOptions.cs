using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Data;

/// <summary>Section <c>Storage</c>: which database holds the register.</summary>
public sealed class StorageOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Storage";

    /// <summary>The embedded default.</summary>
    public const string Sqlite = "Sqlite";

    /// <summary>A server, for any number of processes and machines.</summary>
    public const string SqlServer = "SqlServer";

    /// <summary><c>Sqlite</c> or <c>SqlServer</c>.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>For SQLite, empty is <c>register.db</c> in the data directory; SQL Server needs one that names its database.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The database the verification site's desk is in; empty is <c>desk.db</c> in the data directory, on SQL Server the
    /// register's. The issuing service reads holders' reports there: where the two services have data directories of their own, it is told
    /// the site's.</summary>
    public string DeskConnectionString { get; set; } = "";

    /// <summary>
    /// For the verification site: the register is read from a replica, which arrives late (on SQL Server by
    /// <c>ApplicationIntent=ReadOnly</c>; a connection string that says so does too). Then answers tell up to when it is known; past 5
    /// seconds the primary is asked, or nothing is said.
    /// </summary>
    public bool ReadFromReplica { get; set; }

    /// <summary>SQL Server only: false for a server that takes rows by INSERT and not by bulk copy.</summary>
    public bool BulkCopy { get; set; } = true;

    /// <summary>SQLite only: seconds a writer waits for another process's write before it reports an outage; 1–600.</summary>
    public int BusyTimeoutSeconds { get; set; } = 30;

    /// <summary>SQL Server only: minutes a command of a schema script may take, such as the build of an index of a large register, and for
    /// which other processes wait for the one that migrates; 1–10080.</summary>
    public int MigrationTimeoutMinutes { get; set; } = 120;

    /// <summary>Where the site asks when its replica is too far behind; empty is nowhere.</summary>
    public string PrimaryConnectionString { get; set; } = "";

    /// <summary>Seconds between two heartbeats of the issuing service, by which replicas know how far they are; 0–4, where 0 is none.
    /// By default 1, and none on the embedded database, of which there is no replica.</summary>
    public int? HeartbeatSeconds { get; set; }

    internal int HeartbeatSecondsOrDefault => HeartbeatSeconds ?? (IsSqlServer ? 1 : 0);

    internal bool IsReplica => ReadFromReplica || (
        new DbConnectionStringBuilder { ConnectionString = ConnectionString }.TryGetValue("ApplicationIntent", out var intent)
        && string.Equals(intent as string, "ReadOnly", StringComparison.OrdinalIgnoreCase));

    /// <summary>Seconds a read may take with all its tries before it is an outage; 1–600. Below the site's 15 seconds a request.</summary>
    public int ReadTimeoutSeconds { get; set; } = 10;

    /// <summary>How often a read, or a write that finds out whether it was made, is tried again after a transient fault; 0–10.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>Milliseconds before the first of these tries; the later ones wait twice as long each, with jitter; 1–10000.</summary>
    public int RetryDelayMilliseconds { get; set; } = 100;

    /// <summary>True for a demo: the register is marked as specimen when made, and only a demo opens it.</summary>
    public bool IsSpecimen { get; set; }

    /// <summary>True for <see cref="SqlServer"/>.</summary>
    internal bool IsSqlServer => Provider == SqlServer;
}

/// <summary>
/// Stops the process at start over a wrong key, naming it. Never says what a connection string holds: a password is in it.
/// </summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        List<string> faults = [];
        if (options.Provider is not (StorageOptions.Sqlite or StorageOptions.SqlServer))
        {
            faults.Add($"Storage:Provider is '{options.Provider}': use '{StorageOptions.Sqlite}' or '{StorageOptions.SqlServer}'.");
        }

        if (options.IsSqlServer && options.ConnectionString.Length == 0)
        {
            faults.Add("Storage:ConnectionString is empty: SQL Server needs one, such as 'Server=db.example.cn;Database=Certificates;…'.");
        }

        Add(faults, "Storage:ConnectionString", options.ConnectionString, options.IsSqlServer);
        Add(faults, "Storage:DeskConnectionString", options.DeskConnectionString, options.IsSqlServer);
        Add(faults, "Storage:PrimaryConnectionString", options.PrimaryConnectionString, options.IsSqlServer);

        AddTimes(faults, options);
        if (options.Retries is < 0 or > 10 || options.RetryDelayMilliseconds is < 1 or > 10_000)
        {
            faults.Add("Storage:Retries must lie between 0 and 10, Storage:RetryDelayMilliseconds between 1 and 10000.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void AddTimes(List<string> faults, StorageOptions options)
    {
        if (options.BusyTimeoutSeconds is < 1 or > 600)
        {
            faults.Add("Storage:BusyTimeoutSeconds must lie between 1 and 600.");
        }

        if (options.MigrationTimeoutMinutes is < 1 or > 10_080)
        {
            faults.Add("Storage:MigrationTimeoutMinutes must lie between 1 and 10080.");
        }

        if (options.HeartbeatSeconds is < 0 or > 4)
        {
            faults.Add("Storage:HeartbeatSeconds must lie between 0 and 4: a replica that hears nothing for 5 seconds is not read.");
        }

        if (options.ReadTimeoutSeconds is < 1 or > 600)
        {
            faults.Add("Storage:ReadTimeoutSeconds must lie between 1 and 600.");
        }
    }

    private static void Add(List<string> faults, string key, string connectionString, bool isSqlServer)
    {
        if (connectionString.Length > 0 && FaultOf(connectionString, isSqlServer) is { } fault)
        {
            faults.Add($"{key} {fault}");
        }
    }

    private static string? FaultOf(string connectionString, bool isSqlServer)
    {
        try
        {
            if (!isSqlServer)
            {
                return new SqliteConnectionStringBuilder(connectionString).DataSource.Length == 0
                    ? "names no file (Data Source=…)."
                    : null;
            }

            var builder = new SqlConnectionStringBuilder(connectionString);
            return builder.DataSource.Length == 0 ? "names no server (Server=…)."
                : builder.InitialCatalog.Length == 0 ? "names no database (Database=…)."
                : null;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or KeyNotFoundException or DbException)
        {
            return $"is no connection string of {(isSqlServer ? "SQL Server" : "SQLite")}.";
        }
    }
}
