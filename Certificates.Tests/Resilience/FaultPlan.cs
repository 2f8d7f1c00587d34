using System.Data.Common;

namespace Certificates.Tests.Resilience;

/// <summary>When a call to the database fails.</summary>
internal enum Moment
{
    /// <summary>Before the database heard of it.</summary>
    Before,

    /// <summary>After the database did it, and before the caller heard so: of a commit nobody knows then whether it was made.</summary>
    After,
}

/// <summary>A fault the database did not make.</summary>
internal sealed class InjectedFault(string call, bool isTransient) : DbException($"injected at {call}")
{
    public override bool IsTransient { get; } = isTransient;
}

/// <summary>Counts every call to a database, and makes one of them fail, once; or all of them, for as long as it is down.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _lock = new();

    // Set in what arms the plan and in all it calls; a timer of the service, made before, carries another or none.
    private readonly AsyncLocal<object?> _armedBy = new();
    private object? _armed;
    private int _left = -1;
    private Moment _moment;

    // Kept by its text: calls that are made side by side may begin before the one that is to fail has ended.
    private string? _due;
    private bool _isTransient;

    /// <summary>True while the database is away.</summary>
    public bool IsDown { get; set; }

    /// <summary>The call that failed; null when none did.</summary>
    public string? Failed { get; private set; }

    /// <summary>Every call since the plan was armed.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Told of each call before it is made.</summary>
    public Action<string>? Heard { get; set; }

    /// <summary>
    /// Lets the call at a position fail, counted from now and from 0 among the calls that whoever arms the plan makes: those of a
    /// timer come at any moment, and would take the place of one that is meant.
    /// </summary>
    public void Arm(int position, Moment moment, bool isTransient)
    {
        lock (_lock)
        {
            _armedBy.Value = _armed = new object();
            (_left, _moment, _isTransient, _due, Failed) = (position, moment, isTransient, null, null);
            Calls.Clear();
        }
    }

    /// <summary>Lets nothing fail.</summary>
    public void Disarm() => Arm(-1, Moment.Before, isTransient: false);

    /// <summary>Asked before a call is made.</summary>
    public InjectedFault? Before(string call)
    {
        Heard?.Invoke(call);
        lock (_lock)
        {
            Calls.Add(call);
            if (IsDown)
            {
                return new InjectedFault(call, isTransient: true);
            }

            if (_armedBy.Value != _armed)
            {
                return null;
            }

            _left--;
            _due = _left == -1 ? call : _due;
            return _left == -1 && _moment == Moment.Before ? Fail(call) : null;
        }
    }

    /// <summary>Asked after it was made.</summary>
    public InjectedFault? After(string call)
    {
        lock (_lock)
        {
            return _armedBy.Value == _armed && _due == call && _moment == Moment.After && Failed is null ? Fail(call) : null;
        }
    }

    private InjectedFault Fail(string call)
    {
        Failed = call;
        return new InjectedFault(call, _isTransient);
    }
}
