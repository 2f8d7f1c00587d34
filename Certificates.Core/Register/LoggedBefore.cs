using Certificates.Core.Log;
using Certificates.Core.Log.Tree;
using Certificates.Core.Signing;

namespace Certificates.Core.Register;

/// <summary>
/// Tells apart what we signed with a key before it came into other hands from what others signed with it: they can date a certificate
/// back, and cannot put it into the part of the log that was signed before.
/// </summary>
internal sealed class LoggedBefore(LogReader log)
{
    /// <summary>True of a key that never was compromised, and of a version that the log shows from before it was.</summary>
    public async Task<bool> StandsAsync(SigningKeyInfo key, VersionRecord version, CancellationToken cancellationToken)
    {
        if (key.CompromisedSince is not { } since)
        {
            return true;
        }

        var signed = await log.SizeBeforeAsync(since, cancellationToken);
        foreach (var leaf in await log.LeavesAsync(version.CertificateId, cancellationToken))
        {
            if (PublishedLeaf.About(leaf.Data, leaf.Salt, version.Number) is { } about && Shows(about.Kind, about.At, version)
                && ((about.Kind == PublishedLeaf.Entered && key.CountsEntered)
                    || (leaf.LeafIndex < signed && await IsInTreeAsync(leaf.LeafIndex.Value, leaf.Data, cancellationToken))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A version has the leaf of the instant it was signed at; what was entered had the versions of then.</summary>
    private static bool Shows(string kind, DateTimeOffset at, VersionRecord version) => kind switch
    {
        CertificateEvents.Issued or CertificateEvents.Corrected => at == version.CompletedAt,
        PublishedLeaf.Entered => at >= version.CompletedAt,
        _ => false,
    };

    private async Task<bool> IsInTreeAsync(long index, byte[] data, CancellationToken cancellationToken) =>
        (await log.RootsAsync([new LeafRange(index, index + 1)], cancellationToken))[0].AsSpan().SequenceEqual(MerkleHash.Leaf(data));
}
