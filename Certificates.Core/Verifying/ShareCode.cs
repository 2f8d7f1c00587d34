using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Privacy;

namespace Certificates.Core.Verifying;

/// <summary>
/// A share code: a <see cref="RandomCode"/>. Whoever has it sees the certificate; <see cref="TryParse"/> and <see cref="Create"/> are the
/// only ways in.
/// </summary>
internal sealed record ShareCode
{
    private ShareCode(string value) => Value = value;

    /// <summary>The characters, upper case.</summary>
    public string Value { get; }

    public static ShareCode Create() => new(RandomCode.Create());

    /// <summary>Reads what was typed or stands in an address: any case, full-width forms, spaces and hyphens.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ShareCode? code)
    {
        Span<char> characters = stackalloc char[RandomCode.Length];
        code = TypedText.Compact(text, characters) == RandomCode.Length && RandomCode.IsOne(characters)
            ? new ShareCode(new string(characters))
            : null;
        return code is not null;
    }

    /// <summary>Never prints the code.</summary>
    public override string ToString() => nameof(ShareCode);
}
