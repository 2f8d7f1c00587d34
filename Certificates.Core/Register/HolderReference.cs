using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Certificates.Core.Register;

/// <summary>
/// Who signed in, as a session keeps it: no personal data, and worth nothing once the pick-up code was renewed or the
/// certificate corrected.
/// </summary>
public sealed record HolderReference
{
    internal HolderReference(long certificateId, long version, long claimGeneration) =>
        (CertificateId, Version, ClaimGeneration) = (certificateId, version, claimGeneration);

    /// <summary>The text to keep in a protected cookie.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{CertificateId}.{Version}.{ClaimGeneration}");

    internal long CertificateId { get; }

    internal long Version { get; }

    internal long ClaimGeneration { get; }

    /// <summary>Reads <see cref="Text"/> out of a cookie that is known to be ours.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out HolderReference? holder)
    {
        var parts = (text ?? "").Split('.');
        holder = parts.Length == 3 && TryRead(parts[0], out var id) && TryRead(parts[1], out var version)
            && TryRead(parts[2], out var generation)
            ? new HolderReference(id, version, generation)
            : null;
        return holder is not null;
    }

    private static bool TryRead(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
