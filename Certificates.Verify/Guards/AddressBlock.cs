using System.Net;
using System.Net.Sockets;

namespace Certificates.Verify.Guards;

/// <summary>Whose requests count together: what one subscriber is given, an IPv4 /24 or an IPv6 /64.</summary>
internal static class AddressBlock
{
    /// <summary>The block of an address, such as <c>192.0.2.0/24</c>; one block for callers without an address.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "none";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var prefix = plain.AddressFamily == AddressFamily.InterNetwork ? 24 : 64;
        var bytes = plain.GetAddressBytes();
        bytes.AsSpan(prefix / 8).Clear();
        return $"{new IPAddress(bytes)}/{prefix}";
    }
}
