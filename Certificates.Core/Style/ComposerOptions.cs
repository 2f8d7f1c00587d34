namespace Certificates.Core.Style;

/// <summary>What is the same on every certificate of an installation and therefore part of the skeleton.</summary>
internal sealed record ComposerOptions
{
    /// <summary>The domain printed in clear beside the QR code, such as <c>verify.example.org</c>.</summary>
    public required string VerificationDomain { get; init; }

    /// <summary>Where a certificate is looked up, as printed.</summary>
    public required string QueryAddress { get; init; }

    /// <summary>Where the list of institutions is published, as printed.</summary>
    public required string InstitutionListAddress { get; init; }

    /// <summary>
    /// Most bytes of CMS DER a file takes; twice as many are set aside in each. A service sets it to what its key's signatures take with
    /// the certificates sent along; a time-stamp token would need about 6,000 more.
    /// </summary>
    public int SignatureCapacity { get; init; } = 3 * 1024;

    /// <summary>
    /// Whether the catalog has a place for what authorities say of the certificates behind the signature. Without it a skeleton is,
    /// byte for byte, what it was before there was such a place.
    /// </summary>
    public bool HoldsSecurityStore { get; init; }

    /// <summary>Prints 样张 SPECIMEN across the page: no certificate of a demonstration may pass for a real one.</summary>
    public bool IsSpecimen { get; init; }
}
