using System.Security.Cryptography;
using System.Text.Json;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Register.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Batches;

/// <summary>
/// Gives certificates that were entered before printed numbers were kept theirs back, out of the rows they were sent in. Where a row is
/// gone, the number stays as the register knows it, and the page says that the paper may write it otherwise.
/// </summary>
public sealed class PrintedForms
{
    private const int Chunk = 500;

    private const string Select = """
        SELECT c.Id, c.PrintedKey, r.BatchId, r.Row, r.SentCipher, r.KeyId
        FROM Certificate c
        JOIN CertificateVersion v ON v.CertificateId = c.Id AND v.Version = 1
        JOIN BatchRow r ON r.BatchId = v.BatchId AND r.Row = v.Row
        WHERE c.PrintedKey IS NOT NULL AND c.PrintedNumber IS NULL AND c.Id > @after ORDER BY c.Id
        """;

    private const string Keep =
        "UPDATE Certificate SET PrintedNumber = @printed, RowVersion = RowVersion + 1 WHERE Id = @id AND PrintedNumber IS NULL";

    private readonly Database _database;
    private readonly SealStore _seals;
    private readonly DataCipher _identity;

    internal PrintedForms(
        Database database, SealStore seals, [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity) =>
        (_database, _seals, _identity) = (database, seals, identity);

    /// <summary>Runs to the end, or until it is told to stop: the next run goes on with what is left.</summary>
    /// <returns>How many were given back.</returns>
    public async Task<int> RestoreAsync(CancellationToken cancellationToken)
    {
        var (after, restored) = (0L, 0);
        while (await _database.QueryAsync<SentNumberRecord>(
            Select + _database.Dialect.FirstRows, new { after, limit = Chunk }, cancellationToken) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                if (Printed(row) is { } printed && printed.Key == row.PrintedKey)
                {
                    restored += await KeepAsync(row.Id, printed, cancellationToken);
                }
            }

            after = rows[^1].Id;
        }

        return restored;
    }

    private Task<int> KeepAsync(long id, PrintedNumber printed, CancellationToken cancellationToken) => _database.WriteAsync(
        async write =>
        {
            var holding = await _seals.HoldingAsync(write, [id], cancellationToken);
            var kept = await write.ExecuteAsync(Keep, new { printed = printed.Value, id }, cancellationToken);
            await _seals.SealAsync(write, holding, cancellationToken);
            return kept;
        },
        cancellationToken);

    private PrintedNumber? Printed(SentNumberRecord row)
    {
        try
        {
            var sent = SentRow.FromUtf8Json(_identity.Decrypt(row.SentCipher, row.KeyId, Places.Sent(row.BatchId, row.Row)));
            return PrintedNumber.TryParse(sent[ResultsColumn.Number], out var number, out _) ? number : null;
        }
        catch (Exception damage) when (damage is CryptographicException or JsonException)
        {
            // A row that cannot be read gives nothing back; whoever checks the register finds it.
            return null;
        }
    }
}

/// <summary>A certificate without its printed number, and the row it was sent in.</summary>
internal sealed class SentNumberRecord
{
    public required long Id { get; init; }
    public required string PrintedKey { get; init; }
    public required string BatchId { get; init; }
    public required long Row { get; init; }
    public required byte[] SentCipher { get; init; }
    public required string KeyId { get; init; }
}
