using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Verify.Guards;
using Certificates.Web.Problems;

namespace Certificates.Verify.Bulk;

/// <summary>What a list that is not taken is answered with: the headers HTTP wants, and a record of who was not let in.</summary>
internal sealed class ListRefusals(RefusedAccess refused, TimeProvider clock)
{
    /// <summary>The refusal to be told: the given one, or <c>rate_limited</c> where too many are refused at once.</summary>
    public async Task<Refusal> TellAsync(HttpContext http, Refusal refusal, CancellationToken cancellationToken)
    {
        if (refusal.Code.Kind is not (RefusalKind.Unauthenticated or RefusalKind.Forbidden))
        {
            Explain(http, refusal);
            return refusal;
        }

        if (await refused.NoteAsync(http.Connection.RemoteIpAddress, refusal.Code.Code, cancellationToken) is { } wait)
        {
            http.Response.SetRetryAfter(wait);
            return new Refusal(RefusalCode.RateLimited);
        }

        Explain(http, refusal);
        return refusal;
    }

    private void Explain(HttpContext http, Refusal refusal)
    {
        switch (refusal.Code.Kind.Status())
        {
            case StatusCodes.Status401Unauthorized:
                http.Response.Headers.WWWAuthenticate = refusal.Code == RefusalCode.KeyRequired
                    ? CheckerKey.Scheme
                    : $"{CheckerKey.Scheme} error=\"invalid_token\"";
                break;
            case StatusCodes.Status429TooManyRequests when refusal.Code != RefusalCode.QuotaUsedUp:
                Telemetry.LimitHit(LimitKind.Requests);
                http.Response.SetRetryAfter(FileSlots.RetryAfter);
                break;
            case StatusCodes.Status429TooManyRequests:
                Telemetry.LimitHit(LimitKind.Quota);
                http.Response.SetRetryAfter(ChinaTime.StartOf(clock.Today().AddDays(1)) - clock.GetUtcNow());
                break;
        }
    }
}

/// <summary>Writes who was not let in for as long as the site runs.</summary>
internal sealed class RefusedAccessWriter(RefusedAccess refused) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => refused.RunAsync(stoppingToken);
}
