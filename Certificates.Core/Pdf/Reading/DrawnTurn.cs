using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Certificates.Core.Pdf.Reading;

/// <summary>
/// Where a picture's right and its top point on the page: the signs of the linear part of the matrix it was painted under.
/// </summary>
/// <param name="A">Of its right, towards the page's right.</param>
/// <param name="B">Of its right, towards the page's top.</param>
/// <param name="C">Of its top, towards the page's right.</param>
/// <param name="D">Of its top, towards the page's top.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DrawnTurn(int A, int B, int C, int D)
{
    /// <summary>Neither turned nor mirrored.</summary>
    public static readonly DrawnTurn Upright = new(1, 0, 0, 1);

    /// <summary>Reads <c>a b c d e f cm</c>; all zero where that is not what it is.</summary>
    public static DrawnTurn Read(ReadOnlySpan<byte> line)
    {
        Span<int> signs = stackalloc int[4];
        foreach (ref var sign in signs)
        {
            if (!Utf8Parser.TryParse(line, out double number, out var used) || used >= line.Length || line[used] != ' ')
            {
                return default;
            }

            sign = Math.Sign(number);
            line = line[(used + 1)..];
        }

        return new DrawnTurn(signs[0], signs[1], signs[2], signs[3]);
    }
}
