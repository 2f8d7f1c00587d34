using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Gm;
using Certificates.Core.Signing.Notes;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Signing.Revocation;
using Certificates.Core.Signing.Stamping;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Signing;

/// <summary>What this room registers.</summary>
internal static class SigningRoom
{
    /// <summary>Adds the keys that a service holds and no other: signers, and secrets by their purpose.</summary>
    public static IServiceCollection AddKeys(
        this IServiceCollection services, IConfiguration configuration, string folder, KeyHolding holding)
    {
        services.AddOptionsOf<SigningOptions>(configuration, SigningOptions.Section);
        services.AddSingleton<IValidateOptions<SigningOptions>>(p => new SigningOptionsValidator(
            folder, holding, p.GetRequiredService<StorageOptions>().IsSpecimen));
        services.AddSingleton(p => new KeyFiles(
            folder, p.GetRequiredService<SigningOptions>(), holding, p.GetRequiredService<StorageOptions>().IsSpecimen));
        services.AddSingleton(p => HeldSigners.Open(p.GetRequiredService<KeyFiles>()));
        foreach (var purpose in holding.Signing)
        {
            services.AddSingleton(p => p.GetRequiredService<HeldSigners>().Of(purpose));
        }

        foreach (var purpose in holding.Secret)
        {
            services.AddKeyedSingleton(purpose, (p, _) => p.GetRequiredService<KeyFiles>().ReadSecret(purpose));
        }

        services.AddSingleton(p => new OtherKeys([.. holding.Secret.SelectMany(p.GetRequiredService<KeyFiles>().ReadOthers)]));
        if (holding.Log)
        {
            services.AddSingleton(p => p.GetRequiredService<KeyFiles>().OpenLogKeys())
                .AddSingleton(p => p.GetRequiredService<LogKeys>().Key);
        }

        return services.AddSingleton(p => new TrustedAuthorities(p.GetRequiredService<KeyFiles>().ReadAuthorities()))
            .AddSingleton(p => new SigningKeyStore(p.GetRequiredService<Database>(), p.GetRequiredService<SealHashes>()))
            .AddSingleton<DataKeyStore>()
            .AddKeyedSingleton(Database.Desk, (p, _) => new DataKeyStore(
                p.GetRequiredKeyedService<Database>(Database.Desk), p.GetRequiredService<OtherKeys>(), isDesk: true))
            .AddKeyedSingleton(Database.Desk, (p, _) =>
                new SigningKeyStore(p.GetRequiredKeyedService<Database>(Database.Desk), register: null));
    }

    /// <summary>Adds what signs certificates, reads what was signed, and makes pick-up codes.</summary>
    public static IServiceCollection AddSigning(this IServiceCollection services, IConfiguration configuration) => services
        .AddOptionsOf<TimeStampOptions, TimeStampOptionsValidator>(configuration, TimeStampOptions.Section)
        .AddSingleton(p => new Stamps(
            p.GetRequiredService<TimeStampOptions>(),
            () => new TimeStamper(p.GetRequiredService<TimeStampOptions>(), p.GetRequiredService<KeyFiles>().ReadStampAuthorities(
                p.GetRequiredService<TimeStampOptions>()))))
        .AddOptionsOf<RevocationOptions, RevocationOptionsValidator>(configuration, RevocationOptions.Section)
        .AddSingleton(OpenPublished)
        .AddSingleton(p => new KeyRing(
            p.GetRequiredService<HeldSigners>().All, p.GetRequiredService<PublicKeyRing>(), p.GetRequiredService<TimeProvider>()))
        .AddOptionsOf<SealOptions>(configuration, SealOptions.Section)
        .AddSingleton<IValidateOptions<SealOptions>>(p => new SealOptionsValidator(p.GetRequiredService<KeyFiles>()))
        .AddSingleton<InstitutionSeals>()
        .AddPart<KeyRefresh>().AddSingleton(OpenRevocations)
        .AddSingleton(p => new PdfSigner(
            p.GetRequiredService<KeyRing>(), p.GetRequiredService<Stamps>(), KeyPurpose.Pdf, p.GetRequiredService<Revocations>(),
            p.GetRequiredService<InstitutionSeals>()))
        .AddSingleton<QrTokenSigner>()
        .AddSingleton<PdfSignatureReader>().AddSingleton<QrTokenReader>().AddSingleton<ClaimCodes>();

    /// <summary>Fetched once before anything is signed: a key that is revoked must not sign until the first interval is over.</summary>
    private static Revocations OpenRevocations(IServiceProvider services)
    {
        var revocations = new Revocations(
            services.GetRequiredService<RevocationOptions>(), services.GetRequiredService<KeyRing>(),
            services.GetRequiredService<TrustedAuthorities>(), services.GetRequiredService<Stamps>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Revocations>>());
        revocations.RefreshAsync(CancellationToken.None).GetAwaiter().GetResult();
        return revocations;
    }

    /// <summary>The container has no asynchronous makers; this runs once, at start.</summary>
    private static PublicKeyRing OpenPublished(IServiceProvider services)
    {
        var keys = services.GetRequiredService<SigningKeyStore>().ListAsync(CancellationToken.None).GetAwaiter().GetResult();
        return new PublicKeyRing(services.GetRequiredService<TrustedAuthorities>().Sort(keys).Vouched);
    }
}
