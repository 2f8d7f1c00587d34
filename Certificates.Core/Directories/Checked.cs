using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Directories;

/// <summary>Either a value, or every fault of what was sent; exactly one of the two.</summary>
public readonly struct Checked<T>
    where T : notnull
{
    private readonly T? _value;
    private readonly IReadOnlyList<Refusal>? _faults;

    private Checked(T? value, IReadOnlyList<Refusal>? faults) => (_value, _faults) = (value, faults);

    /// <summary>True, with the value, when nothing was at fault.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, out IReadOnlyList<Refusal> faults)
    {
        value = _value;
        faults = _faults ?? [];
        return _faults is null;
    }

    /// <summary>A value is right.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Made by returning the value.")]
    public static implicit operator Checked<T>(T value) => new(value, null);

    /// <summary>One fault.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Made by returning the refusal.")]
    public static implicit operator Checked<T>(Refusal fault) => new(default, [fault]);

    /// <summary>Faults, at least one.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Made by returning the faults.")]
    public static implicit operator Checked<T>(Refusal[] faults) => new(default, faults);
}

/// <summary>What a write to a directory led to.</summary>
/// <param name="Value">The entry as it stands now.</param>
/// <param name="IsNew">True when there was none before.</param>
public sealed record Written<T>(T Value, bool IsNew)
    where T : notnull;
