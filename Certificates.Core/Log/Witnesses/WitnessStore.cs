using Certificates.Core.Data;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Log.Witnesses;

/// <summary>The register's statements over what witnesses said.</summary>
internal sealed class WitnessStore(Database database)
{
    private const string SelectOf = "SELECT Witness, At FROM LogCosignature WHERE Size = @size";

    private const string SelectLast = "SELECT MAX(Size) FROM LogCosignature WHERE Witness = @witness";

    private const string SelectPublished = "SELECT Size FROM LogPublication WHERE Id = 1";

    private const string Renew = "UPDATE LogCosignature SET At = @At, Line = @Line WHERE Size = @Size AND Witness = @Witness";

    private const string Insert = """
        INSERT INTO LogCosignature (Size, Witness, At, Line) SELECT @Size, @Witness, @At, @Line
        WHERE NOT EXISTS (SELECT 1 FROM LogCosignature WHERE Size = @Size AND Witness = @Witness)
        """;

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
    public Task<bool> KeepAsync(long size, IReadOnlyCollection<Cosignature> cosignatures, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            async write =>
            {
                foreach (var cosignature in cosignatures)
                {
                    var row = new
                    {
                        Size = size,
                        Witness = cosignature.Witness.Id,
                        cosignature.At,
                        Line = cosignature.Line.ToString(),
                    };
                    await write.ExecuteAsync(Renew, row, cancellationToken);
                    await write.ExecuteAsync(Insert, row, cancellationToken);
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

/// <summary>What a witness said of a checkpoint.</summary>
/// <param name="Witness">Who.</param>
/// <param name="At">When, by its own clock.</param>
/// <param name="Line">As it stands in the note.</param>
internal sealed record Cosignature(Witness Witness, DateTimeOffset At, NoteLine Line);
