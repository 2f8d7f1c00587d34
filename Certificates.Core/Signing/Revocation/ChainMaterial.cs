using System.Security.Cryptography.X509Certificates;

namespace Certificates.Core.Signing.Revocation;

/// <summary>A chain, leaf first, and what its authorities say of it.</summary>
/// <param name="Chain">The certificates, the trusted one last.</param>
/// <param name="Said">What is known of them, in force.</param>
/// <param name="Faults">What is missing, in sentences.</param>
internal sealed record ChainMaterial(IReadOnlyList<X509Certificate2> Chain, IReadOnlyList<Said> Said, IReadOnlyList<string> Faults)
{
    /// <summary>True where each certificate below the trusted one has an answer.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>True where one of them is revoked.</summary>
    public bool IsRevoked => Said.Any(said => said.IsRevoked);

    /// <summary>Every certificate that it takes to follow it.</summary>
    public IEnumerable<byte[]> Certificates =>
        Chain.Select(each => each.RawData).Concat(Said.Select(said => said.Responder).Where(responder => responder.Length > 0));
}
