namespace Certificates.Core.Copies;

/// <summary>What a holder ordered of one of their certificates, as it stands.</summary>
/// <param name="Id">UUID, version 7.</param>
/// <param name="Number">The certificate.</param>
/// <param name="Kind">What was ordered.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="EndsAt">Until when a copy is good, or a credential is offered.</param>
public sealed record CopyOrder(Guid Id, string Number, CopyKind Kind, CopyOrderState State, DateTimeOffset EndsAt)
{
    /// <summary>What a copy is for; null for a credential.</summary>
    public CopyPurpose? Purpose { get; init; }

    /// <summary>What its holder adds, in their own words; may be empty.</summary>
    public string Words { get; init; } = "";

    /// <summary>Why nothing was signed, a refusal's code; null while nothing speaks against it.</summary>
    public string? Refusal { get; init; }

    /// <summary>Never prints what somebody wrote.</summary>
    public override string ToString() => nameof(CopyOrder);
}

/// <summary>What can be ordered.</summary>
public enum CopyKind
{
    /// <summary>开放凭证, a verifiable credential.</summary>
    Credential,

    /// <summary>加注件, a PDF for a purpose until an end.</summary>
    Copy,
}

/// <summary>Whether an order was answered.</summary>
public enum CopyOrderState
{
    /// <summary>The issuing service has not come to it yet.</summary>
    Waiting,

    /// <summary>It can be fetched.</summary>
    Ready,

    /// <summary>It was not signed: the certificate was no longer in force by then, or no font shows what was written.</summary>
    Refused,
}

/// <summary>What was signed for an order.</summary>
/// <param name="Number">The certificate.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">The file; of a credential its JWT in ASCII.</param>
public sealed record OrderedFile(string Number, CopyKind Kind, ReadOnlyMemory<byte> Bytes);

/// <summary>The codes of <see cref="CopyKind"/>.</summary>
internal static class CopyKinds
{
    /// <summary>As the desk keeps it.</summary>
    public static string Code(this CopyKind kind) => kind switch
    {
        CopyKind.Credential => "credential",
        CopyKind.Copy => "copy",
    };

    /// <summary>Reads what <see cref="Code"/> wrote.</summary>
    public static CopyKind Of(string code) => Enum.GetValues<CopyKind>().First(kind => kind.Code() == code);
}
