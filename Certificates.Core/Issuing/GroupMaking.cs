using Certificates.Core.Batches;
using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Register.Clock;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Issuing;

/// <summary>Around steps 5 and 6: makes each certificate of a group with its photo, and holds the group's lease meanwhile.</summary>
internal sealed partial class GroupMaking(
    IssuingStore store,
    CertificateReader certificates,
    [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
    IssuingOptions options,
    BatchSignals signals,
    TimeProvider clock,
    ILogger<GroupMaking> log)
{
    /// <summary>Makes them. One that cannot be made now is given back and tried again later; the others go on.</summary>
    /// <param name="group">The certificates.</param>
    /// <param name="atOnce">How many are in the making at once; more than one where they wait for somebody outside.</param>
    /// <param name="make">Makes one.</param>
    /// <param name="cancellationToken">Stops between two.</param>
    /// <exception cref="LeaseLostException">Another process took the rows over.</exception>
    public async Task<MadeGroup> EachAsync(
        ReservedGroup group, int atOnce, Func<Reserved, Photo?, ValueTask<SignedFile>> make, CancellationToken cancellationToken)
    {
        using var trace = IssuingMeasures.Trace("issue group", group.Reserved.Count);
        var photos = await PhotosAsync(group, cancellationToken);
        var renewAt = RenewAt();
        var made = new MadeGroup(group.Reserved.Count);
        foreach (var some in group.Reserved.Chunk(atOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (clock.GetUtcNow() >= renewAt)
            {
                await RenewAsync(group, cancellationToken);
                renewAt = RenewAt();
            }

            if (some is [var only])
            {
                Note(made, only, await TryAsync(group, only, photos, make));
            }
            else
            {
                var files = await Task.WhenAll(some.Select(reserved => TryAsync(group, reserved, photos, make).AsTask()));
                some.Zip(files).ToList().ForEach(each => Note(made, each.First, each.Second));
            }
        }

        return made;
    }

    /// <summary>Makes one; null when it cannot be made now.</summary>
    private async ValueTask<SignedFile?> TryAsync(
        ReservedGroup group, Reserved reserved, Dictionary<string, PhotoRecord> photos, Func<Reserved, Photo?, ValueTask<SignedFile>> make)
    {
        try
        {
            reserved.RequireDaysInOrder();
            var file = await make(reserved, PhotoOf(reserved, photos));
            RegisterClock.RequireBehind(group.At, file.At);
            return file;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ClockWrongException))
        {
            LogFault(fault, reserved.Row.BatchId, reserved.Row.Number);
            signals.Hinder(HindranceWords.Of(fault));
            return null;
        }
    }

    private static void Note(MadeGroup made, Reserved reserved, SignedFile? file)
    {
        if (file is null)
        {
            made.Failed.Add(reserved.Row);
        }
        else
        {
            made.Done.Add((reserved, file));
        }
    }

    /// <summary>Half a lease from now: a slow signer must not lose what it works on, and one that died must.</summary>
    private DateTimeOffset RenewAt() => clock.GetUtcNow().AddSeconds(options.LeaseSeconds / 2.0);

    private async Task RenewAsync(ReservedGroup group, CancellationToken cancellationToken)
    {
        if (await store.RenewAsync(group.Owner, clock.GetUtcNow().AddSeconds(options.LeaseSeconds), cancellationToken) == 0)
        {
            throw new LeaseLostException();
        }
    }

    private async Task<Dictionary<string, PhotoRecord>> PhotosAsync(ReservedGroup group, CancellationToken cancellationToken)
    {
        var hashes = group.Reserved.Select(reserved => reserved.PhotoHash).OfType<byte[]>()
            .DistinctBy(hash => Convert.ToHexString(hash), StringComparer.Ordinal).ToList();
        var records = hashes.Count == 0 ? [] : await certificates.PhotosAsync(hashes, cancellationToken);
        return records.ToDictionary(record => Convert.ToHexString(record.Hash), StringComparer.Ordinal);
    }

    private Photo? PhotoOf(Reserved reserved, Dictionary<string, PhotoRecord> photos)
    {
        if (reserved.PhotoHash is not { } hash)
        {
            return null;
        }

        return photos.TryGetValue(Convert.ToHexString(hash), out var record)
            ? StoredPhoto.Of(record, identity)
            : throw new InvalidOperationException("A row names a photo that the register does not hold.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Row {Row} of batch {BatchId} could not be issued and is tried again later.")]
    private partial void LogFault(Exception fault, string batchId, long row);
}

/// <summary>What became of a group's certificates.</summary>
/// <param name="capacity">How many there are at most.</param>
internal sealed class MadeGroup(int capacity)
{
    /// <summary>Those that are signed and checked.</summary>
    public List<(Reserved Reserved, SignedFile File)> Done { get; } = new(capacity);

    /// <summary>Rows whose certificate could not be made now.</summary>
    public List<RowId> Failed { get; } = [];
}
