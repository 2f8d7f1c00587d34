namespace Certificates.Core.Intake;

/// <summary>Why a row ended as it did, as the register stores it and the API answers it.</summary>
/// <param name="Code">The reason code.</param>
/// <param name="Field">The field that is at fault; null when it is the row.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record RowReason(string Code, string? Field, string Message)
{
    /// <summary>As it is stored and shown.</summary>
    public static RowReason Of(Refusal refusal) => new(refusal.Code.Code, refusal.Field, refusal.Message);

    /// <summary>As it was found; a code that this release does not know any more is kept as it is.</summary>
    internal Refusal ToRefusal() => new(RefusalCode.Stored(Code), Field, Message);
}
