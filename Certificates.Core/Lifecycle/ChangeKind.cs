using Certificates.Core.Register;

namespace Certificates.Core.Lifecycle;

/// <summary>What may be done to an issued certificate.</summary>
public enum ChangeKind
{
    /// <summary>Frozen while something is looked into (核查中).</summary>
    Suspension,

    /// <summary>In force again.</summary>
    Restoration,

    /// <summary>Void from the start (撤销).</summary>
    Revocation,

    /// <summary>Ended without fault (注销).</summary>
    Cancellation,

    /// <summary>A next version of the same number (更正).</summary>
    Correction,
}

/// <summary>The words of changes.</summary>
public static class ChangeKinds
{
    /// <summary>The code of the contract, which is the last segment of the call too.</summary>
    public static string Code(this ChangeKind kind) => kind switch
    {
        ChangeKind.Suspension => "suspension",
        ChangeKind.Restoration => "restoration",
        ChangeKind.Revocation => "revocation",
        ChangeKind.Cancellation => "cancellation",
        ChangeKind.Correction => "correction",
    };

    /// <summary>Reads a code as the register keeps it.</summary>
    /// <exception cref="InvalidOperationException">This build does not know it.</exception>
    internal static ChangeKind Parse(string code) =>
        Enum.GetValues<ChangeKind>().Where(kind => kind.Code() == code).Cast<ChangeKind?>().FirstOrDefault()
        ?? throw new InvalidOperationException($"No change is called {code} in this build.");

    /// <summary>The event it leaves.</summary>
    internal static string Event(this ChangeKind kind) => kind switch
    {
        ChangeKind.Suspension => CertificateEvents.Suspended,
        ChangeKind.Restoration => CertificateEvents.Restored,
        ChangeKind.Revocation => CertificateEvents.Revoked,
        ChangeKind.Cancellation => CertificateEvents.Cancelled,
        ChangeKind.Correction => CertificateEvents.Corrected,
    };
}
