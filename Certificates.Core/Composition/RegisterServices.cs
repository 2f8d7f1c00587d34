using Certificates.Core.Access;
using Certificates.Core.Catalogue;
using Certificates.Core.Data;
using Certificates.Core.Files;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Certificates.Core.Composition;

/// <summary>What the issuing and the verifying service have in common: databases, the keys each may hold, reading the register.</summary>
internal static class RegisterServices
{
    public static IServiceCollection AddRegister(
        this IServiceCollection services, IConfiguration configuration, DataDirectory data, KeyHolding holding, bool readOnly)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton(data).AddSingleton(new SpoolFolder(data.Spool)).AddSingleton<ReadingTurns>()
            .AddSingleton(new DiskSpace(data.Path))
            .AddOptionsOf<VerificationOptions, VerificationOptionsValidator>(configuration, VerificationOptions.Section)
            .AddData(configuration, p => Dialects.OpenRegister(p, readOnly), Dialects.OpenDesk)
            .AddKeys(configuration, data.Keys, holding).AddPrivacy(holding.Secret)
            .AddApiKeys().AddCatalogue().AddCertificates();
    }
}
