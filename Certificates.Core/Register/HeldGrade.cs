using Certificates.Core.Coding;
using Certificates.Core.Register.Making;

namespace Certificates.Core.Register;

/// <summary>What a holder may have one live certificate of: the key of the register's live index.</summary>
internal readonly record struct HeldGrade(
    string Holder, string PassportNameKey, CertificateKind Kind, string OccupationNumber, string DirectionNumber, Grade Grade)
{
    public static HeldGrade Of(Standing c) => new(
        Convert.ToBase64String(c.HolderKey), c.PassportNameKey, c.Kind, c.OccupationNumber, c.DirectionNumber, c.Grade);

    public static HeldGrade Of(byte[] holderKey, CertificateDraft draft) => Of(
        holderKey, draft.Holder, draft.Kind, draft.Occupation.Number, draft.Direction?.Number, draft.Grade);

    public static HeldGrade Of(
        byte[] holderKey, Holder holder, CertificateKind kind, string occupationNumber, string? directionNumber, Grade grade) => new(
        Convert.ToBase64String(holderKey),
        holder.PassportNameKey,
        kind,
        occupationNumber,
        directionNumber ?? "00",
        grade);
}

/// <summary>Why a row is a duplicate.</summary>
internal static class DuplicateRefusal
{
    /// <summary>The certificate's number is told to the institution that holds it, and to no other.</summary>
    public static Refusal Of(Standing twin, long institutionId)
    {
        var (code, isOwn) = (RefusalCode.CertificateExists, twin.InstitutionId == institutionId);
        return new Refusal(
            code,
            null,
            code.English.TrimEnd('.') + (isOwn ? $": {twin.Number}." : ", issued by another institution."),
            $"{code.Brief}，{(isOwn ? $"编号为 {twin.Number}" : "由其他机构签发")}。");
    }
}

/// <summary>A certificate as it stands: all that duplicates, changes and recoveries are judged by.</summary>
internal sealed class Standing
{
    /// <summary>Reads it; a condition follows.</summary>
    public const string Select = """
        SELECT Id, Number, PrintedKey, InstitutionId, UNICODE(Kind) AS Kind, OccupationNumber, DirectionNumber, Grade, HolderKey, PassportNameKey,
            Status, StatusChangedAt, StatusCategory, CurrentVersion, RowVersion
        FROM Certificate
        """;

    public required long Id { get; init; }
    public required string Number { get; init; }
    public string? PrintedKey { get; init; }
    public required long InstitutionId { get; init; }
    public required CertificateKind Kind { get; init; }
    public required string OccupationNumber { get; init; }
    public required string DirectionNumber { get; init; }
    public required Grade Grade { get; init; }
    public required byte[] HolderKey { get; init; }
    public required string PassportNameKey { get; init; }
    public required CertificateStatus Status { get; init; }
    public required DateTimeOffset StatusChangedAt { get; init; }
    public string? StatusCategory { get; init; }
    public required long CurrentVersion { get; init; }
    public required long RowVersion { get; init; }
}

/// <summary>A status certificates are given.</summary>
/// <param name="Status">The status.</param>
/// <param name="At">Since when.</param>
/// <param name="Category">Why, in the public's words.</param>
internal sealed record NewStatus(CertificateStatus Status, DateTimeOffset At, string Category);
