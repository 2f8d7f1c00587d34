using Certificates.Web.Health;

namespace Certificates.Api.Health;

/// <summary>What <c>/health/ready</c> asks.</summary>
internal static class HealthRegistration
{
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<RegisterHealth>("register")
        .AddCheck<DiskHealth>("disk")
        .AddCheck<SealHealth>("seals")
        .AddCheck<AccessHealth>("access")
        .AddCheck<SelfCheckHealth>("self-check")
        .AddCheck<RecoveryHealth>("recovery")
        .AddCheck<LogHealth>("log")
        .AddCheck<WitnessHealth>("witnesses")
        .AddCheck<StampHealth>("time-stamps")
        .AddCheck<RevocationHealth>("revocation")
        .AddCheck<InstitutionKeyHealth>("institution-keys")
        .AddCheck<StatusListHealth>("status-list");
}
