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
