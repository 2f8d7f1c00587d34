using System.Globalization;
using Certificates.Core.Directories;

namespace Certificates.Api.Console.Authority;

/// <summary>The form of an institution, as it was typed.</summary>
internal sealed record InstitutionForm
{
    public string? Code { get; init; }
    public string? CreditCode { get; init; }
    public string? Name { get; init; }
    public string? EnglishName { get; init; }
    public string? ProvinceCode { get; init; }
    public string? Contact { get; init; }
    public bool IsAssessment { get; init; }
    public bool IsTraining { get; init; }
    public bool NeedsApproval { get; init; }
    public string? PublicityDays { get; init; }
    public string? State { get; init; }
    public string? ValidFrom { get; init; }
    public string? Document { get; init; }

    /// <summary>As the directory takes it; days that are no number are refused there as out of range.</summary>
    public SentInstitution Sent() => new(
        CreditCode, Name, EnglishName, ProvinceCode, Contact, IsTraining, IsAssessment, State, NeedsApproval,
        int.TryParse(PublicityDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : -1, ValidFrom, Document);
}

/// <summary>The form of a right, as it was typed.</summary>
internal sealed record RightFields
{
    public string? Kind { get; init; }
    public string? OccupationNumber { get; init; }
    public List<string> Grades { get; init; } = [];
    public string? ValidFrom { get; init; }
    public string? ValidTo { get; init; }
    public string? Document { get; init; }
}
