using Certificates.Core;
using Certificates.Core.Composition;
using Certificates.Web.Problems;
using Microsoft.Extensions.Options;

namespace Certificates.Verify.Shared;

/// <summary>What the site says to people where it says a problem document to programs.</summary>
internal static class ProblemPages
{
    /// <summary>When to ask again after an outage.</summary>
    public static readonly TimeSpan OutageRetry = TimeSpan.FromSeconds(10);

    public static void AddProblemPages(this IServiceCollection services) => services.AddSingleton(p =>
    {
        var site = p.GetRequiredService<IOptions<VerificationOptions>>().Value.BaseUrl;
        return new ProblemForm(site, RefusalCode.FileTooLarge, OutageRetry) { Page = Of };
    });

    /// <summary><c>/problems/&lt;code&gt;</c>, the address in every problem document: what the code means.</summary>
    public static void MapProblemPages(this IEndpointRouteBuilder routes) => routes
        .MapGet("/problems/{code}", (string code) => RefusalCode.TryParse(code, out var known)
            ? Html.Page<MeaningPage>(StatusCodes.Status200OK, (nameof(MeaningPage.Code), known))
            : Of(RefusalCode.NotFound, StatusCodes.Status404NotFound))
        .ExcludeFromDescription();

    /// <summary>The page of a refusal that no form shows, such as a QR that cannot be read.</summary>
    public static IResult Of(RefusalCode code, int status) => Html.Page<ProblemPage>(status, (nameof(ProblemPage.Code), code.Code));
}
