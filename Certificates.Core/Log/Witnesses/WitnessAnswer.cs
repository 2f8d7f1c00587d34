using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Log.Witnesses;

/// <summary>What a witness answered; one of the three below is there.</summary>
/// <param name="Outcome">How it ended.</param>
internal sealed record WitnessAnswer(WitnessOutcome Outcome)
{
    /// <summary>What it signed.</summary>
    public NoteLine? Line { get; private init; }

    /// <summary>When it signed, by its own clock.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>The leaves of the log that it cosigned last, where it was told of another size.</summary>
    public long? KnownSize { get; private init; }

    /// <summary>What is wrong, behind the witness's name.</summary>
    public string? Fault { get; private init; }

    public static WitnessAnswer Signed(NoteLine line, DateTimeOffset at) => new(WitnessOutcome.Cosigned) { Line = line, At = at };

    public static WitnessAnswer Knows(long size) => new(WitnessOutcome.Conflict) { KnownSize = size };

    public static WitnessAnswer Failed(WitnessOutcome outcome, string fault) => new(outcome) { Fault = fault };
}

/// <summary>How a question to a witness ends; what metrics tell.</summary>
internal enum WitnessOutcome
{
    /// <summary>It cosigned.</summary>
    Cosigned,

    /// <summary>It knows another size of the log, and is asked again by that.</summary>
    Conflict,

    /// <summary>It cannot be reached, or does not answer in time.</summary>
    Away,

    /// <summary>It does not know the log or its key, or fails.</summary>
    Refused,

    /// <summary>It answered something else than its cosignature.</summary>
    Invalid,

    /// <summary>It saw another log by this name.</summary>
    Contradicts,
}
