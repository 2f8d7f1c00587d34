using Certificates.Core.Data;
using Certificates.Core.Register.Clock;
using Certificates.Core.Register.Making;
using Certificates.Core.Register.Making.Lints;
using Certificates.Core.Register.Sealing;
using Certificates.Core.Register.Searching;
using Certificates.Core.Register.StatusLists;
using Certificates.Core.Style;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Register;

internal static class RegisterRoom
{
    /// <summary>Adds the reading of certificates and of their files.</summary>
    public static IServiceCollection AddCertificates(this IServiceCollection services) => services
        .AddSingleton<Seals>().AddPart<BrokenSeals>().AddSingleton<SealStore>()
        .AddSingleton<CertificateReader>().AddSingleton<PdfArchive>().AddSingleton<StatusListStore>().AddSingleton<CredentialListStore>();

    /// <summary>Adds how a holder is found.</summary>
    public static IServiceCollection AddHolders(this IServiceCollection services) => services.AddPart<Holders>();

    /// <summary>
    /// Adds the making of certificates, the check of our own work and of the clock it is dated by, and what their institutions read.
    /// </summary>
    public static IServiceCollection AddMaking(this IServiceCollection services) => services
        .AddSingleton<ICertificateLint, AssessedBeforeIssued>().AddSingleton<ICertificateLint, DirectionFitsGrade>()
        .AddSingleton<ICertificateLint, EveryTextHasGlyphs>().AddSingleton<ICertificateLint, InstitutionNameOnFile>()
        .AddSingleton<RegisterClockStore>().AddSingleton<RegisterClock>()
        .AddSingleton<IWriteGuard>(p => p.GetRequiredService<RegisterClock>())
        .AddSingleton(OpenStyles).AddSingleton<CertificateMaker>().AddSingleton<OwnWorkCheck>()
        .AddSingleton<SpecimenBook>().AddPart<TrialCertificate>()
        .AddSingleton<ClaimStore>().AddSingleton<ClaimCodeRenewal>().AddSingleton<NumberReader>().AddPart<IssuedCertificates>()
        .AddPart<EnteredLeaves>().AddPart<StatusListSigner>().AddPart<CredentialListSigner>();

    /// <summary>Adds the search for certificates by what somebody knows of them.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services, IConfiguration configuration) => services
        .AddOptionsOf<SearchOptions, SearchOptionsValidator>(configuration, SearchOptions.Section)
        .AddSingleton<SearchStore>().AddPart<IdNumberSearches>().AddPart<SearchNames>().AddPart<CertificateSearch>();

    /// <summary>The container has no asynchronous makers; this runs once, at start.</summary>
    private static StyleBook OpenStyles(IServiceProvider services) => StyleBook.OpenAsync(
        services.GetRequiredService<ComposerOptions>(),
        services.GetRequiredService<FontChain>(),
        services.GetRequiredService<StyleStore>(),
        CancellationToken.None).GetAwaiter().GetResult();
}
