namespace Certificates.Core.Signing;

/// <summary>What purposes and states of keys are called outside: in the published keys, on the command line, in the log.</summary>
public static class KeyCodes
{
    /// <summary>The purpose's code.</summary>
    public static string Code(this KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Pdf => "pdf",
        KeyPurpose.Qr => "qr",
        KeyPurpose.Log => "log",
        KeyPurpose.Verdict => "verdict",
        KeyPurpose.Status => "status",
        KeyPurpose.Copy => "copy",
    };

    /// <summary>The state's code.</summary>
    public static string Code(this KeyState state) => state switch
    {
        KeyState.Next => "next",
        KeyState.Active => "active",
        KeyState.Retired => "retired",
        KeyState.Compromised => "compromised",
    };
}
