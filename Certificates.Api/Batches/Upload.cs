using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Certificates.Core;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Microsoft.Net.Http.Headers;

namespace Certificates.Api.Batches;

/// <summary>A results file on its way in, with the photos beside it, if any; gone from disk when disposed.</summary>
/// <param name="fields">Where short texts beside the files go.</param>
internal sealed class Upload(Dictionary<string, string> fields) : IAsyncDisposable
{
    private const int MostFields = 20;
    private const int LongestField = 4096;

    /// <summary>The results; null until they were read.</summary>
    public SpoolStream? Results { get; private set; }

    /// <summary>The ZIP of photos.</summary>
    public SpoolStream? Photos { get; private set; }

    /// <summary>Short texts beside the files, as a form of the console has them; what is longer, or beyond twenty, is not read.</summary>
    public Dictionary<string, string> Fields => fields;

    /// <summary>The file's name, fit to be shown.</summary>
    public string FileName { get; private set; } = UploadName.Default;

    /// <summary>Takes one part in.</summary>
    /// <param name="name">Name of the part: <c>file</c>, <c>photos</c>, or that of a short text.</param>
    /// <param name="header">What it is called at the sender's.</param>
    /// <param name="body">Its bytes.</param>
    /// <param name="folder">Where to keep it.</param>
    /// <param name="cancellationToken">Stops the taking.</param>
    /// <returns>Null, or what is wrong with it.</returns>
    [SuppressMessage("Reliability", "CA2000", Justification = "The upload keeps the spool and disposes it.")]
    public async Task<Refusal?> TakeAsync(
        string? name, ContentDispositionHeaderValue? header, Stream body, string folder, CancellationToken cancellationToken)
    {
        if (name is not ("file" or "photos"))
        {
            await TakeTextAsync(name, body, cancellationToken);
            return null;
        }

        if ((name == "file" ? Results : Photos) is not null)
        {
            return new Refusal(RefusalCode.PartRepeated, name,
                $"The part '{name}' was sent twice: send one file a batch.",
                $"表单项 {name} 出现了两次，请每次只上传一个文件。");
        }

        var limit = name == "file" ? ResultsFile.MaxLength : PhotoArchive.MaxLength;
        var filled = await SpoolStream.FillAsync(body, folder, limit, cancellationToken);
        if (!filled.TryGet(out var spool, out var refusals))
        {
            return refusals.First with { Field = name };
        }

        (Results, Photos) = name == "file" ? (spool, Photos) : (Results, spool);
        FileName = name == "file" ? UploadName.Of(header) : FileName;
        return null;
    }

    private async Task TakeTextAsync(string? name, Stream body, CancellationToken cancellationToken)
    {
        if (name is null || Fields.Count == MostFields)
        {
            return;
        }

        var bytes = new byte[LongestField + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length <= LongestField)
        {
            Fields[name] = Encoding.UTF8.GetString(bytes, 0, length);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Results is not null)
        {
            await Results.DisposeAsync();
        }

        if (Photos is not null)
        {
            await Photos.DisposeAsync();
        }
    }
}

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
