using Certificates.Core.Data;

namespace Certificates.Core.Log.Witnesses;

/// <summary>The register's statements over what witnesses said.</summary>
internal sealed class WitnessStore(Database database)
{
    private const string SelectOf = "SELECT Witness, At FROM LogCosignature WHERE Size = @size";

    private const string SelectLast = "SELECT MAX(Size) FROM LogCosignature WHERE Witness = @witness";

    private const string SelectPublished = "SELECT Size FROM LogPublication WHERE Id = 1";

    /// <summary>Who cosigned a checkpoint, and when.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> CosignedAsync(long size, CancellationToken cancellationToken) =>
        (await database.QueryAsync<CosignedRecord>(SelectOf, new { size }, cancellationToken))
            .ToDictionary(cosigned => cosigned.Witness, cosigned => cosigned.At, StringComparer.Ordinal);

    /// <summary>The leaves of the log that a witness cosigned last, as far as the register knows; 0 is none.</summary>
    public async Task<long> LastAsync(Witness witness, CancellationToken cancellationToken) =>
        await database.FindAsync<long?>(SelectLast, new { witness = witness.Id }, cancellationToken) ?? 0;

    /// <summary>Up to which size checkpoints are passed on.</summary>
    public async Task<long> PublishedAsync(CancellationToken cancellationToken) =>
        await database.FindAsync<long?>(SelectPublished, null, cancellationToken) ?? 0;

    /// <summary>Keeps what witnesses said of a checkpoint, and lets it be passed on.</summary>
    public Task<bool> KeepAsync(long size, IReadOnlyCollection<SignatureLine> cosignatures, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            async write =>
            {
                foreach (var cosignature in cosignatures)
                {
                    await LogStore.AddLineAsync(write, cosignature, cancellationToken);
                }

                await LogStore.PublishAsync(write, size, cancellationToken);
                return true;
            },
            cancellationToken);

    private sealed class CosignedRecord
    {
        public required string Witness { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}
