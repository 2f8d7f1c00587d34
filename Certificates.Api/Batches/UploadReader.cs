using Certificates.Core;
using Certificates.Core.Files;
using Certificates.Core.Intake;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Certificates.Api.Batches;

/// <summary>
/// Reads what <c>POST /v1/batches</c> was sent straight to disk: a form with the parts <c>file</c> and <c>photos</c> in any order,
/// or the file as the whole body. Memory does not grow with it.
/// </summary>
internal sealed class UploadReader(SpoolFolder spools)
{
    /// <summary>The longest body: the file, the photos and what frames them.</summary>
    public const long MaxBodyLength = ResultsFile.MaxLength + PhotoArchive.MaxLength + (1024 * 1024);

    /// <summary>The media types of a file that is the whole body.</summary>
    public static IReadOnlyList<string> FileTypes { get; } =
    [
        "text/csv",
        "text/tab-separated-values",
        "application/json",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroEnabled.12",
        "application/vnd.ms-excel",
    ];

    // An exception that a reader made, not the operating system, has this code: the body ended early; the disk is well.
    private const int NotOfTheSystem = unchecked((int)0x80131620);

    /// <summary>Reads the body.</summary>
    /// <returns>The upload, which the caller disposes, or what is wrong with it.</returns>
    public Task<Result<Upload>> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, new(StringComparer.Ordinal), cancellationToken);

    /// <summary>The same, and the short texts as far as they were read even where the files are refused.</summary>
    public async Task<Result<Upload>> ReadAsync(
        HttpRequest request, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var upload = new Upload(fields);
        try
        {
            var refusal = await FillAsync(upload, request, cancellationToken);
            if (refusal is null)
            {
                return upload;
            }

            await upload.DisposeAsync();
            return refusal;
        }
        catch (Exception e)
        {
            await upload.DisposeAsync();
            if (e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
            {
                return new Refusal(RefusalCode.FileTooLarge, "file",
                    "A results file has at most 64 MB, the photos beside it at most 2 GB.",
                    "成绩文件不超过 64 MB，照片压缩包不超过 2 GB。");
            }

            if (e is InvalidDataException || (e.GetType() == typeof(IOException) && e.HResult == NotOfTheSystem))
            {
                return new Refusal(RefusalCode.RequestMalformed, null,
                    "The form (multipart/form-data) ends early or its parts have no proper heads.",
                    "表单（multipart/form-data）不完整，或各部分缺少正确的头部。");
            }

            throw;
        }
    }

    private async Task<Refusal?> FillAsync(Upload upload, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return UnsupportedType;
        }

        if (FileTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
        {
            return await upload.TakeAsync("file", Disposition(request.Headers.ContentDisposition), request.Body, spools.Path,
                cancellationToken);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || string.IsNullOrEmpty(boundary))
        {
            return UnsupportedType;
        }

        var parts = new MultipartReader(boundary, request.Body);
        while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            var disposition = Disposition(part.ContentDisposition);
            var name = disposition is null ? null : HeaderUtilities.RemoveQuotes(disposition.Name).Value;
            if (IsNoFile(disposition))
            {
                continue;
            }

            if (await upload.TakeAsync(name, disposition, part.Body, spools.Path, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return upload.Results is null ? new Refusal(RefusalCode.FileMissing, "file") : null;
    }

    /// <summary>A browser sends a field for which no file was chosen as one without a name.</summary>
    private static bool IsNoFile(ContentDispositionHeaderValue? disposition) => disposition is { FileName.HasValue: true }
        && HeaderUtilities.RemoveQuotes(disposition.FileName).Length == 0 && !disposition.FileNameStar.HasValue;

    private static ContentDispositionHeaderValue? Disposition(string? header) =>
        ContentDispositionHeaderValue.TryParse(header, out var value) ? value : null;

    private static Refusal UnsupportedType => new(
        RefusalCode.MediaTypeUnsupported,
        null,
        $"Send multipart/form-data with the part 'file', or one of {string.Join(", ", FileTypes)}.",
        $"请以 multipart/form-data 表单的 file 项上传，或发送以下类型之一：{string.Join("、", FileTypes)}。");
}
