using System.Security.Cryptography;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Verifying.Gate;

/// <summary>The site's keys, held against its desk before that is used.</summary>
internal sealed class DeskKeys(
    [FromKeyedServices(Database.Desk)] Database desk,
    [FromKeyedServices(Database.Desk)] DataKeyStore known,
    [FromKeyedServices(SecretKeyPurpose.LookUp)] SecretKey lookUp,
    [FromKeyedServices(SecretKeyPurpose.Document)] SecretKey document,
    [FromKeyedServices(SecretKeyPurpose.Seal)] SecretKey seal,
    SealHashes hashes,
    [FromKeyedServices(SecretKeyPurpose.Document)] DataCipher reports)
{
    private const int Some = 10;
    private const string SelectShareCodes = "SELECT Hash FROM desk.ShareCode";
    private const string UpdateShareCode = "UPDATE desk.ShareCode SET Hash = @after WHERE Hash = @before";
    private const string SelectReports = "SELECT Id, TextCipher, KeyId FROM desk.MistakeReport ORDER BY Id DESC";

    /// <summary>
    /// Stops a site whose keys are not this desk's. Those of a desk that knows none yet are kept, once a register has said that they fit
    /// it, and what holders reported can be read. With the seal key the share codes' hashes become keyed, all at once.
    /// </summary>
    /// <param name="fitRegister">True when the register knows them.</param>
    /// <param name="cancellationToken">Stops before a write.</param>
    /// <exception cref="KeyFileException">A key does not fit; the message names the option.</exception>
    public async Task RequireAsync(bool fitRegister, CancellationToken cancellationToken)
    {
        foreach (var key in (SecretKey[])[lookUp, document])
        {
            if (await known.IsKnownAsync(key, cancellationToken))
            {
                continue;
            }

            if (key == document && !await ReadsReportsAsync(cancellationToken))
            {
                throw known.Other(key.Purpose);
            }

            if (fitRegister)
            {
                await known.KeepAsync(key, cancellationToken);
            }
        }

        if (!await known.IsKnownAsync(seal, cancellationToken))
        {
            await desk.WriteIdempotentAsync(write => SealAsync(write, fitRegister, cancellationToken), cancellationToken);
        }
    }

    /// <summary>A hash does not say whether it is keyed: so no code is made before those of before seals are hashed anew.</summary>
    private async Task<bool> SealAsync(WriteTransaction write, bool fitRegister, CancellationToken cancellationToken)
    {
        var kept = await write.QueryAsync<byte[]>(SelectShareCodes, null, cancellationToken);
        if (kept.Count > 0 && !fitRegister)
        {
            throw new KeyFileException(
                "Signing:SealKeyFile",
                "hashes the share codes of before anew, and must be held against the register first, which cannot be asked now: start the "
                    + "site again when it can");
        }

        if (!await known.KeepAsync(write, seal, cancellationToken))
        {
            return false;
        }

        await write.ExecuteAsync(
            UpdateShareCode, kept.Select(before => new { before, after = hashes.OfHash(before) }), cancellationToken);
        return true;
    }

    private async Task<bool> ReadsReportsAsync(CancellationToken cancellationToken)
    {
        var some = await desk.QueryAsync<ReportText>(SelectReports + desk.Dialect.FirstRows, new { limit = Some }, cancellationToken);
        return some.Count == 0 || some.Any(Reads);
    }

    private bool Reads(ReportText report)
    {
        try
        {
            return reports.Decrypt(report.TextCipher, report.KeyId, Places.MistakeText(report.Id)).Length > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private sealed class ReportText
    {
        public required string Id { get; init; }
        public required byte[] TextCipher { get; init; }
        public required string KeyId { get; init; }
    }
}
