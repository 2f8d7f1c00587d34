using System.Collections.Frozen;
using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using DbUp.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Certificates.Core.Data;

/// <summary>
/// Brings a database to the schema of this build: the embedded scripts of its dialect in order, each in a transaction with its SHA-256. A
/// script that changed after it ran stops the start, which DbUp's own journal would not notice.
/// </summary>
internal static partial class Migrator
{
    /// <summary>
    /// SHA-256 of scripts as they once ran, by the SHA-256 they have now: of these a comment was put right and no statement.
    /// </summary>
    internal static readonly FrozenDictionary<string, string> OnceWithOtherComments = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // schema/sqlserver/0001_register.sql said that other engines take it
        ["3b34aff4f5fc6f3247e2ee1f5d85efdd682a65010e331eca0b0b6fde7cfd1e48"] =
            "9f50ba2c68c71821c1bebcfded13929ad95670933cf5ae8fc7ba50237ae4ca9d",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Runs what has not run yet; several processes may call it at once.</summary>
    /// <exception cref="WrongRegisterException">A script that ran is not the one of this build.</exception>
    /// <exception cref="InvalidOperationException">A script failed.</exception>
    public static Task MigrateAsync(Dialect dialect, CancellationToken cancellationToken) =>
        MigrateAsync(dialect, () => Task.CompletedTask, NullLogger.Instance, cancellationToken);

    /// <summary>The same, then writes what every database of this build begins with, while no other process is at it.</summary>
    /// <exception cref="WrongRegisterException">A script that ran is not the one of this build.</exception>
    /// <exception cref="InvalidOperationException">A script failed.</exception>
    public static async Task MigrateAsync(Dialect dialect, Func<Task> fill, ILogger log, CancellationToken cancellationToken)
    {
        var scripts = Scripts(dialect.Scripts.Folder);
        using (await dialect.LockForMigrationAsync(log, cancellationToken))
        {
            var ran = await CheckAsync(dialect, scripts, cancellationToken);
            Run(dialect, scripts, isNew: ran == 0, log);
            await fill();
        }
    }

    private static void Run(Dialect dialect, IReadOnlyList<Script> scripts, bool isNew, ILogger log)
    {
        var engine = dialect.Migration()
            .WithScripts(scripts.Select(s => new SqlScript(s.Name, s.TextWithHash(dialect.Scripts.Journal))))
            .WithTransactionPerScript().WithVariablesDisabled().LogToNowhere().Build();
        var taken = Stopwatch.StartNew();
        if (!isNew)
        {
            Announce(engine.GetScriptsToExecute(), log);
            engine.ScriptExecuted += (_, ended) => LogRan(
                log, (ended as ScriptExecutedEventArgs)?.Script.Name ?? "", (long)taken.Elapsed.TotalSeconds);
        }

        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            var late = dialect.IsTransient(result.Error)
                ? $" After {(long)taken.Elapsed.TotalSeconds} seconds the server gave up or went away. A script that builds an index of "
                    + "a large register may need more than Storage:MigrationTimeoutMinutes; nothing of it is kept."
                : "";
            throw new SchemaScriptException(
                $"Schema script {result.ErrorScript?.Name} failed ({result.Error?.Message}).{late}", result.Error);
        }
    }

    /// <summary>Whoever waits for a large register to come up reads here what for.</summary>
    private static void Announce(IEnumerable<SqlScript> scripts, ILogger log)
    {
        foreach (var script in scripts)
        {
            if (IndexBuild().IsMatch(script.Contents))
            {
                LogIndexes(log, script.Name);
            }
            else
            {
                LogRuns(log, script.Name);
            }
        }
    }

    /// <summary>How many scripts ran on it.</summary>
    private static async Task<int> CheckAsync(Dialect dialect, IReadOnlyList<Script> scripts, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        var ran = (await connection.QueryAsync<(string Name, string Sha256)>(
            new CommandDefinition($"SELECT Name, Sha256 FROM {dialect.Scripts.Journal} ORDER BY Name",
                cancellationToken: cancellationToken))).AsList();
        foreach (var (name, sha256) in ran)
        {
            if (scripts.FirstOrDefault(s => s.Name == name)?.RanAs(sha256) != true)
            {
                throw new WrongRegisterException(
                    $"Schema script {name} ran on this database in another form: the database is newer than this build, is another than "
                        + "the one meant (Storage:ConnectionString, Storage:DeskConnectionString), or a released script was edited.");
            }
        }

        return ran.Count;
    }

    private static List<Script> Scripts(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder, StringComparison.Ordinal) && char.IsAsciiDigit(n[folder.Length]))
                .Order(StringComparer.Ordinal);
        return names.Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return new Script(name[folder.Length..], reader.ReadToEnd());
        }).ToList();
    }

    [GeneratedRegex(
        @"\b(CREATE (UNIQUE )?INDEX|ALTER INDEX \S+ ON \S+ REBUILD)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex IndexBuild();

    [LoggerMessage(LogLevel.Information, "Schema script {Script} is to run.")]
    private static partial void LogRuns(ILogger log, string script);

    [LoggerMessage(
        LogLevel.Warning,
        "Schema script {Script} is to run and builds indexes: with millions of certificates that takes minutes to hours. Nothing is "
            + "written meanwhile, and other processes wait for it.")]
    private static partial void LogIndexes(ILogger log, string script);

    [LoggerMessage(LogLevel.Information, "Schema script {Script} ended, {Seconds} s after the first began.")]
    private static partial void LogRan(ILogger log, string script, long seconds);

    private sealed record Script(string Name, string Text)
    {
        public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

        /// <summary>Whether a script with this SHA-256 has the statements of this one.</summary>
        public bool RanAs(string sha256) => sha256 == Sha256 || OnceWithOtherComments.GetValueOrDefault(Sha256) == sha256;

        public string TextWithHash(string journal) => $"{Text}\nINSERT INTO {journal} (Name, Sha256) VALUES ('{Name}', '{Sha256}');\n";
    }
}
