using Certificates.Core.Register;

namespace Certificates.Core.Lifecycle;

/// <summary>The moves of a certificate's status that exist; every other is refused with the reason.</summary>
internal static class Moves
{
    private static readonly (ChangeKind Kind, CertificateStatus From, CertificateStatus To)[] Legal =
    [
        (ChangeKind.Suspension, CertificateStatus.Valid, CertificateStatus.Suspended),
        (ChangeKind.Restoration, CertificateStatus.Suspended, CertificateStatus.Valid),
        (ChangeKind.Restoration, CertificateStatus.Revoked, CertificateStatus.Valid),
        (ChangeKind.Revocation, CertificateStatus.Valid, CertificateStatus.Revoked),
        (ChangeKind.Revocation, CertificateStatus.Suspended, CertificateStatus.Revoked),
        (ChangeKind.Cancellation, CertificateStatus.Valid, CertificateStatus.Cancelled),
        (ChangeKind.Cancellation, CertificateStatus.Suspended, CertificateStatus.Cancelled),
    ];

    /// <summary>Where a change of status leads.</summary>
    public static CertificateStatus Target(ChangeKind kind) => Array.Find(Legal, move => move.Kind == kind).To;

    /// <summary>Null when the move exists; else <c>move_not_allowed</c>.</summary>
    /// <param name="kind">The change.</param>
    /// <param name="from">Where the certificate stands.</param>
    /// <param name="category">Why it is made.</param>
    /// <param name="byAuthority">Whether the authority makes it.</param>
    public static Refusal? Refuse(ChangeKind kind, CertificateStatus from, ChangeCategory category, bool byAuthority)
    {
        if (!Array.Exists(Legal, move => move.Kind == kind && move.From == from))
        {
            var others = string.Join(", ", Legal.Where(move => move.From == from).Select(move => move.Kind.Code()));
            return ChangeRefusals.NotAllowed(
                $"A certificate that is {Word(from)} takes no {kind.Code()}"
                    + (others.Length > 0 ? $", only {others}." : ": nothing changes it any more."),
                others.Length > 0 ? $"处于 {Word(from)} 状态的证书只能作以下变更：{others}。" : $"处于 {Word(from)} 状态的证书不能再变更。");
        }

        return from != CertificateStatus.Revoked || (byAuthority && category == ChangeCategory.CourtOrder)
            ? null
            : ChangeRefusals.NotAllowed(
                "A revoked certificate is restored by the authority alone, with the category court_order.",
                "已撤销的证书只能由主管部门以 court_order 类别恢复。");
    }

    /// <summary>A status as the API says it.</summary>
    public static string Word(CertificateStatus status) => status switch
    {
        CertificateStatus.Reserved => "reserved",
        CertificateStatus.Valid => "valid",
        CertificateStatus.Suspended => "suspended",
        CertificateStatus.Revoked => "revoked",
        CertificateStatus.Cancelled => "cancelled",
    };
}
