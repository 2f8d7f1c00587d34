namespace Certificates.Core.Coding;

/// <summary>A person as the certificate names them.</summary>
/// <param name="Name">Normalised name.</param>
/// <param name="Document">Checked identity document.</param>
public sealed record Holder(PersonName Name, IdDocument Document)
{
    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(Holder);
}
