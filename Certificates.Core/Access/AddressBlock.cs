using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Certificates.Core.Access;

/// <summary>
/// Whose requests count together: what one subscriber is given, an IPv4 /24 or an IPv6 /64; or what one site is given, an IPv6 /48.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AddressBlock
{
    private const byte V4 = 24;
    private readonly ulong _bits;
    private readonly byte _prefix;

    private AddressBlock(ulong bits, byte prefix) => (_bits, _prefix) = (bits & (ulong.MaxValue << (64 - prefix)), prefix);

    /// <summary>The /24 or /64 of an address; one block for callers without an address.</summary>
    public static AddressBlock Of(IPAddress? address) => Of(address, 64);

    /// <summary>The /24 or /48 of an address: who has a /48 has 65,536 blocks of the other sort.</summary>
    public static AddressBlock WideOf(IPAddress? address) => Of(address, 48);

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
        return $"{new IPAddress(_prefix == V4 ? bytes[..4] : bytes)}/{_prefix}";
    }

    private static AddressBlock Of(IPAddress? address, byte prefix)
    {
        if (address is null)
        {
            return default;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        _ = plain.TryWriteBytes(bytes, out _);
        return new AddressBlock(
            BinaryPrimitives.ReadUInt64BigEndian(bytes), plain.AddressFamily == AddressFamily.InterNetwork ? V4 : prefix);
    }
}
