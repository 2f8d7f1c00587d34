using Certificates.Core;

namespace Certificates.Verify.Holder;

/// <summary>A report that was not taken, shown again with its fault.</summary>
/// <param name="Number">The certificate.</param>
/// <param name="Item">Which item is wrong, as chosen.</param>
/// <param name="Text">What it should say, as typed.</param>
/// <param name="Refusal">Why it was not taken.</param>
public sealed record ReportRequest(string? Number, string? Item, string? Text, Refusal Refusal)
{
    /// <summary>Never prints what was typed.</summary>
    public override string ToString() => nameof(ReportRequest);
}
