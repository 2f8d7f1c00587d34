using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Reports;

internal static class ReportsRoom
{
    /// <summary>Adds what holders report on the site.</summary>
    public static IServiceCollection AddMistakeReports(this IServiceCollection services) => services.AddDesk().AddPart<MistakeReports>();

    /// <summary>Adds what the institutions answer.</summary>
    public static IServiceCollection AddReportedMistakes(this IServiceCollection services) =>
        services.AddDesk().AddPart<ReportedMistakes>();

    private static IServiceCollection AddDesk(this IServiceCollection services) => services
        .AddSingleton<DeskMistakeReports>().AddSingleton<MistakeReportCipher>();
}
