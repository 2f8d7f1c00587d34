using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Certificates.Core.Data.Sqlite;

/// <summary>
/// A connection to the desk's own file. Statements name the desk's tables with their schema, <c>desk.ShareCode</c>, as SQL Server
/// has them beside the register; a SQLite file has no schemas, so the name of it is dropped here and nowhere else.
/// </summary>
internal sealed class SqliteDeskConnection(string connectionString) : SqliteConnection(connectionString)
{
    private const string Schema = "desk.";

    public override SqliteCommand CreateCommand() => new Command
    {
        Connection = this,
        CommandTimeout = DefaultTimeout,
        Transaction = Transaction,
    };

    private sealed class Command : SqliteCommand
    {
        [AllowNull]
        public override string CommandText
        {
            get => base.CommandText;
            [SuppressMessage("Security", "CA2100", Justification = "A constant of the stores with a constant taken out of it.")]
            set => base.CommandText = value?.Replace(Schema, "", StringComparison.Ordinal);
        }
    }
}
