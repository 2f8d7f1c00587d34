using Certificates.Core.Signing.Qr;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Composition;

/// <summary>Section <c>Verification</c>: the one canonical address people verify at, which is printed on every certificate.</summary>
public sealed class VerificationOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Verification";

    /// <summary>Such as <c>https://verify.example.cn</c>: host and port only, so that the QR code stays alphanumeric.</summary>
    public string BaseUrl { get; set; } = "http://127.0.0.1:5081";

    /// <summary>Where the list of institutions is published, as printed; empty: the catalogue of <see cref="BaseUrl"/>.</summary>
    public string InstitutionListAddress { get; set; } = "";
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class VerificationOptionsValidator : IValidateOptions<VerificationOptions>
{
    public ValidateOptionsResult Validate(string? name, VerificationOptions options) =>
        !QrAddress.TryCreate(options.BaseUrl, out _, out var fault) ? ValidateOptionsResult.Fail(fault)
        : options.InstitutionListAddress.Length == 0 || IsAddress(options.InstitutionListAddress) ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"Verification:InstitutionListAddress is '{options.InstitutionListAddress}': "
            + "give an address such as https://www.example.cn/list.");

    private static bool IsAddress(string text) =>
        text.All(character => character is > ' ' and < '\u007F')
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
