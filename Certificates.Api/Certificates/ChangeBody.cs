using System.Text.Json;
using System.Text.Json.Serialization;
using Certificates.Core;
using Certificates.Core.Lifecycle;

namespace Certificates.Api.Certificates;

/// <summary>Why a certificate is changed.</summary>
/// <param name="Category">
/// complaint, cheating, forged_papers, issued_in_error, duplicate, holder_request, data_error, authority_order, court_order or other;
/// public.
/// </param>
/// <param name="Reason">In words, at most 2,000 characters; never public.</param>
/// <param name="EvidenceSha256">SHA-256 of a document kept elsewhere, hexadecimal.</param>
internal sealed record ChangeBody(string? Category, string? Reason, string? EvidenceSha256);

/// <summary>A change of many certificates.</summary>
/// <param name="Numbers">1–10,000 certificate numbers.</param>
/// <param name="Category">As for one.</param>
/// <param name="Reason">As for one.</param>
/// <param name="EvidenceSha256">As for one.</param>
internal sealed record ListChangeBody(IReadOnlyList<string?>? Numbers, string? Category, string? Reason, string? EvidenceSha256);

/// <summary>A correction: what is not sent stays as it is.</summary>
internal sealed record CorrectionBody
{
    /// <summary>姓名.</summary>
    public string? Name { get; init; }

    /// <summary>证件类型, by name or code.</summary>
    public string? IdType { get; init; }

    /// <summary>证件号码.</summary>
    public string? IdNumber { get; init; }

    /// <summary>The photo, a JPEG of at most 200 KB in Base64.</summary>
    public string? Photo { get; init; }

    /// <summary>As for every change.</summary>
    public string? Category { get; init; }

    /// <summary>As for every change.</summary>
    public string? Reason { get; init; }

    /// <summary>As for every change.</summary>
    public string? EvidenceSha256 { get; init; }

    /// <summary>Whatever else was sent, which no correction changes.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }

    /// <summary>Reads it as far as that needs no register.</summary>
    /// <returns>What is to be changed and why; or every fault.</returns>
    public Result<(Correction Correction, ChangeGround Ground)> Read()
    {
        var isBase64 = TryReadPhoto(out var photo);
        var isRight = ChangeGround.Read(Category, Reason, EvidenceSha256).TryGet(out var ground, out var faults);
        var others = Refusals.Of((Others?.Keys ?? []).Select(field => new Refusal(
                RefusalCode.FieldNotCorrectable, field,
                "Only name, idType, idNumber and photo are corrected: for anything else cancel the certificate and issue anew.",
                "只能更正 name、idType、idNumber 和 photo；其他内容有误的，请注销证书后重新发证。")));
        var notBase64 = isBase64 ? null : new Refusal(
            RefusalCode.PhotoInvalid,
            "photo",
            "The photo is not Base64: send the bytes of a JPEG so.",
            "照片不是 Base64 编码，请将 JPEG 文件以 Base64 编码发送。");
        return isRight && others is null && notBase64 is null
            ? (new Correction { Name = Name, IdType = IdType, IdNumber = IdNumber, Photo = photo }, ground!)
            : Refusals.Join(others, faults, notBase64)!;
    }

    private bool TryReadPhoto(out ReadOnlyMemory<byte>? photo)
    {
        photo = null;
        if (Photo is null)
        {
            return true;
        }

        var bytes = new byte[Photo.Length];
        if (!Convert.TryFromBase64String(Photo, bytes, out var length))
        {
            return false;
        }

        photo = bytes.AsMemory(0, length);
        return true;
    }
}
