using System.Text.Json.Serialization;

namespace Certificates.Core.Register.Searching;

/// <summary>A certificate that a search found, in its version in force; no ID number, no photo, no score.</summary>
public sealed class FoundCertificate
{
    /// <summary>What it is reached by where its number is not one of this system.</summary>
    public required long Id { get; init; }

    /// <summary>The number; of one issued before this system, what the register knows it by.</summary>
    public required string Number { get; init; }

    /// <summary>The number on the paper of one issued before this system.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PrintedNumber { get; init; }

    /// <summary>The kind of certificate.</summary>
    public required CertificateKind Kind { get; init; }

    /// <summary>Imported when it was issued before this system.</summary>
    public required CertificateOrigin Origin { get; init; }

    /// <summary>Where it stands.</summary>
    public required CertificateStatus Status { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset StatusChangedAt { get; init; }

    /// <summary>The version in force, from which the facts below are.</summary>
    public required long CurrentVersion { get; init; }

    /// <summary>姓名.</summary>
    public required string Name { get; init; }

    /// <summary>证件类型.</summary>
    public required IdType IdType { get; init; }

    /// <summary>职业编码.</summary>
    public required string OccupationCode { get; init; }

    /// <summary>职业.</summary>
    public required string Occupation { get; init; }

    /// <summary>职业方向; null is none.</summary>
    public string? Direction { get; init; }

    /// <summary>等级.</summary>
    public required Grade Grade { get; init; }

    /// <summary>机构代码.</summary>
    public required string InstitutionCode { get; init; }

    /// <summary>评价机构, as printed.</summary>
    public required string Institution { get; init; }

    /// <summary>考核日期.</summary>
    public required DateOnly AssessedOn { get; init; }

    /// <summary>发证日期.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <summary>The batch it came of.</summary>
    public string? BatchId { get; init; }

    /// <summary>Its row there.</summary>
    public long? Row { get; init; }

    /// <summary>准考证号 in that row.</summary>
    public string? CandidateNumber { get; init; }
}
