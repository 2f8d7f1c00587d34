using Certificates.Core;

namespace Certificates.Verify.Holder;

/// <summary>An order of a copy that was not taken, shown again with its fault.</summary>
/// <param name="Number">The certificate.</param>
/// <param name="Purpose">What for, as chosen.</param>
/// <param name="Words">What was added, as typed.</param>
/// <param name="Days">有效天数, as typed.</param>
/// <param name="Refusal">Why it was not taken.</param>
public sealed record CopyRequest(string? Number, string? Purpose, string? Words, string? Days, Refusal Refusal)
{
    /// <summary>Never prints what was typed.</summary>
    public override string ToString() => nameof(CopyRequest);
}
