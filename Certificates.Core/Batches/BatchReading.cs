using System.Text.Json;
using Certificates.Core.Files.Tables;
using Certificates.Core.Privacy;

namespace Certificates.Core.Batches;

/// <summary>How the file of a batch was read, as its institution is told.</summary>
/// <param name="Sheet">The sheet of a workbook; null for text and JSON, and for batches of earlier releases.</param>
/// <param name="HiddenRows">Rows of people that the screen does not show; they were read like the others.</param>
/// <param name="IgnoredCount">Rows that are no person.</param>
/// <param name="Ignored">The first of them.</param>
public sealed record BatchReading(string? Sheet, int HiddenRows, int IgnoredCount, IReadOnlyList<IgnoredRow> Ignored)
{
    /// <summary>Of a batch of an earlier release.</summary>
    internal static readonly BatchReading Unknown = new(null, 0, 0, []);

    internal static BatchReading Of(ReadingReport report) => new(report.Sheet, report.HiddenRows, report.IgnoredCount, report.Ignored);

    /// <summary>As it is kept.</summary>
    internal byte[] Encrypt(DataCipher identity, string batchId) =>
        identity.Encrypt(JsonSerializer.SerializeToUtf8Bytes(this), Places.Reading(batchId));

    /// <summary>As a batch keeps it.</summary>
    internal static BatchReading Of(BatchRecord batch, DataCipher identity) => batch.ReadingCipher is { } cipher
        ? JsonSerializer.Deserialize<BatchReading>(identity.Decrypt(cipher, batch.ReadingKeyId!, Places.Reading(batch.Id)))!
        : Unknown;
}
