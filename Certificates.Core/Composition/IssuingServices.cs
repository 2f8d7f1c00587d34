using Certificates.Core.Access;
using Certificates.Core.Access.People;
using Certificates.Core.Batches;
using Certificates.Core.Catalogue;
using Certificates.Core.Copies;
using Certificates.Core.Data;
using Certificates.Core.Directories;
using Certificates.Core.Intake;
using Certificates.Core.Issuing;
using Certificates.Core.Lifecycle;
using Certificates.Core.Oversight;
using Certificates.Core.Recovery;
using Certificates.Core.Register;
using Certificates.Core.Reports;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Signing.Revocation;
using Certificates.Core.Style;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Composition;

/// <summary>All that issues: what <c>Certificates.Api</c> asks for.</summary>
public static class IssuingServices
{
    /// <summary>
    /// Adds <see cref="RegisterSetUp"/>, <see cref="InstitutionBatches"/>, <see cref="IssuedCertificates"/>, <see cref="IssuingRun"/>, all
    /// that changes certificates, and the clients' keys. Run <see cref="RegisterSetUp.SetUpAsync"/> before any of the others is asked for.
    /// </summary>
    public static IServiceCollection AddCertificateIssuing(this IServiceCollection services, IConfiguration configuration)
    {
        var data = DataDirectory.Of(configuration);
        return services.AddRegister(configuration, data, KeyHolding.Issuing, readOnly: false)
            .AddSigning(configuration).AddStyle(configuration).AddPrint()
            .AddAccessJournal().AddPeople().AddCatalogueSeed().AddMaking()
            .AddSearch(configuration).AddIntake().AddBatches()
            .AddIssuing(configuration).AddLifecycle().AddDirectories().AddReportedMistakes()
            .AddOrderSigning()
            .AddOversight(configuration).AddRecovery(configuration, data.Recovery)
            .AddOptionsOf<ConsoleOptions, ConsoleOptionsValidator>(configuration, ConsoleOptions.Section)
            .AddPart<RegisterSetUp>();
    }

    /// <summary>Adds the address that every certificate prints.</summary>
    private static IServiceCollection AddPrint(this IServiceCollection services) => services
        .AddSingleton(p => QrAddress.TryCreate(p.GetRequiredService<VerificationOptions>().BaseUrl, out var address, out var fault)
            ? address
            : throw new InvalidOperationException(fault))
        .AddSingleton(Composing);

    private static ComposerOptions Composing(IServiceProvider services)
    {
        var options = services.GetRequiredService<VerificationOptions>();
        var baseUrl = options.BaseUrl.TrimEnd('/');
        return new ComposerOptions
        {
            VerificationDomain = services.GetRequiredService<QrAddress>().Domain,
            QueryAddress = baseUrl,
            InstitutionListAddress = options.InstitutionListAddress is { Length: > 0 } list ? list : $"{baseUrl}/v1/catalogue",
            // Some bytes more than the longest: in every file zeros stand behind the signature, and are checked.
            SignatureCapacity = services.GetRequiredService<PdfSigner>().MaximumLength + 8,
            HoldsSecurityStore = services.GetRequiredService<RevocationOptions>().Fetch,
            IsSpecimen = services.GetRequiredService<StorageOptions>().IsSpecimen,
        };
    }
}
