using Certificates.Core.Catalogue;
using Certificates.Core.Coding;

namespace Certificates.Core.Register.Making;

/// <summary>All of a certificate but its number and its day of issue, which cost something and are given last.</summary>
internal sealed record CertificateDraft
{
    public required CertificateKind Kind { get; init; }

    /// <summary>The institution as it stood on the assessment date.</summary>
    public required Institution Institution { get; init; }

    public required Holder Holder { get; init; }

    public required Occupation Occupation { get; init; }

    public required Direction? Direction { get; init; }

    public required Grade Grade { get; init; }

    public required DateOnly AssessedOn { get; init; }

    /// <summary>The training certificate it rests on; null when none was named.</summary>
    public CertificateNumber? RestsOn { get; init; }

    /// <summary>What it has already, when it was issued before this system; null for one to be issued.</summary>
    public EarlierIssue? Earlier { get; init; }

    /// <summary>The day it would be issued, China Standard Time.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Every text that is drawn, to be checked before it is.</summary>
    public IEnumerable<string> PrintedTexts =>
    [
        Holder.Name.Value, Holder.Document.Number, Occupation.Name, Occupation.EnglishName, Direction?.Name ?? "", Institution.Name,
        Institution.EnglishName,
    ];

    /// <summary>The number such a certificate gets for a serial of this year.</summary>
    public CertificateNumber Number(int year, int serial) => CertificateNumber.Create(
        Kind, Institution.Code, Institution.ProvinceCode, Occupation.Number, Direction?.Number ?? "00", year, Grade, serial);
}
