namespace Certificates.Core.Style;

/// <summary>
/// A version of the unified style (统一证书样式) for one kind of certificate. Locked once a certificate was issued with it: a change
/// of a word or a line is a new version with a new <see cref="Id"/>.
/// </summary>
internal sealed record UnifiedStyle
{
    /// <summary>专业技术等级证书, after the sister rule 人社鉴发〔2021〕1号.</summary>
    public static readonly UnifiedStyle FirstGrade = new()
    {
        Id = "GRADE-2021.1",
        Version = 1,
        Kind = CertificateKind.Grade,
        Texts = new StyleTexts
        {
            Title = new Label("专业技术等级证书", "Certificate of Professional Technical Grade"),
            Statement = new Label(
                "本证书表明持证人经专业技术等级考核合格，具备相应专业技术等级水平。",
                "This certifies that the holder has passed the professional technical grade assessment."),
            Institution = new Label("评价机构", "Assessed by"),
        },
    };

    /// <summary>培训合格证书, in the same dress: training institutions issue it under the same rule (人社部发〔2021〕73号, part three).</summary>
    public static readonly UnifiedStyle FirstTraining = new()
    {
        Id = "TRAINING-2021.1",
        Version = 1,
        Kind = CertificateKind.Training,
        Texts = new StyleTexts
        {
            Title = new Label("培训合格证书", "Certificate of Training Completion"),
            Statement = new Label(
                "本证书表明持证人已按规定学时完成专业技术培训，经结业测试合格。",
                "This certifies that the holder has completed the required hours of professional training and passed the final test."),
            Institution = new Label("培训机构", "Trained by"),
            Occupation = new Label("培训职业", "Occupation"),
            Direction = new Label("培训方向", "Direction"),
            Grade = new Label("培训等级", "Grade of training"),
        },
    };

    /// <summary>专业技术等级证书 since the second style.</summary>
    public static readonly UnifiedStyle SecondGrade = FirstGrade with
    {
        Id = "GRADE-2021.2",
        Version = 2,
    };

    /// <summary>培训合格证书 since the second style, which names the course.</summary>
    public static readonly UnifiedStyle SecondTraining = FirstTraining with
    {
        Id = "TRAINING-2021.2",
        Version = 2,
    };

    /// <summary>Every version of every style that a certificate may have been issued in.</summary>
    public static readonly IReadOnlyList<UnifiedStyle> All = [FirstGrade, FirstTraining, SecondGrade, SecondTraining];

    /// <summary>The version of each kind that certificates are issued in now.</summary>
    public static readonly IReadOnlyList<UnifiedStyle> Current = [SecondGrade, SecondTraining];

    /// <summary>Kind, year of the rule and version, such as <c>GRADE-2021.1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The version, from 1: how a page of it is drawn.</summary>
    public required int Version { get; init; }

    /// <summary>The kind of certificate it dresses.</summary>
    public required CertificateKind Kind { get; init; }

    /// <summary>Its words.</summary>
    public required StyleTexts Texts { get; init; }
}
