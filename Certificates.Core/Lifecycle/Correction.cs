namespace Certificates.Core.Lifecycle;

/// <summary>
/// What a correction changes; what is null stays. All else a certificate says stands in its number: a wrong one of that is
/// cancelled and issued anew.
/// </summary>
public sealed record Correction
{
    /// <summary>姓名.</summary>
    public string? Name { get; init; }

    /// <summary>证件类型, by name or code.</summary>
    public string? IdType { get; init; }

    /// <summary>证件号码.</summary>
    public string? IdNumber { get; init; }

    /// <summary>The photo, a JPEG.</summary>
    public ReadOnlyMemory<byte>? Photo { get; init; }

    /// <summary>True when nothing is to be changed.</summary>
    internal bool IsEmpty => Name is null && IdType is null && IdNumber is null && Photo is null;

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(Correction);
}
