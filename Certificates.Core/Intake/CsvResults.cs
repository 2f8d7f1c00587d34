using System.Runtime.CompilerServices;
using Certificates.Core.Files;

namespace Certificates.Core.Intake;

/// <summary>Reads a CSV results file.</summary>
internal static class CsvResults
{
    /// <summary>The rows, unnumbered, blank ones too; ends with a refusal where the file is refused.</summary>
    public static async IAsyncEnumerable<Result<SentRow>> ReadAsync(
        ResultsForm form, Stream file, FileLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ResultsHeader? header = null;
        await foreach (var read in CsvRows.ReadAsync(file, limits, cancellationToken))
        {
            if (!read.TryGet(out var fields, out var refusals))
            {
                yield return refusals;
                yield break;
            }

            if (header is not null)
            {
                yield return header.Row(fields);
            }
            else if (!fields.All(string.IsNullOrWhiteSpace) && !ResultsHeader.Read(form, fields).TryGet(out header, out refusals))
            {
                yield return refusals;
                yield break;
            }
        }
    }
}
