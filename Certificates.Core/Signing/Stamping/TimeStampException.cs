namespace Certificates.Core.Signing.Stamping;

/// <summary>A signature could not be stamped now: an outage of the authority, or a fault of its answer. It names no person.</summary>
public sealed class TimeStampException : IOException
{
    internal TimeStampException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
