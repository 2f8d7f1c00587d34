using Certificates.Core;

namespace Certificates.Web.Problems;

/// <summary>In what the problem documents of the two services differ.</summary>
/// <param name="BaseUrl">Where <c>/problems/&lt;code&gt;</c> says more to people: the verification site.</param>
/// <param name="TooLarge">The code of a body that is larger than a call takes.</param>
/// <param name="OutageRetry">When to ask again after an outage.</param>
internal sealed record ProblemForm(string BaseUrl, RefusalCode TooLarge, TimeSpan OutageRetry)
{
    /// <summary>The page of a problem for people; null where the service has none.</summary>
    public Func<RefusalCode, int, IResult>? Page { get; init; }

    /// <summary>The address that names a problem.</summary>
    public string TypeOf(RefusalCode code) => $"{BaseUrl.TrimEnd('/')}/problems/{code.Code}";
}
