namespace Certificates.Core.Register.Making.Lints;

/// <summary>A direction is printed exactly where the occupation has directions at that grade; elsewhere it reads <c>--</c>.</summary>
internal sealed class DirectionFitsGrade : ICertificateLint
{
    public string Citation => "人社部发〔2021〕73号, part three: 分职业、分方向、分等级";

    public Refusal? Check(CertificateDraft draft)
    {
        if (draft.Direction is { } direction)
        {
            return direction.Grades.Contains(draft.Grade)
                ? null
                : new Refusal(RefusalCode.DirectionUnknown, "direction", "The occupation does not have this direction at this grade.");
        }

        return draft.Occupation.HasDirections(draft.Grade)
            ? new Refusal(RefusalCode.DirectionMissing, "direction")
            : null;
    }
}
