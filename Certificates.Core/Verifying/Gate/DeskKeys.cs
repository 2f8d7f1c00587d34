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
    [FromKeyedServices(SecretKeyPurpose.Document)] DataCipher reports)
{
    private const int Some = 10;
    private const string SelectReports = "SELECT Id, TextCipher, KeyId FROM desk.MistakeReport ORDER BY Id DESC";

    /// <summary>
    /// Stops a site whose keys are not this desk's. Those of a desk that knows none yet are kept, once a register has said that they fit
    /// it, and what holders reported can be read.
    /// </summary>
    /// <param name="fitRegister">True when the register knows both.</param>
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
