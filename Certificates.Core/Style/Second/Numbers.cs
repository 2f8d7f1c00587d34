using Certificates.Core.Coding;

namespace Certificates.Core.Style.Second;

/// <summary>
/// Numbers in groups that the eye keeps: a group's last character is wider than the others, so there is space for the eye, and none in
/// what is copied.
/// </summary>
internal static class Numbers
{
    /// <summary>How much wider, thousandths of the type size.</summary>
    public const int Wider = 300;

    private const int LengthOfOurs = 22, LengthOfResidentId = 18;

    /// <summary>Kind and institution; province and occupation; direction and year; grade and serial with the check character.</summary>
    private static readonly int[] Ours = [5, 9, 13, 17];

    /// <summary>Region, day of birth, and what is behind it (GB 11643).</summary>
    private static readonly int[] ResidentId = [6, 14];

    /// <summary>Where the groups of a certificate number end.</summary>
    public static int[] GroupsOf(CertificateNumber number) => number.Value.Length == LengthOfOurs ? Ours : [];

    /// <summary>Where the groups of an identity document's number end.</summary>
    public static int[] GroupsOf(IdDocument document) =>
        document.Type == Core.IdType.ResidentId && document.Number.Length == LengthOfResidentId ? ResidentId : [];
}
