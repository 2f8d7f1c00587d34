using System.Text.Json.Serialization;
using Certificates.Core.Data;
using Certificates.Core.Register;

namespace Certificates.Core.Lifecycle;

/// <summary>Changes the status of certificates, each with its event, in the write of whoever decided it.</summary>
internal sealed class StatusChanges(LifecycleStore store, ChangeEvents events, TimeProvider clock)
{
    /// <summary>
    /// Changes those that stand where the change exists; the others are left and reported. Refused when none is changed, with the
    /// reason of the first.
    /// </summary>
    public async Task<Result<ChangeResult>> ApplyAsync(
        WriteTransaction write, IReadOnlyList<long> certificateIds, StatusChange change, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var (changed, skipped, refusal) = (0, new List<SkippedCertificate>(), default(Refusal));
        foreach (var chunk in certificateIds.Chunk(LifecycleStore.AtOnce))
        {
            var movable = new List<Standing>(chunk.Length);
            var (standings, holding) = await store.LockAsync(write, chunk, cancellationToken);
            foreach (var standing in standings)
            {
                if ((holding.Contains(standing.Id) ? await RefuseAsync(write, standing, change, cancellationToken) : ChangeRefusals.Doubted)
                    is { } illegal)
                {
                    refusal ??= illegal;
                    skipped.Add(new SkippedCertificate(standing.Number, standing.Status));
                }
                else
                {
                    movable.Add(standing);
                }
            }

            await store.MoveAsync(
                write,
                [.. movable.Select(standing => standing.Id)],
                new NewStatus(Moves.Target(change.Kind), at, change.Ground.Category.Code()),
                movable.Select(standing => events.Of(standing, change, at)),
                cancellationToken);
            changed += movable.Count;
        }

        return changed > 0 ? new ChangeResult(changed, skipped) : refusal ?? Nothing;
    }

    /// <summary>How many would be changed now; refused as <see cref="ApplyAsync"/> would be. Writes nothing.</summary>
    public async Task<Result<int>> JudgeAsync(
        IReadOnlyList<long> certificateIds, StatusChange change, CancellationToken cancellationToken)
    {
        var (movable, refusal) = (0, default(Refusal));
        foreach (var chunk in certificateIds.Chunk(LifecycleStore.AtOnce))
        {
            foreach (var standing in await store.StandingsAsync(chunk, cancellationToken))
            {
                var illegal = Refuse(standing, change);
                refusal ??= illegal;
                movable += illegal is null ? 1 : 0;
            }
        }

        return movable > 0 ? movable : refusal ?? Nothing;
    }

    private static Refusal Nothing => ChangeRefusals.NotAllowed("No certificate was issued out of this batch.", "本批次没有签发证书。");

    private static Refusal? Refuse(Standing standing, StatusChange change) =>
        Moves.Refuse(change.Kind, standing.Status, change.Ground.Category, change.ByAuthority);

    /// <summary>The table of moves, and for one that comes back to life that nobody took its place.</summary>
    private static async Task<Refusal?> RefuseAsync(
        WriteTransaction write, Standing standing, StatusChange change, CancellationToken cancellationToken)
    {
        if (Refuse(standing, change) is { } illegal)
        {
            return illegal;
        }

        if (standing.Status != CertificateStatus.Revoked)
        {
            return null;
        }

        var held = HeldGrade.Of(standing);
        var live = await CertificateReader.LiveAsync(write, [standing.HolderKey], cancellationToken);

        // only the authority comes this far, which may know every number
        return live.FirstOrDefault(other => HeldGrade.Of(other) == held) is { } twin ? DuplicateRefusal.Of(twin, twin.InstitutionId) : null;
    }
}

/// <summary>A change of status as it is made.</summary>
/// <param name="Kind">Which; never a correction.</param>
/// <param name="Ground">Why.</param>
/// <param name="ActorKeyId">The key that asked for it.</param>
/// <param name="SecondKeyId">The key that decided it, where two are needed.</param>
/// <param name="ByAuthority">Whether the authority makes or decides it.</param>
internal sealed record StatusChange(ChangeKind Kind, ChangeGround Ground, long ActorKeyId, long? SecondKeyId, bool ByAuthority);

/// <summary>What became of the certificates a change was for.</summary>
/// <param name="Changed">How many were changed.</param>
/// <param name="Left">Those that stood where this change does not exist, and were left as they are.</param>
public sealed record ChangeResult(int Changed, [property: JsonIgnore] IReadOnlyList<SkippedCertificate> Left)
{
    private const int MostItems = 1000;

    /// <summary>How many were left as they are.</summary>
    public int Skipped => Left.Count;

    /// <summary>Those, at most 1,000.</summary>
    public IEnumerable<SkippedCertificate> Items => Left.Take(MostItems);

    /// <summary>True when there are more of them.</summary>
    public bool Truncated => Left.Count > MostItems;
}

/// <summary>A certificate that a change of many left as it is.</summary>
/// <param name="Number">Which.</param>
/// <param name="Status">Where it stands.</param>
public sealed record SkippedCertificate(string Number, CertificateStatus Status);
