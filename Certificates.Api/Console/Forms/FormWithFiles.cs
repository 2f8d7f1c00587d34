using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Certificates.Api.Console.Forms;

/// <summary>
/// A form with a document of evidence, and perhaps a photo, read as it arrives: the texts and the photo are kept in memory; of the document
/// the hash alone is, and stands in the form's field for it where that was left empty. Nothing is written to disk.
/// </summary>
internal static class FormWithFiles
{
    /// <summary>Most bytes of all of it.</summary>
    public const long Longest = LongestDocument + LongestPhoto + LongestTexts;

    /// <summary>The part with the document, and the field with its hash.</summary>
    public const string Document = "evidence", Hash = "evidenceSha256";

    private const long LongestDocument = 64L * 1024 * 1024;
    private const string Photo = "photo";

    // More than the largest photo, so that one that is too large is told as such.
    private const int LongestPhoto = 4 * 1024 * 1024;
    private const int LongestTexts = 512 * 1024;

    /// <summary>Reads it into <see cref="HttpRequest.Form"/>; false for a body that is none.</summary>
    /// <exception cref="BadHttpRequestException">It is longer than it may be.</exception>
    public static async Task<bool> TryReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var request = http.Request;
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        if (string.IsNullOrEmpty(boundary))
        {
            return false;
        }

        var read = new Parts();
        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
            {
                await read.TakeAsync(part, cancellationToken);
            }
        }
        catch (Exception fault) when (fault is InvalidDataException || fault.GetType() == typeof(IOException))
        {
            return false;
        }

        request.Form = read.ToForm();
        if (read.IsOther)
        {
            http.Features.Set(new OtherDocument());
        }

        return true;
    }

    private static string? NameOf(ContentDispositionHeaderValue? disposition) =>
        disposition is null ? null : HeaderUtilities.RemoveQuotes(disposition.Name).Value;

    private sealed class Parts
    {
        private readonly Dictionary<string, StringValues> _texts = new(StringComparer.Ordinal);
        private readonly FormFileCollection _files = [];
        private string? _hash;
        private int _left = LongestTexts;

        /// <summary>True when the document is not the one whose hash was typed.</summary>
        public bool IsOther => _hash is not null && !string.Equals(Typed, _hash, StringComparison.OrdinalIgnoreCase);

        private string? Typed => FormText.Typed(_texts.GetValueOrDefault(Hash));

        public async Task TakeAsync(MultipartSection part, CancellationToken cancellationToken)
        {
            _ = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition);
            switch (NameOf(disposition), disposition?.FileName.HasValue)
            {
                case (null, _):
                    break;
                case (Document, true) when HeaderUtilities.RemoveQuotes(disposition!.FileName).Length > 0:
                    _hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(part.Body, cancellationToken));
                    break;
                case (Photo, true):
                    var photo = await ReadAsync(part.Body, LongestPhoto, cancellationToken);
                    _files.Add(new FormFile(photo, 0, photo.Length, Photo, Photo));
                    break;
                case ({ } name, not true):
                    var text = await ReadAsync(part.Body, _left, cancellationToken);
                    _left -= (int)text.Length;
                    _texts[name] = StringValues.Concat(_texts.GetValueOrDefault(name), Encoding.UTF8.GetString(text.ToArray()));
                    break;
                default:
                    break;
            }
        }

        public FormCollection ToForm()
        {
            if (_hash is not null && Typed is null)
            {
                _texts[Hash] = _hash;
            }

            return new FormCollection(_texts, _files);
        }

        private static async Task<MemoryStream> ReadAsync(Stream body, int longest, CancellationToken cancellationToken)
        {
            var kept = new MemoryStream();
            var piece = new byte[16 * 1024];
            while (await body.ReadAsync(piece, cancellationToken) is var read and > 0)
            {
                if (kept.Length + read > longest)
                {
                    throw new BadHttpRequestException("The form is too long.", StatusCodes.Status413PayloadTooLarge);
                }

                kept.Write(piece, 0, read);
            }

            kept.Position = 0;
            return kept;
        }
    }

    /// <summary>Marks a request whose document is not the one whose hash was typed beside it.</summary>
    public sealed record OtherDocument;
}
