using System.Diagnostics.CodeAnalysis;
using Certificates.Core.Coding;
using Certificates.Core.Files;
using Certificates.Core.Style;

namespace Certificates.Core.Lifecycle;

/// <summary>Judges the values of a correction as intake judges those of a row: same parsers, same codes, every fault listed.</summary>
internal sealed class CorrectionJudge(IGlyphCoverage glyphs)
{
    /// <summary>Judges a correction of what a holder's certificate says now.</summary>
    public bool TryJudge(
        Correction correction, Holder holder, [NotNullWhen(true)] out JudgedCorrection? judged, out IReadOnlyList<Refusal> faults)
    {
        var found = new List<Refusal>();
        var name = correction.Name is { } sentName ? Name(sentName, found) : holder.Name;
        var document = correction.IdType is null && correction.IdNumber is null
            ? holder.Document
            : Document(correction.IdType, correction.IdNumber ?? holder.Document.Number, holder.Document.Type, found);
        var photo = correction.Photo is { } file ? Photo(file, found) : null;
        judged = null;
        if (name is not null && document is not null && found.Count == 0)
        {
            var corrected = new Holder(name, document);
            judged = new JudgedCorrection(corrected, photo, corrected != holder);
            if (correction.IsEmpty || !(judged.ChangesHolder || photo is not null))
            {
                found.Add(new Refusal(
                    RefusalCode.CorrectionEmpty,
                    null,
                    "Nothing would change: send name, idType, idNumber or photo as it should be.",
                    "没有需要更正的内容，请填写正确的 name、idType、idNumber 或 photo。"));
            }
        }

        faults = found;
        judged = found.Count == 0 ? judged : null;
        return judged is not null;
    }

    private PersonName? Name(string sent, List<Refusal> faults)
    {
        if (!PersonName.TryParse(sent, out var name, out var refusal))
        {
            faults.Add(refusal);
        }
        else if (glyphs.FirstMissing(name.Value) is { } missing)
        {
            faults.Add(new Refusal(RefusalCode.GlyphMissing, "name",
                $"The fonts cannot draw U+{missing.Value:X4}: check the name, and ask for the character to be added.",
                $"字库中没有 U+{missing.Value:X4}，请核对姓名；确认无误的，请联系主管部门补充字库。"));
        }

        return name;
    }

    private static IdDocument? Document(string? sentType, string number, IdType formerType, List<Refusal> faults)
    {
        var type = formerType;
        if (sentType is not null && !IdTypes.TryParse(sentType, out type))
        {
            var known = string.Join(" · ", Enum.GetValues<IdType>().Select(each => each.Code()));
            faults.Add(new Refusal(RefusalCode.IdTypeUnknown, "idType", $"idType must be one of {known}.", $"idType 应为以下之一：{known}。"));
            return null;
        }

        if (!IdDocument.TryParse(type, number, out var document, out var refusal))
        {
            faults.Add(refusal);
        }

        return document;
    }

    private static Photo? Photo(ReadOnlyMemory<byte> file, List<Refusal> faults)
    {
        if (!Files.Photo.TryParse(file, out var photo, out var refusal))
        {
            faults.Add(refusal);
        }

        return photo;
    }
}

/// <summary>A correction whose values are right.</summary>
/// <param name="Holder">The holder as the next version names them.</param>
/// <param name="Photo">The new photo; null keeps the old one.</param>
/// <param name="ChangesHolder">True when name or identity document differ from what they are.</param>
internal sealed record JudgedCorrection(Holder Holder, Photo? Photo, bool ChangesHolder);
