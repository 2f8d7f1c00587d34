using System.Text;
using Certificates.Core;
using Certificates.Core.Files;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Certificates.Verify.Bulk;

/// <summary>
/// A list on its way in, with the form's other fields: spooled encrypted, gone from disk with the request. The framework's own
/// form reader would buffer it in a temporary file as it is.
/// </summary>
internal sealed class ListUpload(SpoolFolder spools, ListSlots slots) : IAsyncDisposable
{
    /// <summary>The longest body: the file and what frames it.</summary>
    public const long MaxBodyLength = FileLimits.MaxLength + (64 * 1024);

    private const string WholeBody = "application/json";
    private const int LongestField = 4096;

    /// <summary>The form has five parts; those behind many more are not read.</summary>
    private const int MostFields = 20;

    private static readonly TimeSpan LongestArrivalWithoutKey = TimeSpan.FromSeconds(30);

    // An exception that a reader made, not the operating system, has this code: the body ended early; the disk is well.
    private const int NotOfTheSystem = unchecked((int)0x80131620);

    private Func<CancellationToken, Task<Result<Checker>>>? _asker;
    private HttpContext? _http;
    private Checker? _checker;
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>The list; null until it was read.</summary>
    public SpoolStream? List { get; private set; }

    /// <summary>A field of the form other than the file; null when it was not sent.</summary>
    public string? this[string field] => _fields.GetValueOrDefault(field);

    /// <summary>Reads the body: a form with the part <c>file</c>, or JSON as it is.</summary>
    /// <param name="request">Whose body.</param>
    /// <param name="asker">
    /// Who asks, asked when the list begins and the fields before it are read: a list of anybody is refused while it arrives.
    /// </param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// Who asks, when the list is there; else <c>file_empty</c>, <c>file_too_large</c>, <c>key_required</c>,
    /// <c>media_type_unsupported</c>, <c>request_malformed</c>, or why the key is refused.
    /// </returns>
    public async Task<Result<Checker>> ReadAsync(
        HttpRequest request, Func<CancellationToken, Task<Result<Checker>>> asker, CancellationToken cancellationToken)
    {
        (_asker, _http) = (asker, request.HttpContext);
        try
        {
            return await TakeAsync(request, cancellationToken) is { } refusal ? refusal : _checker!;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new Refusal(RefusalCode.FileTooLarge, "file", "A list has at most 64 MB: send it in parts.", "名单文件不超过 64 MB，请拆分后分次查验。");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Refusal(RefusalCode.RequestTimeout);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException
            || (e.GetType() == typeof(IOException) && e.HResult == NotOfTheSystem))
        {
            return new Refusal(RefusalCode.RequestMalformed, null,
                "The form (multipart/form-data) ends early or its parts have no proper heads.",
                "表单（multipart/form-data）不完整，或各部分缺少正确的头部。");
        }
    }

    public ValueTask DisposeAsync() => List?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<Refusal?> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var sent) ? sent : null;
        if (type?.MediaType.Equals(WholeBody, StringComparison.OrdinalIgnoreCase) == true)
        {
            return await SpoolAsync(request.Body, cancellationToken);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type?.Boundary ?? default).Value;
        if (type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true || string.IsNullOrEmpty(boundary))
        {
            return new Refusal(RefusalCode.MediaTypeUnsupported, null,
                $"Send multipart/form-data with the part 'file', or {WholeBody}.",
                $"请以 multipart/form-data 表单的 file 项上传，或发送 {WholeBody}。");
        }

        var parts = new MultipartReader(boundary, request.Body);
        for (var count = 0; count < MostFields && await parts.ReadNextSectionAsync(cancellationToken) is { } part; count++)
        {
            if (await TakeAsync(part, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return List is null ? new Refusal(RefusalCode.FileEmpty, "file",
            "The form has no part 'file': that is where the list goes.",
            "表单中没有名为 file 的文件，请在该项中上传名单。") : null;
    }

    private async Task<Refusal?> TakeAsync(MultipartSection part, CancellationToken cancellationToken)
    {
        var name = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var head)
            ? HeaderUtilities.RemoveQuotes(head.Name).Value
            : null;
        if (name == "file")
        {
            return List is null
                ? await SpoolAsync(part.Body, cancellationToken)
                : new Refusal(RefusalCode.RequestMalformed, null,
                    "The part 'file' was sent twice: send one list a request.",
                    "表单项 file 出现了两次，请每次只上传一份名单。");
        }

        using var reader = new StreamReader(part.Body, Encoding.UTF8);
        var text = new char[LongestField];
        var length = await reader.ReadBlockAsync(text, cancellationToken);
        _fields[name ?? ""] = new string(text, 0, length);
        return null;
    }

    private async Task<Refusal?> SpoolAsync(Stream body, CancellationToken cancellationToken)
    {
        if (!(await _asker!(cancellationToken)).TryGet(out _checker, out var refusals))
        {
            return refusals.First;
        }

        if (!slots.TryTake(_http!, _checker))
        {
            return new Refusal(RefusalCode.RateLimited, null,
                $"A key checks at most {ListSlots.OfOneKey} lists at once: send this one when another is done.",
                $"同一密钥最多同时查验 {ListSlots.OfOneKey} 份名单，请等其他名单完成后再上传。");
        }

        using var arrival = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        arrival.CancelAfter(_checker.Key is null ? LongestArrivalWithoutKey : Timeout.InfiniteTimeSpan);
        var limit = _checker.Key is null ? FileLimits.MaxLengthWithoutKey : FileLimits.MaxLength;
        var filled = await SpoolStream.FillAsync(body, spools.Path, limit, arrival.Token);
        if (!filled.TryGet(out var spool, out refusals))
        {
            return _checker.Key is null ? TooLargeWithoutKey : refusals.First;
        }

        List = spool;
        return null;
    }

    private static Refusal TooLargeWithoutKey => new(RefusalCode.KeyRequired, "file",
        "Without a key a list has at most 256 KB; in a form the field 'key' stands before the file.",
        "没有密钥时，名单文件不超过 256 KB；使用表单时，密钥项须在文件之前。");
}
