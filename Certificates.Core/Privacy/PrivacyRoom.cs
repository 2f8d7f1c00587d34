using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Privacy;

internal static class PrivacyRoom
{
    /// <summary>Adds the hashes, and a cipher for each purpose that encrypts; the keys are among the services by their purpose.</summary>
    public static IServiceCollection AddPrivacy(this IServiceCollection services, IEnumerable<SecretKeyPurpose> held)
    {
        foreach (var purpose in held.Where(purpose => purpose is SecretKeyPurpose.Identity or SecretKeyPurpose.Document))
        {
            services.AddKeyedSingleton(purpose, (p, _) => new DataCipher(
                p.GetRequiredKeyedService<SecretKey>(purpose), p.GetRequiredService<OtherKeys>().Of(purpose)));
        }

        return services.AddSingleton<HolderKeys>().AddSingleton<ClaimHashes>().AddSingleton<SealHashes>();
    }
}
