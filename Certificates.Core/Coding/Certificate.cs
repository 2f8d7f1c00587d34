namespace Certificates.Core.Coding;

/// <summary>
/// One version of a certificate, complete as it is printed: everything the style draws and the lints check, and nothing else
/// (no score, no expiry date). Names are as they stood on the assessment date and never change with the directory.
/// </summary>
public sealed record Certificate
{
    /// <summary>Its number; says kind, institution, province, occupation, direction, year, grade and serial.</summary>
    public required CertificateNumber Number { get; init; }

    /// <summary>1 for the first issue, one more with each correction of the same number.</summary>
    public required int Version { get; init; }

    /// <summary>Whose it is.</summary>
    public required Holder Holder { get; init; }

    /// <summary>Occupation code of the 2022 classification, such as <c>2-02-38-01</c>.</summary>
    public required string OccupationCode { get; init; }

    /// <summary>职业, as printed.</summary>
    public required BilingualName Occupation { get; init; }

    /// <summary>职业方向, as printed; null prints <c>--</c>.</summary>
    public required string? Direction { get; init; }

    /// <summary>The direction in English; empty when none is on file.</summary>
    public string DirectionEnglish { get; init; } = "";

    /// <summary>培训, of a training certificate; null where none is on record.</summary>
    public Course? Course { get; init; }

    /// <summary>等级.</summary>
    public required Grade Grade { get; init; }

    /// <summary>The institution that signs, as printed.</summary>
    public required BilingualName Institution { get; init; }

    /// <summary>Day of the assessment, China Standard Time.</summary>
    public required DateOnly AssessedOn { get; init; }

    /// <summary>Day of issue, China Standard Time; its year is the number's.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <summary>Licence identifier of this version, GB/T 36904-2018, as <see cref="Coding.LicenceIdentifier.Kept"/> has it.</summary>
    public required string LicenceIdentifier { get; init; }
}

/// <summary>A name in Chinese with its English form; <see cref="English"/> is empty when none is on file.</summary>
/// <param name="Chinese">Never empty.</param>
/// <param name="English">May be empty.</param>
public sealed record BilingualName(string Chinese, string English);

/// <summary>The course (培训) that a training certificate names; its last day is the certificate's <c>AssessedOn</c>.</summary>
/// <param name="Hours">Class hours (学时) completed: more than 0, at most 2 decimals.</param>
/// <param name="StartedOn">Its first day; null where the institution did not send it.</param>
public sealed record Course(decimal Hours, DateOnly? StartedOn)
{
    internal const decimal Hundred = 100;

    /// <summary>The hours as the register keeps them: in hundredths.</summary>
    internal long Hundredths => (long)(Hours * Hundred);
}
