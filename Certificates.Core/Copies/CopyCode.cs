using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Privacy;

namespace Certificates.Core.Copies;

/// <summary>
/// What the QR code of an annotated copy leads to: a <see cref="RandomCode"/>. It opens this copy and says nothing of the certificate's own
/// token. Kept as a keyed hash alone.
/// </summary>
internal sealed record CopyCode
{
    private CopyCode(string value) => Value = value;

    /// <summary>The characters, upper case.</summary>
    public string Value { get; }

    public static CopyCode Create() => new(RandomCode.Create());

    /// <summary>Reads what stands in an address, in any case.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CopyCode? code)
    {
        var plain = text?.ToUpperInvariant();
        code = plain is not null && RandomCode.IsOne(plain) ? new CopyCode(plain) : null;
        return code is not null;
    }

    /// <summary>Never prints the code.</summary>
    public override string ToString() => nameof(CopyCode);
}
