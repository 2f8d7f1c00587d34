using System.Runtime.InteropServices;

namespace Certificates.Core.Pdf.Reading;

/// <summary>A string as it stands in the file: where it begins and the first byte behind it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PdfString(int Start, int End, bool IsHexadecimal);
