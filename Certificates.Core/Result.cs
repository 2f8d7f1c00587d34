using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

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

/// <summary>Everything that is wrong with what was sent, at least one; the first is the one that is answered by its code.</summary>
[CollectionBuilder(typeof(Refusals), nameof(Create))]
[SuppressMessage("Naming", "CA1710", Justification = "The plural says it.")]
public sealed class Refusals : IReadOnlyList<Refusal>
{
    private readonly Refusal[] _all;

    private Refusals(Refusal[] all) => _all = all.Length > 0 ? all : throw new ArgumentException("Nothing was refused.", nameof(all));

    /// <inheritdoc/>
    public int Count => _all.Length;

    /// <summary>The first.</summary>
    public Refusal First => _all[0];

    /// <inheritdoc/>
    public Refusal this[int index] => _all[index];

    /// <summary>All of these, in this order.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Refusals Create(ReadOnlySpan<Refusal> all) => new(all.ToArray());

    /// <summary>Those that there are, in this order; null when there is none.</summary>
    public static Refusals? Of(params IEnumerable<Refusal?> found)
    {
        Refusal[] all = [.. found.OfType<Refusal>()];
        return all.Length > 0 ? new Refusals(all) : null;
    }

    /// <summary>All of several, in this order; null when there is none.</summary>
    public static Refusals? Join(params IEnumerable<Refusals?> several) => Of(several.OfType<Refusals>().SelectMany(each => each));

    /// <summary>One refusal is refusals.</summary>
    [return: NotNullIfNotNull(nameof(refusal))]
    [SuppressMessage("Usage", "CA2225", Justification = "Made by returning the refusal.")]
    public static implicit operator Refusals?(Refusal? refusal) => refusal is null ? null : new([refusal]);

    /// <inheritdoc/>
    public IEnumerator<Refusal> GetEnumerator() => ((IEnumerable<Refusal>)_all).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
