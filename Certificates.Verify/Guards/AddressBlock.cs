using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Certificates.Verify.Guards;

/// <summary>Whose requests count together: what one subscriber is given, an IPv4 /24 or an IPv6 /64.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AddressBlock
{
    private readonly ulong _bits;
    private readonly byte _prefix;

    private AddressBlock(ulong bits, byte prefix) => (_bits, _prefix) = (bits, prefix);

    /// <summary>The block of an address; one block for callers without an address.</summary>
    public static AddressBlock Of(IPAddress? address)
    {
        if (address is null)
        {
            return default;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        _ = plain.TryWriteBytes(bytes, out _);
        var bits = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return plain.AddressFamily == AddressFamily.InterNetwork ? new(bits & 0xFFFF_FF00_0000_0000, 24) : new(bits, 64);
    }

    /// <summary>Such as <c>192.0.2.0/24</c>.</summary>
    public override string ToString()
    {
        if (_prefix == 0)
        {
            return "none";
        }

        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _bits);
        return $"{new IPAddress(_prefix == 24 ? bytes[..4] : bytes)}/{_prefix}";
    }
}
