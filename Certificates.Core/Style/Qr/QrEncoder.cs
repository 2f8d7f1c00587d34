using Certificates.Core.Style.Art;

namespace Certificates.Core.Style.Qr;

/// <summary>
/// Makes the QR symbol of an address (ISO/IEC 18004): alphanumeric mode, error correction M, the smallest version that holds it. Written by
/// ourselves because choosing the mask with bits side by side takes a tenth of the time, which was half of what a certificate costs.
/// </summary>
internal static class QrEncoder
{
    /// <summary>The symbol of a text.</summary>
    /// <param name="text">Upper-case letters, digits and <c>$%*+-./: </c>, at most 970 of them.</param>
    /// <exception cref="ArgumentException">It has other characters, or too many.</exception>
    public static QrModules Encode(string text)
    {
        var version = QrVersion.Smallest(text.Length);
        var codewords = version.Interleave(AlphanumericBits.Write(text, version));
        var plain = version.Place(codewords);
        var (best, least) = (plain, int.MaxValue);
        for (var mask = 0; mask < QrMask.Count; mask++)
        {
            var masked = version.Masks[mask].Apply(plain);
            var penalty = MaskPenalty.Of(masked);
            if (penalty < least)
            {
                (best, least) = (masked, penalty);
            }
        }

        return best.ToModules();
    }
}
