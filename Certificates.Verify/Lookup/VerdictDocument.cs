using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Certificates.Core;
using Certificates.Core.Intake;
using Certificates.Core.Reports;
using Certificates.Core.Verifying;
using Certificates.Verify.Bulk;
using Certificates.Verify.Log;

namespace Certificates.Verify.Lookup;

/// <summary>A verdict as clients read it.</summary>
/// <param name="Verdict">valid, not_valid, not_found or unavailable.</param>
/// <param name="Reasons">
/// Why it is not valid: suspended, superseded, revoked, cancelled; for a PDF also altered (with copied_from, where our signature stands
/// in a file it was not made for: merged, split or saved anew), foreign (signed by somebody else), forged, unsigned, copy (an annotated
/// copy and not the certificate), copy_ended; for a QR also forged.
/// </param>
/// <param name="Certificate">The data to compare with the paper.</param>
/// <param name="StatusChangedOn">The day the status last changed, China Standard Time.</param>
/// <param name="Category">
/// Why it changed: complaint, cheating, forged_papers, issued_in_error, duplicate, holder_request, data_error, authority_order,
/// court_order or other.
/// </param>
/// <param name="CurrentVersionIssuedOn">The day the version in force was issued, when the question was about an earlier one.</param>
/// <param name="File">For a PDF: what its bytes, its signature and the register each say.</param>
/// <param name="OtherScheme">For the number of another kind of certificate: which, and where it is looked up.</param>
/// <param name="Asked">The number asked for.</param>
/// <param name="AsOf">The instant up to which the register is known to be read.</param>
internal record VerdictDocument(
    string Verdict,
    IReadOnlyList<string> Reasons,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CertificateDocument? Certificate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? StatusChangedOn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Category,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? CurrentVersionIssuedOn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FileFindings? File,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OtherScheme? OtherScheme,
    string? Asked,
    DateTime? AsOf)
{
    /// <summary>
    /// What agrees with the register, of number, name, idNumber and photo: of a question what it gave, of an intact PDF all four.
    /// </summary>
    public IReadOnlyList<string> Compared { get; init; } = Facts.None.Codes();

    /// <summary>
    /// What was not compared, which is yours to compare: the rest of the four; idNumber even where it was given, after too many wrong
    /// ones beside this certificate in a day.
    /// </summary>
    public IReadOnlyList<string> NotCompared { get; init; } = Facts.All.Codes();

    /// <summary>The number looked up, when letters typed in it (O, I, l) were read as the digits they look like.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReadAs { get; init; }

    /// <summary>Of an annotated copy: what it says of itself, and how the certificate stands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CopyDocument? Copy { get; init; }

    /// <summary>With ?proof=1: what proves it by the log.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LogDocument? Log { get; init; }

    public static VerdictDocument Of(Verdict verdict) => new(
        verdict.Kind.Code(),
        verdict.Reasons,
        verdict.Certificate is { } certificate ? CertificateDocument.Of(certificate) : null,
        verdict.StatusChangedOn,
        verdict.Category,
        verdict.CurrentVersionIssuedOn,
        verdict.File,
        verdict.OtherScheme,
        verdict.Asked,
        Instant(verdict.AsOf))
    {
        Compared = verdict.Compared.Codes(),
        NotCompared = verdict.Compared.Rest().Codes(),
        ReadAs = verdict.ReadAs,
        Copy = CopyDocument.Of(verdict),
        Log = LogDocument.Of(verdict.Log),
    };

    /// <summary>
    /// An instant as JSON writes it with <c>Z</c>, to the millisecond: a converter would cost the serialiser its generated code.
    /// </summary>
    public static DateTime? Instant(DateTimeOffset? instant) =>
        instant?.UtcDateTime is { } utc ? utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond)) : null;
}

/// <summary>
/// The public facts of a certificate; never an ID number, a photo or a score. <c>kind</c> is grade or training; <c>origin</c> is issued,
/// or imported for one issued before this system, which has no PDF of it and no licence identifier; <c>printedNumber</c> is its number as
/// the paper has it, where that is known.
/// </summary>
internal sealed record CertificateDocument(
    string Number,
    int Version,
    string Name,
    string OccupationCode,
    string Occupation,
    string? Direction,
    string Grade,
    string InstitutionCode,
    string Institution,
    DateOnly IssuedOn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LicenceIdentifier,
    string Kind,
    string Origin,
    bool HasPdf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PrintedNumber)
{
    /// <summary>Of a training certificate: its course, as printed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CourseDocument? Course { get; init; }

    public static CertificateDocument Of(VerifiedCertificate certificate) => new(
        certificate.Number,
        certificate.Version,
        certificate.Name,
        certificate.OccupationCode,
        certificate.Occupation.Chinese,
        certificate.Direction,
        certificate.Grade.Code(),
        certificate.InstitutionCode,
        certificate.Institution.Chinese,
        certificate.IssuedOn,
        certificate.LicenceIdentifier,
        certificate.Kind.Code(),
        certificate.IsImported ? "imported" : "issued",
        !certificate.IsImported,
        certificate.PrintedNumber)
    {
        Course = certificate.Course is { } course ? new CourseDocument(course.Hours, course.StartedOn, certificate.CompletedOn) : null,
    };
}

/// <summary>A course: class hours completed, its first day where that was sent, its last day.</summary>
internal sealed record CourseDocument(
    decimal Hours, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? StartedOn, DateOnly? CompletedOn);

/// <summary>The answer by name and ID number: every certificate of the holder, newest first; valid when one of them is.</summary>
internal sealed record VerdictListDocument(
    string Verdict,
    IReadOnlyList<VerdictDocument> Items,
    string? Asked,
    DateTime? AsOf)
{
    public static VerdictListDocument Of(Answer answer) =>
        new(answer.Kind.Code(), [.. answer.Items.Select(VerdictDocument.Of)], answer.Asked, VerdictDocument.Instant(answer.AsOf));
}

/// <summary>A question as programs send it: any two of the three.</summary>
/// <param name="Number">证书编号, in any case, with or without spaces.</param>
/// <param name="Name">姓名, as on the certificate.</param>
/// <param name="IdNumber">证件号码, as on the identity document.</param>
/// <param name="IssuedBy">发证机构, by code or name: asked for where a number printed before this system is that of several.</param>
internal sealed record VerificationRequest(
    string? Number = null, string? Name = null, string? IdNumber = null, string? IssuedBy = null)
{
    public Question ToQuestion() => new(Number, Name, IdNumber) { IssuedBy = IssuedBy };
}

/// <summary>How questions and verdicts are read and written, by generated code.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(VerificationRequest))]
[JsonSerializable(typeof(VerdictDocument))]
[JsonSerializable(typeof(VerdictListDocument))]
[JsonSerializable(typeof(ListItemDocument))]
internal sealed partial class LookupJson : JsonSerializerContext
{
    private const int TypicalLength = 1024;

    /// <summary>Names as they are written and not as escapes: read by people too, and half as long.</summary>
    public static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document as UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write<T>(T document, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>(TypicalLength);
        using var writer = new Utf8JsonWriter(buffer, Readable);
        JsonSerializer.Serialize(writer, document, type);
        return buffer.WrittenMemory;
    }
}

/// <summary>A small JSON answer in one piece, with its length, which costs less than one in chunks.</summary>
internal sealed class WholeJson<T>(T document, JsonTypeInfo<T> type, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, body) = (httpContext.Response, LookupJson.Write(document, type));
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, "application/json; charset=utf-8", body.Length);
        return response.BodyWriter.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
