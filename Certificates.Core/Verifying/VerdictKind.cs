namespace Certificates.Core.Verifying;

/// <summary>What the register says of a question. An outage is <see cref="Unavailable"/>, never <see cref="NotValid"/>.</summary>
public enum VerdictKind
{
    /// <summary>In force.</summary>
    Valid,

    /// <summary>Known, and not to be relied on; the reasons say why.</summary>
    NotValid,

    /// <summary>Nothing in the register fits what was asked.</summary>
    NotFound,

    /// <summary>The register cannot be asked now.</summary>
    Unavailable,
}

/// <summary>The codes of <see cref="VerdictKind"/> in the contract.</summary>
public static class VerdictKinds
{
    /// <summary>The code.</summary>
    public static string Code(this VerdictKind kind) => kind switch
    {
        VerdictKind.Valid => "valid",
        VerdictKind.NotValid => "not_valid",
        VerdictKind.NotFound => "not_found",
        VerdictKind.Unavailable => "unavailable",
    };
}
