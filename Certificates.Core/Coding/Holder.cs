namespace Certificates.Core.Coding;

/// <summary>A person as the certificate names them.</summary>
/// <param name="Name">Normalised name.</param>
/// <param name="Document">Checked identity document.</param>
public sealed record Holder(PersonName Name, IdDocument Document)
{
    /// <summary>
    /// What tells two holders of one passport number apart, for two countries may share one; empty for every other document.
    /// </summary>
    internal string PassportNameKey => Document.Type == IdType.Passport ? Name.ComparisonKey : "";

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(Holder);
}
