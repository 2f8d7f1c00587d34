using Certificates.Core.Access;
using Certificates.Core.Copies;
using Certificates.Core.Data;
using Certificates.Core.Register;
using Certificates.Core.Reports;
using Certificates.Core.Signing;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Bulk;
using Certificates.Core.Verifying.Guarding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Composition;

/// <summary>All that verifies: what <c>Certificates.Verify</c> asks for. Nothing in it can issue, or write to the register.</summary>
public static class VerificationServices
{
    /// <summary>
    /// Adds <see cref="Verifier"/>, <see cref="BulkCheck"/>, <see cref="Holders"/>, <see cref="ShareCodes"/>,
    /// <see cref="MistakeReports"/>, <see cref="CopyOrders"/>,
    /// <see cref="GuardedVerifier"/>, <see cref="HolderGuard"/>, <see cref="SharedBuckets"/>,
    /// <see cref="VerdictSigner"/>, <see cref="PublishedKeys"/>, <see cref="PublishedCatalogue"/> and the clients' keys. Run
    /// <see cref="Desk.SetUpAsync"/> before any of the others is asked.
    /// </summary>
    public static IServiceCollection AddCertificateVerification(this IServiceCollection services, IConfiguration configuration) => services
        .AddRegister(configuration, DataDirectory.Of(configuration), KeyHolding.Verifying, readOnly: true)
        .AddRedis(configuration).AddRefusedAccess().AddHolders().AddMistakeReports().AddCopyOrders()
        .AddVerifying(configuration, DataDirectory.Of(configuration).SeenRegister);
}
