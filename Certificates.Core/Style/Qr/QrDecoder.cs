using Certificates.Core.Style.Art;
using ZXing.QrCode.Internal;

namespace Certificates.Core.Style.Qr;

/// <summary>Reads a symbol as it is drawn, module by module; no picture is looked at.</summary>
internal static class QrDecoder
{
    /// <summary>What the symbol says; null for whatever is none.</summary>
    public static string? Read(QrModules modules)
    {
        var bits = new bool[modules.Size][];
        for (var row = 0; row < bits.Length; row++)
        {
            bits[row] = new bool[modules.Size];
            for (var column = 0; column < modules.Size; column++)
            {
                bits[row][column] = modules[row, column];
            }
        }

        return new Decoder().decode(bits, hints: null)?.Text;
    }
}
