using Certificates.Api.Console;
using Certificates.Core;
using Certificates.Core.Composition;
using Certificates.Web.Problems;
using Microsoft.Extensions.Options;

namespace Certificates.Api.Http;

/// <summary>The service's form of problem documents, and the console's page of a problem; a short wait after an outage.</summary>
internal static class ApiProblems
{
    public static void AddApiProblems(this IServiceCollection services) => services.AddSingleton(p => new ProblemForm(
        p.GetRequiredService<IOptions<VerificationOptions>>().Value.BaseUrl, RefusalCode.BodyTooLarge, TimeSpan.FromSeconds(5))
    {
        Page = (code, status) => Html.Page<ConsoleProblem>(status, (nameof(ConsoleProblem.Code), new Refusal(code))),
    });
}
