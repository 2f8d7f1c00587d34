namespace Certificates.Core.Lifecycle;

/// <summary>Why a change is not made, where more than one place says it.</summary>
internal static class ChangeRefusals
{
    /// <summary>No such certificate, batch or request, or another institution's: the two look alike.</summary>
    public static Refusal NotFound { get; } = new(RefusalCode.NotFound);

    /// <summary>Somebody decided it before.</summary>
    public static Refusal RequestDecided { get; } = new(RefusalCode.RequestDecided);

    /// <summary>Two keys are needed, and the caller has the first.</summary>
    public static Refusal OwnRequest { get; } = new(RefusalCode.OwnRequest);

    /// <summary>Two people are needed, and both keys are one person's.</summary>
    public static Refusal SamePerson { get; } = new(RefusalCode.SamePerson);

    /// <summary>Name or identity document would change.</summary>
    public static Refusal AuthorityDecides { get; } = new(RefusalCode.AuthorityDecides);

    /// <summary>The certificate was changed while the correction was being made.</summary>
    public static Refusal ChangedMeanwhile { get; } = NotAllowed(
        "The certificate was changed at the same time: look at it and ask again.", "证书同时被他人变更，请查看后重新申请。");

    /// <summary>Its records are not as this system wrote them.</summary>
    public static Refusal Doubted { get; } = new(RefusalCode.CertificateDoubted);

    /// <summary><c>move_not_allowed</c>.</summary>
    public static Refusal NotAllowed(string why, string chinese) => new(RefusalCode.MoveNotAllowed, null, why, chinese);
}
