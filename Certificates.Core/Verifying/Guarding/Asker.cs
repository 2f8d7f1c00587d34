using System.Net;
using System.Runtime.InteropServices;
using Certificates.Core.Access;

namespace Certificates.Core.Verifying.Guarding;

/// <summary>Who asks, as far as misses are counted by it: an address, or a key wherever it is used.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Asker
{
    private Asker(AddressBlock block, AddressBlock wide, long? keyId) => (Block, Wide, KeyId) = (block, wide, keyId);

    internal AddressBlock Block { get; }

    internal AddressBlock Wide { get; }

    internal long? KeyId { get; }

    /// <summary>Whoever asks from an address.</summary>
    public static Asker At(IPAddress? address) => new(AddressBlock.Of(address), AddressBlock.WideOf(address), null);

    /// <summary>Whoever asks with a key.</summary>
    public static Asker With(ApiKey key) => new(default, default, key.Id);
}
