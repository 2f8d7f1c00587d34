namespace Certificates.Core;

/// <summary>What a caller makes of a refusal: mends what was sent, waits, or asks somebody else.</summary>
public enum RefusalKind
{
    /// <summary>What was sent cannot be read, or says what cannot be.</summary>
    Malformed,

    /// <summary>It can be read, and a rule says no.</summary>
    Unmet,

    /// <summary>Nobody knows who asks.</summary>
    Unauthenticated,

    /// <summary>Whoever asks may not.</summary>
    Forbidden,

    /// <summary>There is none, or none that this caller may see.</summary>
    Missing,

    /// <summary>There was one, and it is not shown any more.</summary>
    Gone,

    /// <summary>The path takes another method.</summary>
    WrongMethod,

    /// <summary>The request did not come to its end in time.</summary>
    TimedOut,

    /// <summary>What the register holds stands against it.</summary>
    Conflict,

    /// <summary>What was asked about is no longer what the caller has in hand.</summary>
    Outdated,

    /// <summary>Too many bytes or too many rows.</summary>
    TooLarge,

    /// <summary>A media type that is not taken.</summary>
    Unsupported,

    /// <summary>A part of a file that it does not have.</summary>
    OutOfRange,

    /// <summary>Too often: the same later is taken.</summary>
    Limited,

    /// <summary>A bug here.</summary>
    Fault,

    /// <summary>Something that is needed does not answer now.</summary>
    Outage,
}
