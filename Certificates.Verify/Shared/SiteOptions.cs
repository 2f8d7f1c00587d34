using Microsoft.Extensions.Options;

namespace Certificates.Verify.Shared;

/// <summary>Section <c>Verification</c>: where the site is known to stand.</summary>
internal sealed class SiteOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Verification";

    /// <summary>The one canonical address, as printed on certificates: scheme and host, no path.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>The host of <see cref="BaseUrl"/>, to compare with the browser's address line.</summary>
    public string Domain => new Uri(BaseUrl).Authority;
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class SiteOptionsValidator : IValidateOptions<SiteOptions>
{
    public ValidateOptionsResult Validate(string? name, SiteOptions options) =>
        Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", PathAndQuery: "/" }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Verification:BaseUrl is '{options.BaseUrl}': give scheme and host, such as https://cert.example.cn.");
}
