using System.Data.Common;
using System.Text;
using Dapper;
using DbUp.Builder;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Data;

/// <summary>
/// All in which one database differs from another. Everything else is one set of statements; if this grows past a dozen
/// members and the three of a file, the statements have forked and something is wrong.
/// </summary>
internal abstract class Dialect
{
    /// <summary>The scripts of this database's schema, and their journal.</summary>
    public abstract SchemaScripts Scripts { get; }

    /// <summary>
    /// Takes up to <c>@limit</c> rows that nobody works at, oldest first, and returns them: those for which <see cref="BatchIsDue"/>
    /// and <see cref="RowIsDue"/> hold.
    /// </summary>
    public abstract string ClaimRows { get; }

    /// <summary>
    /// True of a batch <c>b</c> whose rows may be issued: approved, its publicity period over, its institution not frozen on
    /// <c>@today</c>, by whichever version was recorded last of those that begin last.
    /// </summary>
    internal const string BatchIsDue = """
        b.Status = 1 AND (b.PublicUntil IS NULL OR b.PublicUntil <= @now) AND NOT EXISTS (
            SELECT 1 FROM InstitutionVersion v WHERE v.InstitutionId = b.InstitutionId AND v.State = 2 AND v.ValidFrom <= @today
            AND NOT EXISTS (
                SELECT 1 FROM InstitutionVersion w WHERE w.InstitutionId = v.InstitutionId AND w.ValidFrom <= @today
                AND (w.ValidFrom > v.ValidFrom OR (w.ValidFrom = v.ValidFrom AND w.Id > v.Id))))
        """;

    /// <summary>
    /// True of a row <c>r</c> that is pending, not held back, and that no process works at: a lease that goes on beyond <c>@farthest</c>
    /// was
    /// written by a clock that was ahead.
    /// </summary>
    protected const string RowIsDue =
        "r.Outcome = 0 AND r.HeldAt IS NULL AND (r.LeaseUntil IS NULL OR r.LeaseUntil < @now OR r.LeaseUntil > @farthest)";

    /// <summary>Adds <c>@count</c> to the series of a kind, institution and year, and returns its old next serial.</summary>
    public abstract string TakeSerials { get; }

    /// <summary>Adds <c>@count</c> to a named series of ids, and returns its old next id.</summary>
    public abstract string TakeIds { get; }

    /// <summary>The end of an ordered SELECT that keeps <c>@limit</c> rows.</summary>
    public abstract string FirstRows { get; }

    /// <summary>Opens a connection, ready for use.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Begins a writing transaction; where the database takes one writer only, waits for the turn.</summary>
    public abstract Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellationToken);

    /// <summary>Inserts many records into their table.</summary>
    public Task InsertAsync<T>(
        DbTransaction transaction, TableColumns<T> columns, IEnumerable<T> records, CancellationToken cancellationToken) =>
        InsertAsync(transaction, columns.Table, columns.Names, records.Select(columns.Values), cancellationToken);

    /// <summary>Inserts many rows of one table; <paramref name="columns"/> name the values of each row in order.</summary>
    public abstract Task InsertAsync(
        DbTransaction transaction, string table, string[] columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>
    /// Makes an empty database with its journal if there is none, and holds every other migrating process off until disposed. What is
    /// not as it should be, and goes on all the same, it tells the log.
    /// </summary>
    public abstract Task<IDisposable> LockForMigrationAsync(ILogger log, CancellationToken cancellationToken);

    /// <summary>DbUp pointed at this database.</summary>
    public abstract UpgradeEngineBuilder Migration();

    /// <summary>The file it is, where it is one; null for a server's.</summary>
    public virtual string? FilePath => null;

    /// <summary>What is damaged in it, by its own check of every page; null when nothing is, and where a server sees to that.</summary>
    /// <param name="part">Says which part of a file that is too large to be checked at once; null checks the whole of any.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public virtual string? DamageOf(CheckedPart? part, CancellationToken cancellationToken) => null;

    /// <summary>True when a read failed because it met damage.</summary>
    public virtual bool IsDamage(Exception fault) => false;

    /// <summary>What the clock of the database's server says; null where it runs on this machine's.</summary>
    public virtual Task<DateTimeOffset?> ServerNowAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DateTimeOffset?>(null);

    /// <summary>True when a write failed because a row with its key is there already: nothing of the write is kept.</summary>
    public abstract bool IsUniqueViolation(Exception fault);

    /// <summary>True when the same call may well succeed a little later: a lost connection, a deadlock, a busy database.</summary>
    public abstract bool IsTransient(Exception fault);
}

/// <summary>Which part of a file is checked where it is too large for a night.</summary>
/// <param name="Night">A number that grows by one each night.</param>
/// <param name="Before">What the check before found damaged; null when nothing.</param>
/// <param name="LargestAtOnce">A file of up to so many bytes is checked whole.</param>
internal sealed record CheckedPart(int Night, string? Before, long LargestAtOnce);

/// <summary>Parameters for columns of single-byte text: a Unicode parameter on such a key makes SQL Server scan.</summary>
internal static class Ansi
{
    /// <summary>Length of the column a certificate's number stands in.</summary>
    public const int NumberLength = 32;

    /// <summary>
    /// A text for a column of <paramref name="length"/> characters. A longer one, or one that is not ASCII, is not cut or
    /// bent until it fits: it is equal to nothing in the column.
    /// </summary>
    public static DbString Of(string? text, int length) => new()
    {
        Value = text,
        IsAnsi = text is null || Ascii.IsValid(text),
        Length = Math.Max(length, text?.Length ?? 0),
    };

    public static DbString BatchId(string? id) => Of(id, 36);

    /// <summary>
    /// Texts for an IN list. Its last one is repeated up to a round number, as Dapper does with all other lists: each length of a list is a
    /// statement of its own to the server, which keeps a plan of every one.
    /// </summary>
    public static IReadOnlyList<DbString> Many(IEnumerable<string> texts, int length)
    {
        List<DbString> all = [.. texts.Select(text => Of(text, length))];
        var step = all.Count switch { <= 5 => 1, <= 150 => 10, <= 750 => 50, _ => 100 };
        while (all.Count % step != 0)
        {
            all.Add(all[^1]);
        }

        return all;
    }
}
