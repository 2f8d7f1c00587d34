using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Signing.Qr;

/// <summary>
/// The address in a QR code, <c>HTTPS://VERIFY.EXAMPLE.CN/Q/…</c>: upper case and of QR's alphanumeric alphabet
/// (ISO/IEC 18004, 7.3.4) throughout, which takes 5.5 bits a character in place of 8. Scheme and host ignore case by RFC 3986,
/// 6.2.2.1; a path of the operator's own might not, so there is none.
/// </summary>
public sealed class QrAddress
{
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:");

    private readonly string _prefix;

    private QrAddress(string prefix, string domain) => (_prefix, Domain) = (prefix, domain);

    /// <summary>The host, with its port if that is not the scheme's own, in lower case: what is printed beside the QR code.</summary>
    public string Domain { get; }

    /// <summary>Reads <c>Verification:BaseUrl</c>.</summary>
    /// <param name="baseUrl">Such as <c>https://verify.example.cn</c>.</param>
    /// <param name="address">The address, when it will do.</param>
    /// <param name="fault">What is wrong, naming the configuration key.</param>
    public static bool TryCreate(
        string? baseUrl, [NotNullWhen(true)] out QrAddress? address, [NotNullWhen(false)] out string? fault)
    {
        address = null;
        fault = "Verification:BaseUrl must be an http or https address with nothing but a host and a port, such as "
            + "https://verify.example.cn.";
        if (!Uri.TryCreate(baseUrl, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
            || url.PathAndQuery != "/" || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            return false;
        }

        var domain = url.IsDefaultPort ? url.IdnHost : $"{url.IdnHost}:{url.Port}";
        var prefix = $"{url.Scheme}://{domain}/Q/".ToUpperInvariant();
        if (url.HostNameType == UriHostNameType.IPv6 || prefix.AsSpan().IndexOfAnyExcept(Alphabet) >= 0)
        {
            fault = "Verification:BaseUrl has a host that a QR code cannot hold in alphanumeric mode: only letters, digits, '-' and '.'.";
            return false;
        }

        (address, fault) = (new QrAddress(prefix, domain), null);
        return true;
    }

    /// <summary>The token of an address, of ours or any other, in upper case; a token alone is its own.</summary>
    internal static string TokenOf(string address) => address[(address.LastIndexOf('/') + 1)..].ToUpperInvariant();

    /// <summary>The address of a token.</summary>
    /// <param name="token">Upper-case Base32.</param>
    internal string Of(string token) => _prefix + token;

    /// <summary>The address of an annotated copy.</summary>
    /// <param name="code">Its code, of upper-case letters and digits.</param>
    internal string OfCopy(string code) => $"{_prefix[..^"Q/".Length]}C/{code}";

    /// <summary>An address as long as a certificate's, at which the site says that there is none.</summary>
    internal string OfSpecimen => _prefix + string.Concat(Enumerable.Repeat("SPECIMEN", 20));
}
