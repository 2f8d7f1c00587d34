using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Certificates.Core.Copies;

/// <summary>
/// What the QR code of an annotated copy leads to: 16 random characters out of 30, 78 bits. It opens this copy and says nothing of the
/// certificate's own token. Kept as a keyed hash alone.
/// </summary>
internal sealed record CopyCode
{
    private const int Length = 16;
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    private CopyCode(string value) => Value = value;

    /// <summary>The characters, upper case.</summary>
    public string Value { get; }

    public static CopyCode Create() => new(RandomNumberGenerator.GetString(Alphabet, Length));

    /// <summary>Reads what stands in an address, in any case.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CopyCode? code)
    {
        var plain = text?.ToUpperInvariant();
        code = plain?.Length == Length && !plain.AsSpan().ContainsAnyExcept(Characters) ? new CopyCode(plain) : null;
        return code is not null;
    }

    /// <summary>Never prints the code.</summary>
    public override string ToString() => nameof(CopyCode);
}
