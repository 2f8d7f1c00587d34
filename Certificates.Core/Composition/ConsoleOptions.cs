using Microsoft.Extensions.Options;

namespace Certificates.Core.Composition;

/// <summary>Section <c>Console</c>: where people sign in.</summary>
public sealed class ConsoleOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Console";

    /// <summary>
    /// The one address people open the console at, such as <c>https://console.example.cn</c>: what passkeys are bound to. Empty: none are
    /// offered.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Section <c>Console:Oidc</c>: the provider of sign-ins.</summary>
    public OidcOptions Oidc { get; set; } = new();

    /// <summary>True where passkeys are offered.</summary>
    public bool HasPasskeys => BaseUrl.Length > 0;

    /// <summary>Scheme, host and port as a browser says where a page is from.</summary>
    public string Origin => new Uri(BaseUrl).GetLeftPart(UriPartial.Authority);

    /// <summary>The host alone, which passkeys are bound to (RP ID).</summary>
    public string Domain => new Uri(BaseUrl).Host;
}

/// <summary>The OpenID Connect provider that people may sign in at. It says who they are; what they may stays here.</summary>
public sealed class OidcOptions
{
    /// <summary>Its address, below which <c>/.well-known/openid-configuration</c> is. Empty: there is none.</summary>
    public string Authority { get; set; } = "";

    /// <summary>What this console is called there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The file with the secret it gave the console.</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>
    /// The class (<c>acr</c>) that it states of a sign-in with two factors. Empty: it stands in for the password alone, and the second
    /// factor is given here.
    /// </summary>
    public string Acr { get; set; } = "";

    /// <summary>What people call it, on the button. Empty: <c>OpenID Connect</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>What stands on the button.</summary>
    public string Title => Name.Length > 0 ? Name : "OpenID Connect";

    /// <summary>True where there is one.</summary>
    public bool IsOn => Authority.Length > 0;
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class ConsoleOptionsValidator : IValidateOptions<ConsoleOptions>
{
    private const string BaseUrl = $"{ConsoleOptions.Section}:{nameof(ConsoleOptions.BaseUrl)}";

    private const string Oidc = $"{ConsoleOptions.Section}:{nameof(ConsoleOptions.Oidc)}";

    public ValidateOptionsResult Validate(string? name, ConsoleOptions options) =>
        FaultOf(options) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;

    private static string? FaultOf(ConsoleOptions options) => options switch
    {
        { BaseUrl.Length: > 0 } when !IsBase(options.BaseUrl) =>
            $"{BaseUrl} is '{options.BaseUrl}': give the https address of the console, with a name as its host and nothing behind it, such "
            + "as https://console.example.cn. Passkeys are bound to that name, and an IP address is none; http is for localhost alone.",
        { Oidc.IsOn: false } => Idle(options.Oidc) is { } key
            ? $"{Oidc}:{key} is set, and {Oidc}:{nameof(OidcOptions.Authority)} is not: name the provider, or take {Oidc} away."
            : null,
        { BaseUrl: "" } => $"{BaseUrl} is empty: {Oidc}:{nameof(OidcOptions.Authority)} sends people back to it.",
        _ when !IsProvider(options.Oidc.Authority) =>
            $"{Oidc}:{nameof(OidcOptions.Authority)} is '{options.Oidc.Authority}': give an https address; http is for this machine alone.",
        { Oidc.ClientId: "" } => $"{Oidc}:{nameof(OidcOptions.ClientId)} is empty: say what the provider calls this console.",
        _ when !File.Exists(options.Oidc.ClientSecretFile) =>
            $"{Oidc}:{nameof(OidcOptions.ClientSecretFile)} is '{options.Oidc.ClientSecretFile}': there is no such file.",
        _ => null,
    };

    /// <summary>The first setting of a provider that there is none of: whoever made it expects a button.</summary>
    private static string? Idle(OidcOptions oidc) => oidc switch
    {
        { ClientId.Length: > 0 } => nameof(OidcOptions.ClientId),
        { ClientSecretFile.Length: > 0 } => nameof(OidcOptions.ClientSecretFile),
        { Acr.Length: > 0 } => nameof(OidcOptions.Acr),
        { Name.Length: > 0 } => nameof(OidcOptions.Name),
        _ => null,
    };

    private static bool IsProvider(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static bool IsBase(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.HostNameType == UriHostNameType.Dns
        && text.All(char.IsAscii) && address is { PathAndQuery: "/", UserInfo: "", Fragment: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsOwn(address.Host)));

    /// <summary>Browsers trust the machine itself without TLS.</summary>
    private static bool IsOwn(string host) => host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal);
}
