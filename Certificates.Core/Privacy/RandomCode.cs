using System.Buffers;
using System.Security.Cryptography;

namespace Certificates.Core.Privacy;

/// <summary>The random characters of a secret in an address: 16 out of 30, 78 bits, which leave out 0, 1, I, L, O and U.</summary>
internal static class RandomCode
{
    /// <summary>How many there are.</summary>
    public const int Length = 16;

    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    /// <summary>New ones, upper case.</summary>
    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>True of as many such characters, upper case.</summary>
    public static bool IsOne(ReadOnlySpan<char> text) => text.Length == Length && !text.ContainsAnyExcept(Characters);
}
