namespace Certificates.Core.Signing.Revocation;

/// <summary>What an authority sends of its certificates cannot be had, or not be used. It names no person.</summary>
public sealed class RevocationException : IOException
{
    internal RevocationException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
