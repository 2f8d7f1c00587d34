namespace Certificates.Api;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Asked for rightly, but it could not be done: the message says why.</summary>
    public const int Failure = 1;

    /// <summary>Asked for wrongly: the message says how to ask.</summary>
    public const int Usage = 2;
}
