using Certificates.Core.Data;
using Certificates.Core.Data.Redis;
using Certificates.Core.Log;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Verifying.Annotated;
using Certificates.Core.Verifying.Bulk;
using Certificates.Core.Verifying.Gate;
using Certificates.Core.Verifying.Guarding;
using Certificates.Core.Verifying.Logged;
using Certificates.Core.Verifying.Metadata;
using Certificates.Core.Verifying.Sessions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Certificates.Core.Verifying;

/// <summary>What this room registers.</summary>
internal static class VerifyingRoom
{
    /// <summary>Adds verdicts, lists, share codes, what is published, and the desk that counts attempts.</summary>
    /// <param name="services">Joined by them.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="seenFile">The site's own file, in which it keeps how far it has seen the register.</param>
    public static IServiceCollection AddVerifying(this IServiceCollection services, IConfiguration configuration, string seenFile) =>
        services
        .AddOptionsOf<BulkOptions, BulkOptionsValidator>(configuration, BulkOptions.Section)
        .AddSingleton(p => new SeenRegister(seenFile, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<SeenRegister>>()))
        .AddSingleton<DoubtedCertificates>().AddSingleton<IReadGuard, RegisterGate>().AddSingleton<DeskKeys>()
        .AddSingleton<DeskShareCodes>().AddSingleton<DeskCheckRuns>().AddSingleton<CheckRuns>()
        .AddPart<Desk>().AddGuard(configuration).AddSessions().AddSingleton(OpenBuckets)
        .AddSingleton<RegisterReading>().AddPart<PublishedKeys>().AddPart<PublishedCatalogue>()
        .AddSingleton<PdfCheck>().AddPart<Verifier>().AddSingleton<BulkAnswers>().AddPart<BulkCheck>()
        .AddOptionsOf<LogOptions, LogOptionsValidator>(configuration, LogOptions.Section)
        .AddLogReading().AddSingleton<LoggedBefore>().AddPart<PublishedLog>().AddPart<LogProofs>().AddPart<PublishedStatusList>()
        .AddPart<VerdictSigner>().AddPart<OwnVerdicts>().AddPart<ShareCodes>()
        .AddPart<AnnotatedCopies>().AddPart<OwnMetadata>();

    private static IServiceCollection AddGuard(this IServiceCollection services, IConfiguration configuration) => services
        .AddOptionsOf<GuardOptions, GuardOptionsValidator>(configuration, GuardOptions.Section)
        .AddSingleton<DeskAttempts>().AddPart<GuardLimits>().AddSingleton<Counts>().AddSingleton<Guard>()
        .AddPart<GuardedVerifier>().AddPart<HolderGuard>();

    private static IServiceCollection AddSessions(this IServiceCollection services) => services
        .AddSingleton<DeskHolderSessions>().AddPart<HolderSessions>().AddSingleton<DeskDataProtectionKeys>().AddPart<CookieKeys>();

    private static SharedBuckets OpenBuckets(IServiceProvider services) => new(
        services.GetRequiredService<RedisOptions>().ConnectionString.Length > 0 ? services.GetRequiredService<RedisBuckets>() : null,
        services.GetRequiredKeyedService<SecretKey>(SecretKeyPurpose.LookUp));
}
