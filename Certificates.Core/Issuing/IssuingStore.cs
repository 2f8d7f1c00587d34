using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Core.Issuing;

/// <summary>The writes of the issuing pipeline: claim, reserve, complete.</summary>
internal sealed class IssuingStore(Database database)
{
    private const string EndRow = """
        UPDATE BatchRow SET Outcome = @Outcome, Reasons = @Reasons, LeaseOwner = NULL, LeaseUntil = NULL
        WHERE BatchId = @BatchId AND Row = @Row AND Outcome = 0 AND LeaseOwner = @Owner
        """;

    private const string SelectHeld =
        "SELECT Row FROM BatchRow WHERE BatchId = @batchId AND Row IN @rows AND Outcome = 0 AND LeaseOwner = @owner";

    private const string SelectClaimed = """
        SELECT BatchId, Row, CandidateNumber, Outcome, Reasons, SentCipher, KeyId, HolderKey, PhotoHash, CertificateId, Attempts
        FROM BatchRow WHERE Outcome = 0 AND LeaseOwner = @owner
        """;

    private const string CountTied = """
        SELECT COUNT(*) FROM BatchRow
        WHERE BatchId = @BatchId AND Row = @Row AND Outcome = 0 AND LeaseOwner = @owner AND CertificateId = @CertificateId
        """;

    private const string RenewLease = "UPDATE BatchRow SET LeaseUntil = @until WHERE Outcome = 0 AND LeaseOwner = @owner";

    private const string TieRow = """
        UPDATE BatchRow SET CertificateId = @CertificateId
        WHERE BatchId = @BatchId AND Row = @Row AND Outcome = 0 AND LeaseOwner = @Owner
        """;

    private const string ReleaseRow = """
        UPDATE BatchRow SET LeaseOwner = NULL, LeaseUntil = @Until
        WHERE BatchId = @BatchId AND Row = @Row AND Outcome = 0 AND LeaseOwner = @Owner
        """;

    private const string CompleteCertificate = """
        UPDATE Certificate SET Status = 1, StatusChangedAt = @At, ClaimHash = @ClaimHash, Seal = @Seal, RowVersion = RowVersion + 1
        WHERE Id = @CertificateId AND Status = 0
        """;

    private const string CompleteVersion = """
        UPDATE CertificateVersion
        SET StyleId = @StyleId, DocumentId = @DocumentId, PdfKeyId = @PdfKeyId, QrKeyId = @QrKeyId, FileHash = @FileHash,
            TokenHash = @TokenHash, CompletedAt = @At
        WHERE CertificateId = @CertificateId AND Version = @Version
        """;

    /// <summary>
    /// Takes up to <paramref name="limit"/> rows that are due for <paramref name="owner"/> until a time, in row order. An owner claims
    /// once: what it holds tells whether an earlier try was committed.
    /// </summary>
    public async Task<IReadOnlyList<BatchRowRecord>> ClaimAsync(
        string owner, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var due = new { owner, now, today = ChinaTime.DayOf(now), until, farthest = until + Completion.LongestWait, limit };
        var rows = await database.WriteAsync(
            write => write.QueryAsync<BatchRowRecord>(database.Dialect.ClaimRows, due, cancellationToken),
            async write => await write.QueryAsync<BatchRowRecord>(SelectClaimed, new { owner }, cancellationToken) is { Count: > 0 } held
                ? Found<IReadOnlyList<BatchRowRecord>>.There(held)
                : default,
            cancellationToken);
        return [.. rows.OrderBy(r => r.BatchId, StringComparer.Ordinal).ThenBy(r => r.Row)];
    }

