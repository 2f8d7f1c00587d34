using System.Globalization;
using System.Text;
using Certificates.Core.Register;

namespace Certificates.Core.Batches;

/// <summary>What the files of a batch are called.</summary>
public enum FileNaming
{
    /// <summary>By the number of the certificate.</summary>
    Number,

    /// <summary>By 准考证号 and the holder's name, so that a clerk sees whose is whose.</summary>
    Candidate,
}

/// <summary>A signed file and what it is called.</summary>
/// <param name="Name">A name that every file system takes, without a folder.</param>
/// <param name="Pdf">The file.</param>
public sealed record NamedPdf(string Name, CertificatePdf Pdf);

/// <summary>
/// The names given to the files of one archive: no two alike, case aside. What stands in a results file is its sender's, and a name of a
/// file is a path to whoever unpacks it: nothing but letters, digits, marks and a few signs gets through.
/// </summary>
internal sealed class GivenNames
{
    private const int MostBytesOfCandidate = 96, MostBytesOfName = 120;
    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a file; with the certificate's number where there is one such already, or nothing else to call it by.</summary>
    public string Of(string candidateNumber, string holder, string number)
    {
        var candidate = Reduce(candidateNumber, signs: "-", MostBytesOfCandidate);
        var name = Reduce(holder, signs: "-·'’ ", MostBytesOfName);
        var both = string.Join('_', new[] { candidate, name }.Where(part => part.Length > 0));
        if (candidate.Length == 0 || !_given.Add(both))
        {
            both = string.Join('_', new[] { both, number }.Where(part => part.Length > 0));
            _given.Add(both);
        }

        return $"{both}.pdf";
    }

    private static string Reduce(string text, string signs, int mostBytes)
    {
        var (reduced, bytes) = (new StringBuilder(), 0);
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            var isTaken = Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                || (rune.IsBmp && signs.Contains((char)rune.Value, StringComparison.Ordinal));
            if (isTaken && (bytes += rune.Utf8SequenceLength) <= mostBytes)
            {
                reduced.Append(rune.ToString());
            }
        }

        return reduced.ToString().Trim(' ', '-');
    }
}
