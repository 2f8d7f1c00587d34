using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using DbUp.Engine;

namespace Certificates.Core.Data;

/// <summary>
/// Brings a database to the schema of this build: the embedded scripts of its dialect in order, each in a transaction with its SHA-256. A
/// script that changed after it ran stops the start, which DbUp's own journal would not notice.
/// </summary>
internal static class Migrator
{
    /// <summary>Runs what has not run yet; several processes may call it at once.</summary>
    /// <exception cref="WrongRegisterException">A script that ran is not the one of this build.</exception>
    /// <exception cref="InvalidOperationException">A script failed.</exception>
    public static Task MigrateAsync(Dialect dialect, CancellationToken cancellationToken) =>
        MigrateAsync(dialect, () => Task.CompletedTask, cancellationToken);

    /// <summary>The same, then writes what every database of this build begins with, while no other process is at it.</summary>
    /// <exception cref="WrongRegisterException">A script that ran is not the one of this build.</exception>
    /// <exception cref="InvalidOperationException">A script failed.</exception>
    public static async Task MigrateAsync(Dialect dialect, Func<Task> fill, CancellationToken cancellationToken)
    {
        var scripts = Scripts(dialect.Scripts.Folder);
        using (await dialect.LockForMigrationAsync(cancellationToken))
        {
            await CheckAsync(dialect, scripts, cancellationToken);
            var result = dialect.Migration()
                .WithScripts(scripts.Select(s => new SqlScript(s.Name, s.TextWithHash(dialect.Scripts.Journal))))
                .WithTransactionPerScript().WithVariablesDisabled().LogToNowhere()
                .Build().PerformUpgrade();
            if (!result.Successful)
            {
                throw new InvalidOperationException($"Schema script {result.ErrorScript?.Name} failed.", result.Error);
            }

            await fill();
        }
    }

    private static async Task CheckAsync(Dialect dialect, IReadOnlyList<Script> scripts, CancellationToken cancellationToken)
    {
        await using var connection = await dialect.OpenAsync(cancellationToken);
        var ran = await connection.QueryAsync<(string Name, string Sha256)>(
            new CommandDefinition($"SELECT Name, Sha256 FROM {dialect.Scripts.Journal} ORDER BY Name",
                cancellationToken: cancellationToken));
        foreach (var (name, sha256) in ran)
        {
            if (scripts.FirstOrDefault(s => s.Name == name)?.Sha256 != sha256)
            {
                throw new WrongRegisterException(
                    $"Schema script {name} ran on this database in another form: the database is newer than this build, is another than "
                        + "the one meant (Storage:ConnectionString, Storage:DeskConnectionString), or a released script was edited.");
            }
        }
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

    private sealed record Script(string Name, string Text)
    {
        public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

        public string TextWithHash(string journal) => $"{Text}\nINSERT INTO {journal} (Name, Sha256) VALUES ('{Name}', '{Sha256}');\n";
    }
}
