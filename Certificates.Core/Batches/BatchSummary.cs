using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Certificates.Core.Files.Tables;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register;

namespace Certificates.Core.Batches;

/// <summary>A batch as its institution sees it.</summary>
/// <param name="Id">UUID, version 7.</param>
/// <param name="Kind">The kind of certificate it leads to.</param>
/// <param name="Origin">Imported when its rows are certificates issued before this system.</param>
/// <param name="InstitutionCode">Who sent it.</param>
/// <param name="FileName">The file's name as sent.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, lower-case hex.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="PublicUntil">The end of its publicity period (公示期), before which nothing is issued; null without one, or while it awaits
/// approval.</param>
/// <param name="Decision">What an approver decided; null when none did.</param>
/// <param name="Counts">How its rows ended so far.</param>
public sealed record BatchSummary(
    Guid Id,
    CertificateKind Kind,
    CertificateOrigin Origin,
    string InstitutionCode,
    string FileName,
    string Sha256,
    DateTimeOffset ReceivedAt,
    BatchStatus Status,
    DateTimeOffset? PublicUntil,
    BatchDecision? Decision,
    BatchCounts Counts)
{
    /// <summary>The sheet that was read; absent for text and JSON.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sheet => Reading.Sheet;

    /// <summary>Rows of people that the screen does not show; they were read like the others.</summary>
    public int HiddenRows => Reading.HiddenRows;

    /// <summary>Columns that the screen does not show and that were not read, for a visible one has their name.</summary>
    public IReadOnlyList<string> HiddenColumns => Reading.HiddenColumns;

    /// <summary>How many rows were left out because they are no person: sums, signatures, remarks.</summary>
    public int IgnoredCount => Reading.IgnoredCount;

    /// <summary>The first 20 of them.</summary>
    public IReadOnlyList<IgnoredRow> Ignored => Reading.Ignored;

    /// <summary>How the file was read.</summary>
    [JsonIgnore]
    public BatchReading Reading { get; init; } = BatchReading.Unknown;

    /// <summary>What became of the ZIP of photos; null when none was sent.</summary>
    public PhotoReport? Photos { get; init; }

    /// <summary>The form of its rows.</summary>
    [JsonIgnore]
    public ResultsForm Form => ResultsForm.Of(Kind, Origin);

    internal static BatchSummary Of(BatchRecord batch, IEnumerable<OutcomeCount> rows, DataCipher identity)
    {
        var counts = rows.ToDictionary(count => count.Outcome, count => count.Count);
        return new BatchSummary(
            Guid.Parse(batch.Id),
            batch.Kind,
            batch.Origin,
            batch.InstitutionCode,
            batch.FileName,
            Convert.ToHexStringLower(batch.ContentHash),
            batch.ReceivedAt,
            batch.Status,
            batch.PublicUntil,
            DecisionOf(batch, identity),
            BatchCounts.Of(outcome => counts.GetValueOrDefault(outcome)))
        {
            Photos = batch.Photos is { } stored ? StoredPhotoReport.Read(stored) : null,
            Reading = BatchReading.Of(batch, identity),
        };
    }

    private static BatchDecision? DecisionOf(BatchRecord batch, DataCipher identity)
    {
        var reason = batch.DecisionCipher is { } cipher
            ? Encoding.UTF8.GetString(identity.Decrypt(cipher, batch.DecisionKeyId!, Places.Decision(batch.Id)))
            : null;
        return batch.DecidedBy is { } by ? new BatchDecision(batch.DecidedAt!.Value, by, reason) : null;
    }
}

/// <summary>An approver's decision over a batch; its status says which.</summary>
/// <param name="At">When.</param>
/// <param name="KeyId">The approver's key.</param>
/// <param name="Reason">Why it was declined; null when it was approved.</param>
public sealed record BatchDecision(DateTimeOffset At, long KeyId, string? Reason);

/// <summary>Where a batch stands. The stored values never change.</summary>
public enum BatchStatus
{
    /// <summary>Waits for an approver.</summary>
    AwaitingApproval = 0,

    /// <summary>Rows are still pending.</summary>
    Issuing = 1,

    /// <summary>Every row has ended.</summary>
    Done = 2,

    /// <summary>An approver declined it; nothing was issued.</summary>
    Declined = 3,
}

/// <summary>How many rows of a batch ended how; <see cref="Received"/> is always the sum of the others.</summary>
/// <param name="Received">All rows.</param>
/// <param name="Pending">Not ended yet.</param>
/// <param name="Issued">With a certificate.</param>
/// <param name="NotPassed">Below a pass mark.</param>
/// <param name="Rejected">Faulty.</param>
/// <param name="Duplicate">Holder certified already.</param>
public sealed record BatchCounts(long Received, long Pending, long Issued, long NotPassed, long Rejected, long Duplicate)
{
    /// <summary>Adds up the rows of each outcome.</summary>
    internal static BatchCounts Of(Func<RowOutcome, long> count) => new(
        Enum.GetValues<RowOutcome>().Sum(count),
        count(RowOutcome.Pending),
        count(RowOutcome.Issued),
        count(RowOutcome.NotPassed),
        count(RowOutcome.Rejected),
        count(RowOutcome.Duplicate));

    /// <summary>The counts of several together.</summary>
    internal static BatchCounts Sum(IEnumerable<BatchCounts> counts) => counts.Aggregate(
        new BatchCounts(0, 0, 0, 0, 0, 0),
        (sum, each) => new BatchCounts(
            sum.Received + each.Received, sum.Pending + each.Pending, sum.Issued + each.Issued, sum.NotPassed + each.NotPassed,
            sum.Rejected + each.Rejected, sum.Duplicate + each.Duplicate));
}

/// <summary>How the file of a batch was read, as its institution is told.</summary>
/// <param name="Sheet">The sheet of a workbook; null for text and JSON, and for batches of earlier releases.</param>
/// <param name="HiddenRows">Rows of people that the screen does not show; they were read like the others.</param>
/// <param name="IgnoredCount">Rows that are no person.</param>
/// <param name="Ignored">The first of them.</param>
public sealed record BatchReading(string? Sheet, int HiddenRows, int IgnoredCount, IReadOnlyList<IgnoredRow> Ignored)
{
    /// <summary>Of a batch of an earlier release.</summary>
    internal static readonly BatchReading Unknown = new(null, 0, 0, []);

    /// <summary>Columns that the screen does not show and that were not read, for a visible one has their name.</summary>
    public IReadOnlyList<string> HiddenColumns { get; init; } = [];

    internal static BatchReading Of(ReadingReport report) => new(report.Sheet, report.HiddenRows, report.IgnoredCount, report.Ignored)
    {
        HiddenColumns = report.HiddenColumns,
    };

    /// <summary>As it is kept.</summary>
    internal byte[] Encrypt(DataCipher identity, string batchId) =>
        identity.Encrypt(JsonSerializer.SerializeToUtf8Bytes(this), Places.Reading(batchId));

    /// <summary>As a batch keeps it.</summary>
    internal static BatchReading Of(BatchRecord batch, DataCipher identity) => batch.ReadingCipher is { } cipher
        ? JsonSerializer.Deserialize<BatchReading>(identity.Decrypt(cipher, batch.ReadingKeyId!, Places.Reading(batch.Id)))!
        : Unknown;
}
