using Certificates.Core;

namespace Certificates.Verify.Holder;

/// <summary>What a holder asked a share code for, and what came of it: the code, this once, or a refusal.</summary>
/// <param name="Number">The certificate.</param>
/// <param name="Purpose">用途, as typed.</param>
/// <param name="Days">有效天数, as typed.</param>
/// <param name="WithPhoto">Whether the photo is to be shown.</param>
/// <param name="Code">The code made.</param>
/// <param name="Refusal">Why there is none.</param>
public sealed record ShareRequest(string? Number, string? Purpose, string? Days, bool WithPhoto, string? Code = null,
    Refusal? Refusal = null)
{
    /// <summary>Never prints the code.</summary>
    public override string ToString() => nameof(ShareRequest);
}
