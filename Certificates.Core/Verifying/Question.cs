namespace Certificates.Core.Verifying;

/// <summary>What somebody typed to find a certificate: two of the three, or all; what is empty or blank was not given.</summary>
/// <param name="Number">Certificate number, in any way of writing it.</param>
/// <param name="Name">The holder's name.</param>
/// <param name="IdNumber">The holder's ID number, of whatever type of document.</param>
public sealed record Question(string? Number, string? Name, string? IdNumber)
{
    internal bool HasNumber => !string.IsNullOrWhiteSpace(Number);

    internal bool HasName => !string.IsNullOrWhiteSpace(Name);

    internal bool HasIdNumber => !string.IsNullOrWhiteSpace(IdNumber);

    /// <summary>One alone finds nothing, so that nobody can browse.</summary>
    internal bool HasTwo => HasNumber ? HasName || HasIdNumber : HasName && HasIdNumber;

    internal bool HasThree => HasNumber && HasName && HasIdNumber;

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(Question);
}
