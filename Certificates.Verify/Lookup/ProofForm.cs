using Certificates.Core.Verifying;

namespace Certificates.Verify.Lookup;

/// <summary>
/// The form by which the page of an answer shows what proves it by the public log: the question once more, posted, so that no name or
/// number goes into an address. A page that nobody asks for it reads nothing of the log.
/// </summary>
/// <param name="Form">The question.</param>
/// <param name="IsAsked">True when it was asked for: then the proof can be downloaded.</param>
public sealed record ProofForm(PostedForm Form, bool IsAsked)
{
    /// <summary>The field of the form; its values are those below.</summary>
    internal const string Field = "proof";

    /// <summary>The page with the proof.</summary>
    internal const string Shown = "1";

    /// <summary>The proof as a file.</summary>
    internal const string AsFile = "json";

    /// <summary>The form for an answer that shows a certificate; else null.</summary>
    internal static ProofForm? Of(PostedForm question, IReadOnlyList<Verdict> verdicts, bool isAsked) =>
        verdicts.Any(verdict => verdict.Certificate is not null) ? new ProofForm(question, isAsked) : null;

    /// <summary>The same for a page that answers no question, but a file: asked by what it shows.</summary>
    internal static ProofForm? Of(Verdict verdict) => verdict.Certificate is { } certificate
        ? new ProofForm(
            new PostedForm(
                "/",
                [
                    ("number", certificate.Number), ("name", certificate.Name),
                    .. certificate.IsImported ? [("issuedBy", certificate.InstitutionCode)] : Array.Empty<(string, string?)>(),
                ]),
            IsAsked: false)
        : null;

    /// <summary>The form once more with the proof asked for, as the other language sends it.</summary>
    internal static PostedForm Asked(PostedForm question) => question with { Fields = [.. question.Fields, (Field, Shown)] };

    /// <summary>Never prints what was typed.</summary>
    public override string ToString() => nameof(ProofForm);
}
