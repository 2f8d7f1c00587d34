namespace Certificates.Api.Health;

/// <summary>What <c>/health/ready</c> asks.</summary>
internal static class HealthRegistration
{
    /// <summary>Adds the checks.</summary>
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<RegisterHealth>("register")
        .AddCheck<SelfCheckHealth>("self-check")
        .AddCheck<RecoveryHealth>("recovery");
}
