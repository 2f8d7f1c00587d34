using Certificates.Core.Coding;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;

namespace Certificates.Core.Register;

/// <summary>Makes a new pick-up code of the next generation; the code before it opens nothing from then on.</summary>
internal sealed class ClaimCodeRenewal(ClaimStore store, ClaimCodes codes, ClaimHashes hashes, TimeProvider clock)
{
    /// <summary>The new code; null when another renewal came first, whose code is the one in force.</summary>
    public async Task<ClaimCode?> RenewAsync(
        VersionRecord version, CertificateNumber number, long actorKeyId, CancellationToken cancellationToken)
    {
        var generation = (int)version.ClaimGeneration + 1;
        var code = codes.Code(number, generation);
        var renewed = LifeEvent.Of(
            new EventSubject(version.CertificateId, number, (int)version.CurrentVersion),
            CertificateEvents.ClaimCodeRenewed,
            clock.GetUtcNow(),
            (actorKeyId, null));
        return await store.RenewAsync(version.CertificateId, generation, hashes.Of(number, code), renewed, cancellationToken) ? code : null;
    }
}
