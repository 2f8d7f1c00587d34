namespace Certificates.Core.Lifecycle;

/// <summary>Why a change is not made, where more than one place says it.</summary>
internal static class ChangeRefusals
{
    /// <summary>No such certificate, batch or request, or another institution's: the two look alike.</summary>
    public static Refusal NotFound { get; } = new("not_found", null, "There is nothing here that this key may see.");

    /// <summary>Somebody decided it before.</summary>
    public static Refusal RequestDecided { get; } =
        new("request_decided", null, "The request is decided already: look at it, and ask anew if another change is needed.");

    /// <summary>Two keys are needed, and the caller has the first.</summary>
    public static Refusal OwnRequest { get; } =
        new("own_request", null, "Whoever asked for a change does not decide it: another approver of the institution does.");

    /// <summary>Name or identity document would change.</summary>
    public static Refusal AuthorityDecides { get; } =
        new("authority_decides", null, "The authority decides where name, type or number of the identity document change.");

    /// <summary>The certificate was changed while the correction was being made.</summary>
    public static Refusal ChangedMeanwhile { get; } = NotAllowed("The certificate was changed at the same time: look at it and ask again.");

    /// <summary><c>move_not_allowed</c>.</summary>
    public static Refusal NotAllowed(string why) => new("move_not_allowed", null, why);
}
