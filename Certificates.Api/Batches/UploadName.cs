using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Certificates.Api.Batches;

/// <summary>The name of a file as people may see it: no path, nothing invisible, at most 200 characters.</summary>
internal static class UploadName
{
    /// <summary>For a file that came without a name.</summary>
    public const string Default = "results";

    private const int MaxRunes = 200;

    /// <summary>The name a Content-Disposition gives.</summary>
    public static string Of(ContentDispositionHeaderValue? header)
    {
        var sent = header is null
            ? ""
            : header.FileNameStar.HasValue
            ? header.FileNameStar.Value
            : HeaderUtilities.RemoveQuotes(header.FileName).Value;
        var last = (sent ?? "").Split('/', '\\')[^1];
        var name = new StringBuilder();
        foreach (var rune in last.EnumerateRunes().Where(IsVisible).Take(MaxRunes))
        {
            name.Append(rune.ToString());
        }

        return string.IsNullOrWhiteSpace(name.ToString()) ? Default : name.ToString().Trim();
    }

    // Format characters turn the direction of text around; a name such as "exe.vsc" would read otherwise.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
