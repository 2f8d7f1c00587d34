using Certificates.Core;

namespace Certificates.Verify.Holder;

/// <summary>What a holder typed to sign in, shown again with its fault.</summary>
/// <param name="Number">证书编号.</param>
/// <param name="IdNumber">证件号码.</param>
/// <param name="ClaimCode">领取码.</param>
public sealed record SignInForm(string? Number = null, string? IdNumber = null, string? ClaimCode = null)
{
    /// <summary>The first field left empty, as a refusal; null when all three are there.</summary>
    internal Refusal? Missing() =>
        ((string Name, string? Value)[])[("number", Number), ("idNumber", IdNumber), ("claimCode", ClaimCode)] is var fields
        && Array.Find(fields, field => string.IsNullOrWhiteSpace(field.Value)).Name is { } empty
            ? new Refusal(RefusalCode.FieldMissing, empty)
            : null;

    /// <summary>Never prints what was typed.</summary>
    public override string ToString() => nameof(SignInForm);
}
