using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Certificates.Core.Verifying;

/// <summary>
/// A share code: 16 random characters out of 30, 78 bits, which leave out 0, 1, I, L, O and U. Whoever has it sees the
/// certificate; <see cref="TryParse"/> and <see cref="Create"/> are the only ways in.
/// </summary>
internal sealed record ShareCode
{
    private const int Length = 16;
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    private ShareCode(string value) => Value = value;

    /// <summary>The characters, upper case.</summary>
    public string Value { get; }

    public static ShareCode Create() => new(RandomNumberGenerator.GetString(Alphabet, Length));

    /// <summary>Reads what was typed or stands in an address: any case, full-width forms, spaces and hyphens.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ShareCode? code)
    {
        Span<char> characters = stackalloc char[Length];
        code = TypedText.Compact(text, characters) == Length && !characters.ContainsAnyExcept(Characters)
            ? new ShareCode(new string(characters))
            : null;
        return code is not null;
    }

    /// <summary>Never prints the code.</summary>
    public override string ToString() => nameof(ShareCode);
}
