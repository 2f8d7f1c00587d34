using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core;

/// <summary>Either a value or the <see cref="Core.Refusals"/> that say why there is none; exactly one of the two.</summary>
public readonly struct Result<T> where T : notnull
{
    private readonly T? _value;

    private Result(T? value, Refusals? refusals) => (_value, Refusals) = (value, refusals);

    /// <summary>Why there is no value; null when there is one.</summary>
    public Refusals? Refusals { get; }

    /// <summary>True, with the value, when nothing was refused.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusals? refusals)
    {
        value = _value;
        refusals = Refusals;
        return refusals is null;
    }

    /// <summary>Both values, or the refusals of both.</summary>
    public Result<(T First, TOther Second)> And<TOther>(Result<TOther> other)
        where TOther : notnull =>
        TryGet(out var first, out _) && other.TryGet(out var second, out _)
            ? (first, second)
            : Core.Refusals.Join(Refusals, other.Refusals)!;

    /// <summary>A value is a result.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Results are made by returning the value.")]
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refusal is a result.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Results are made by returning the refusal.")]
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);

    /// <summary>Refusals are a result.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Results are made by returning the refusals.")]
    public static implicit operator Result<T>(Refusals refusals) => new(default, refusals);
}
