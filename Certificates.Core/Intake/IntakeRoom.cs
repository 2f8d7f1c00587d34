using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Intake;

internal static class IntakeRoom
{
    /// <summary>Adds the judging of rows against the register.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services) => services.AddSingleton<RegisterJudge>();
}
