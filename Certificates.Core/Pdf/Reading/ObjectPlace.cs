using System.Runtime.InteropServices;

namespace Certificates.Core.Pdf.Reading;

/// <summary>Where an object is.</summary>
/// <param name="At">Its offset in the file, or the number of the object stream it lies in.</param>
/// <param name="InStream">Its place in the object stream; -1 where it stands in the file.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ObjectPlace(int At, int InStream)
{
    /// <summary>Whether it lies in an object stream.</summary>
    public bool IsPacked => InStream >= 0;

    /// <summary>A place in the file.</summary>
    public static ObjectPlace InFile(int offset) => new(offset, -1);
}