    /// <summary>Holds rows for longer; how many of them the owner still has.</summary>
    public Task<int> RenewAsync(string owner, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.ExecuteIdempotentAsync(RenewLease, new { owner, until }, cancellationToken);

    /// <summary>A write that ends rows only where the owner still holds them, and so is the same made twice as made once.</summary>
    public Task<T> WriteIdempotentAsync<T>(Func<WriteTransaction, Task<T>> write, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(write, cancellationToken);

    /// <summary>A write that reserves; whether an earlier try was committed is found by <see cref="IsReservedAsync"/>.</summary>
    public Task<T> WriteAsync<T>(
        Func<WriteTransaction, Task<T>> write, Func<WriteTransaction, Task<Found<T>>> find, CancellationToken cancellationToken) =>
        database.WriteAsync(write, find, cancellationToken);

    /// <summary>True when the owner holds the row of a reserved certificate, tied to it: then the whole group was reserved.</summary>
    public static async Task<bool> IsReservedAsync(
        WriteTransaction write, string owner, Reserved reserved, CancellationToken cancellationToken) =>
        await write.ScalarAsync<long>(
            CountTied, new { BatchId = Ansi.BatchId(reserved.Row.BatchId), Row = reserved.Row.Number, reserved.CertificateId, owner },
                cancellationToken) == 1;

    /// <summary>The first of <paramref name="count"/> serials of a series, taken for good when the write commits.</summary>
    public Task<long> TakeSerialsAsync(
        WriteTransaction write, CertificateKind kind, long institutionId, int year, int count, CancellationToken cancellationToken) =>
        write.ScalarAsync<long>(
            database.Dialect.TakeSerials, new { kind = Ansi.Of(((char)kind).ToString(), 1), institutionId, year, count },
                cancellationToken);

    /// <summary>The first of <paramref name="count"/> ids of a named series.</summary>
    public Task<long> TakeIdsAsync(WriteTransaction write, string name, int count, CancellationToken cancellationToken) =>
        write.ScalarAsync<long>(database.Dialect.TakeIds, new { name = Ansi.Of(name, 60), count }, cancellationToken);

    /// <summary>Stores certificates with their first version, and ties their rows to them.</summary>
    /// <exception cref="LeaseLostException">Another process took a row over: nothing may be reserved for it here.</exception>
    public async Task ReserveAsync(
        WriteTransaction write, string owner, IReadOnlyList<NewCertificate> certificates, CancellationToken cancellationToken)
    {
        var dialect = database.Dialect;
        var versions = certificates.Select(certificate => certificate.First);
        await dialect.InsertAsync(write.Transaction, NewCertificate.Columns, certificates, cancellationToken);
        await dialect.InsertAsync(write.Transaction, NewVersion.Columns, versions, cancellationToken);
        var tied = await write.ExecuteAsync(
            TieRow,
            versions.Select(v => new
            {
                v.CertificateId,
                BatchId = Ansi.BatchId(v.Row!.Value.BatchId),
                Row = v.Row.Value.Number,
                Owner = owner
            }),
            cancellationToken);
        if (tied != certificates.Count)
        {
            throw new LeaseLostException();
        }
    }

    /// <summary>Enters earlier certificates with their events, and ends their rows as issued.</summary>
    /// <exception cref="LeaseLostException">Another process took a row over.</exception>
    public async Task ImportAsync(
        WriteTransaction write,
        string owner,
        IReadOnlyList<(NewCertificate Certificate, LifeEvent Event)> imported,
        CancellationToken cancellationToken)
    {
        await ReserveAsync(write, owner, [.. imported.Select(each => each.Certificate)], cancellationToken);
        await EventLog.AppendAsync(database.Dialect, write, [.. imported.Select(each => each.Event)], cancellationToken);
        var ended = imported.Select(each => new EndedRow(each.Certificate.First.Row!.Value, RowOutcome.Issued, null));
        if (await EndRowsAsync(write, owner, ended, cancellationToken) != imported.Count)
        {
            throw new LeaseLostException();
        }
    }

    /// <summary>
    /// Ends rows that <paramref name="owner"/> still holds, and those batches of theirs in which nothing is pending any more.
    /// </summary>
    public static async Task<int> EndRowsAsync(
        WriteTransaction write, string owner, IEnumerable<EndedRow> rows, CancellationToken cancellationToken)
    {
        List<EndedRow> all = [.. rows];
        var ended = await EndRowsAloneAsync(write, owner, all, cancellationToken);
        await EndBatchesAsync(write, all.Select(row => row.Row), cancellationToken);
        return ended;
    }

    /// <summary>Gives back at once what an owner still holds of some rows; they keep the numbers they have. It writes no instant.</summary>
    public Task GiveBackAsync(string owner, IEnumerable<RowId> rows, CancellationToken cancellationToken) =>
        database.Unguarded.WriteIdempotentAsync(
            write => ReleaseRowsAsync(write, owner, rows, until: null, cancellationToken), cancellationToken);

    /// <summary>Gives rows back unended, to be taken again at <paramref name="until"/>; null is at once.</summary>
    public static Task<int> ReleaseRowsAsync(
        WriteTransaction write, string owner, IEnumerable<RowId> rows, DateTimeOffset? until, CancellationToken cancellationToken) =>
        write.ExecuteAsync(ReleaseRow,
            rows.Select(r => new { BatchId = Ansi.BatchId(r.BatchId), Row = r.Number, Until = until, Owner = owner }), cancellationToken);

    /// <summary>
    /// Puts finished certificates in force together with their PDFs, their events and their rows' outcomes; of one whose row
    /// another process took over and finished, nothing is written.
    /// </summary>
    /// <returns>Those that were written.</returns>
    public async Task<IReadOnlyList<Completed>> CompleteAsync(
        WriteTransaction write, string owner, IReadOnlyList<Completed> done, CancellationToken cancellationToken)
    {
        var own = await HeldAsync(write, owner, done, cancellationToken);
        if (await EndRowsAloneAsync(write, owner, own.Select(c => new EndedRow(c.Reserved.Row, RowOutcome.Issued, null)),
            cancellationToken) != own.Count)
        {
            throw new InvalidOperationException("A row was taken over while its group was being completed.");
        }

        var dialect = database.Dialect;
        await SignedFile.InsertAsync(dialect, write, [.. own.Select(c => c.File)], cancellationToken);
        await write.ExecuteAsync(CompleteVersion, own.Select(Version), cancellationToken);
        if (await write.ExecuteAsync(CompleteCertificate, own.Select(Certificate), cancellationToken) != own.Count)
        {
            throw new InvalidOperationException("A row was pending while its certificate was not reserved.");
        }

        await EventLog.AppendAsync(dialect, write, [.. own.Select(c => c.Event)], cancellationToken);

        // Last, because others who end rows of the same batch wait from here on.
        await EndBatchesAsync(write, own.Select(c => c.Reserved.Row), cancellationToken);
        return own;
    }

    private static Task<int> EndRowsAloneAsync(
        WriteTransaction write, string owner, IEnumerable<EndedRow> rows, CancellationToken cancellationToken) =>
        write.ExecuteAsync(
            EndRow,
            rows.Select(r => new
            {
                BatchId = Ansi.BatchId(r.Row.BatchId),
                Row = r.Row.Number,
                Outcome = (long)r.Outcome,
                r.Reasons,
                Owner = owner
            }), cancellationToken);

    private static Task EndBatchesAsync(WriteTransaction write, IEnumerable<RowId> rows, CancellationToken cancellationToken) =>
        BatchStore.EndAsync(write, rows.Select(row => row.BatchId).ToHashSet(StringComparer.Ordinal), cancellationToken);

    private static object Version(Completed c) => new
    {
        c.File.StyleId,
        DocumentId = c.File.Id,
        c.File.PdfKeyId,
        c.File.QrKeyId,
        c.File.FileHash,
        c.File.TokenHash,
        c.File.At,
        c.Reserved.CertificateId,
        Version = (long)c.Reserved.Certificate.Version,
    };

    private static object Certificate(Completed c) => new { c.File.At, c.ClaimHash, c.Seal, c.Reserved.CertificateId };

    private static async Task<List<Completed>> HeldAsync(
        WriteTransaction write, string owner, IReadOnlyList<Completed> done, CancellationToken cancellationToken)
    {
        var held = new List<Completed>(done.Count);
        foreach (var ofBatch in done.GroupBy(c => c.Reserved.Row.BatchId, StringComparer.Ordinal))
        {
            foreach (var some in ofBatch.Chunk(1_000))
            {
                var numbers = some.Select(c => c.Reserved.Row.Number);
                var rows = (await write.QueryAsync<long>(
                    SelectHeld, new { batchId = Ansi.BatchId(ofBatch.Key), rows = numbers, owner }, cancellationToken)).ToHashSet();
                held.AddRange(some.Where(c => rows.Contains(c.Reserved.Row.Number)));
            }
        }

        return held;
    }
}
