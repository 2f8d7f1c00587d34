using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Register.Sealing;
using Certificates.Core.Signing;

namespace Certificates.Core.Register;

/// <summary>Makes a new pick-up code of the next generation; the code before it opens nothing from then on.</summary>
internal sealed class ClaimCodeRenewal(ClaimStore store, ClaimCodes codes, ClaimHashes hashes, TimeProvider clock)
{
    /// <summary>
    /// The new code; null when another renewal came first, whose code is the one in force, or the certificate is not as it was sealed.
    /// </summary>
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

/// <summary>The hash of a certificate's pick-up code, which one code at a time has.</summary>
internal sealed class ClaimStore(Database database, SealStore seals)
{
    private const string Renew = """
        UPDATE Certificate SET ClaimHash = @claimHash, ClaimGeneration = @generation, RowVersion = RowVersion + 1
        WHERE Id = @certificateId AND ClaimGeneration = @generation - 1
        """;

    private const string CountEvents = "SELECT COUNT(*) FROM CertificateEvent WHERE CertificateId = @CertificateId AND Salt = @Salt";

    /// <summary>
    /// Puts a code of the next generation in force with its event; false when another renewal came first, or the seal is broken.
    /// </summary>
    public Task<bool> RenewAsync(long certificateId, long generation, byte[] claimHash, LifeEvent renewed,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            async write =>
            {
                var isFirst = (await seals.LockAsync(write, [certificateId], cancellationToken)).Count == 1
                    && await write.ExecuteAsync(Renew, new { certificateId, generation, claimHash }, cancellationToken) == 1;
                if (isFirst)
                {
                    await EventLog.AppendAsync(database.Dialect, write, [renewed], cancellationToken);
                    await seals.SealAsync(write, [certificateId], cancellationToken);
                }

                return isFirst;
            },

            // The salt is random and this renewal's alone; the code's generation could be another's.
            async write => await write.ScalarAsync<long>(CountEvents, new { renewed.CertificateId, renewed.Salt }, cancellationToken) > 0
                ? Found<bool>.There(true)
                : default,
            cancellationToken);
}
