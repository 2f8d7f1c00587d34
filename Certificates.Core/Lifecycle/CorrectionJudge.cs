using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Style;

namespace Certificates.Core.Lifecycle;

/// <summary>Judges the values of a correction as intake judges those of a row: same parsers, same codes, every fault listed.</summary>
internal sealed class CorrectionJudge(IGlyphCoverage glyphs)
{
    /// <summary>Judges a correction of what a holder's certificate says now.</summary>
    public Result<JudgedCorrection> Judge(Correction correction, Holder holder)
    {
        Result<PersonName> name = correction.Name is { } sentName ? Name(sentName) : holder.Name;
        Result<IdDocument> document = correction.IdType is null && correction.IdNumber is null
            ? holder.Document
            : Document(correction.IdType, correction.IdNumber ?? holder.Document.Number, holder.Document.Type);
        var photo = default(Photo);
        var photoFault = correction.Photo is { } file ? FaultOf(file, correction.IsOnRecord, out photo) : null;
        if (!name.And(document).TryGet(out var right, out var faults) || photoFault is not null)
        {
            return Refusals.Join(faults, photoFault)!;
        }

        var corrected = new Holder(right.First, right.Second);
        var judged = new JudgedCorrection(corrected, photo, corrected != holder);
        return !correction.IsEmpty && (judged.ChangesHolder || photo is not null) ? judged : new Refusal(
            RefusalCode.CorrectionEmpty,
            null,
            "Nothing would change: send name, idType, idNumber or photo as it should be.",
            "没有需要更正的内容，请填写正确的 name、idType、idNumber 或 photo。");
    }

    /// <summary>A photo that waits on record since before the rules of shape is not bound by them.</summary>
    private static Refusal? FaultOf(ReadOnlyMemory<byte> file, bool isOnRecord, out Photo? photo)
    {
        _ = isOnRecord ? Photo.TryParseKept(file, out photo, out var refusal) : Photo.TryParse(file, out photo, out refusal);
        return refusal;
    }

    private Result<PersonName> Name(string sent)
    {
        if (!PersonName.TryParse(sent, out var name, out var refusal))
        {
            return refusal;
        }

        return glyphs.FirstMissing(name.Value) is not { } missing ? name : new Refusal(
            RefusalCode.GlyphMissing,
            "name",
            $"The fonts cannot draw U+{missing.Value:X4}: check the name, and ask for the character to be added.",
            $"字库中没有 U+{missing.Value:X4}，请核对姓名；确认无误的，请联系主管部门补充字库。");
    }

    private static Result<IdDocument> Document(string? sentType, string number, IdType formerType)
    {
        var type = formerType;
        if (sentType is not null && !IdTypes.TryParse(sentType, out type))
        {
            var known = string.Join(" · ", Enum.GetValues<IdType>().Select(each => each.Code()));
            return new Refusal(RefusalCode.IdTypeUnknown, "idType", $"idType must be one of {known}.", $"idType 应为以下之一：{known}。");
        }

        return IdDocument.TryParse(type, number, out var document, out var refusal) ? document : refusal;
    }
}

/// <summary>A correction whose values are right.</summary>
/// <param name="Holder">The holder as the next version names them.</param>
/// <param name="Photo">The new photo; null keeps the old one.</param>
/// <param name="ChangesHolder">True when name or identity document differ from what they are.</param>
internal sealed record JudgedCorrection(Holder Holder, Photo? Photo, bool ChangesHolder);

/// <summary>
/// What a correction changes; what is null stays. All else a certificate says stands in its number: a wrong one of that is
/// cancelled and issued anew.
/// </summary>
public sealed record Correction
{
    /// <summary>姓名.</summary>
    public string? Name { get; init; }

    /// <summary>证件类型, by name or code.</summary>
    public string? IdType { get; init; }

    /// <summary>证件号码.</summary>
    public string? IdNumber { get; init; }

    /// <summary>The photo, a JPEG.</summary>
    public ReadOnlyMemory<byte>? Photo { get; init; }

    /// <summary>True for one that was judged before and waits on record.</summary>
    internal bool IsOnRecord { get; init; }

    /// <summary>True when nothing is to be changed.</summary>
    internal bool IsEmpty => Name is null && IdType is null && IdNumber is null && Photo is null;

    /// <summary>Never prints a person.</summary>
    public override string ToString() => nameof(Correction);
}
