using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core;

/// <summary>Either a value or the <see cref="Refusal"/> that says why there is none; exactly one of the two.</summary>
public readonly struct Result<T> where T : notnull
{
    private readonly T? _value;

    private Result(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    /// <summary>Why there is no value; null when there is one.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True, with the value, when nothing was refused.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        value = _value;
        refusal = Refusal;
        return refusal is null;
    }

    /// <summary>A value is a result.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Results are made by returning the value.")]
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refusal is a result.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Results are made by returning the refusal.")]
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
