using Certificates.Core;
using Certificates.Core.Intake;
using Certificates.Core.Register;

namespace Certificates.Api.Batches;

/// <summary>
/// What the reference says of files that are sent in, from where it is defined: their columns, and why a row is not issued.
/// </summary>
internal static class FileWords
{
    /// <summary>The columns of both kinds of results, and the codes of rows.</summary>
    public static string OfResults { get; } = $"""

        Columns of `kind=grade`; the English names are the fields of JSON:

        {Columns(CertificateKind.Grade, CertificateOrigin.Issued)}

        Columns of `kind=training`:

        {Columns(CertificateKind.Training, CertificateOrigin.Issued)}

        {Reasons()}
        """;

    /// <summary>The columns of certificates issued before this system, and the codes of rows.</summary>
    public static string OfEarlier { get; } = $"""

        {Columns(CertificateKind.Grade, CertificateOrigin.Imported)}

        {Reasons()}
        """;

    private static string Columns(CertificateKind kind, CertificateOrigin origin)
    {
        var form = ResultsForm.Of(kind, origin);
        return "| 列 | column | |\n|---|---|---|\n" + string.Join('\n', form.Columns.Select(column =>
            $"| {form.Chinese(column)} | `{form.English(column)}` | {(ResultsForm.IsRequired(column) ? "required" : "optional")} |"));
    }

    private static string Reasons() => "Reasons of rows:\n\n| code | 原因 | meaning |\n|---|---|---|\n" + string.Join('\n', RefusalCode.All
        .Where(code => code.Brief is not null)
        .Select(code => $"| `{code.Code}` | {code.Brief} | {code.English} |"));
}
