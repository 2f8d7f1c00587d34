using Certificates.Core.Files;

namespace Certificates.Core.Intake;

/// <summary>What the ZIP of photos holds for one row.</summary>
/// <param name="File">The file; null where it has none, or none that can be used.</param>
/// <param name="Photo">The photo in it.</param>
internal sealed record RowPhoto(PhotoFile? File, Photo? Photo)
{
    /// <summary>The row has no photo, and nothing is wrong with that.</summary>
    public static readonly RowPhoto None = new(null, null);

    /// <summary>Why it has none stands among the row's faults.</summary>
    public static readonly RowPhoto Faulty = new(null, null);

    /// <summary>
    /// A filled column 照片 says which file it is; else the file is the row's whose name is the row's ID number or its candidate number.
    /// Where there are several, none is picked: <c>photo_missing</c>, <c>photo_invalid</c>.
    /// </summary>
    public static RowPhoto Of(SentRow row, RowFaults faults, PhotoArchive? photos)
    {
        var named = TypedText.IsNothing(row[ResultsColumn.Photo]) ? "" : TypedText.Visible(row[ResultsColumn.Photo]);
        if (photos is null)
        {
            return named.Length == 0 ? None : Fault(faults, RefusalCode.PhotoMissing,
                "照片 (photo) names a file, but no ZIP of photos was sent.",
                "填写了照片文件名，但没有上传照片压缩包。");
        }

        var found = named.Length > 0
            ? photos.Named(named)
            : photos.Numbered(row[ResultsColumn.IdNumber], row[ResultsColumn.CandidateNumber]);
        return found.Count switch
        {
            0 when named.Length == 0 => None,
            0 => Fault(faults, RefusalCode.PhotoMissing,
                "照片 (photo) names a file that is not in the ZIP of photos.",
                "照片压缩包中没有所填的照片文件，请核对文件名和文件夹。"),
            1 => Read(found[0], faults, photos),
            _ when named.Length > 0 => Fault(faults, RefusalCode.PhotoInvalid,
                "The ZIP has more than one photo of this name: give 照片 (photo) with its folder, such as 1班/001.jpg, "
                    + "or each photo a name of its own.",
                "照片包中有多张照片符合所填的文件名，请连同文件夹填写（如 1班/001.jpg），或分别命名。"),
            _ => Fault(faults, RefusalCode.PhotoInvalid,
                "The ZIP has more than one photo whose name is this row's ID number or candidate number: keep one.",
                "照片包中有多张照片以本行的证件号码或准考证号命名，请只保留一张。"),
        };
    }

    private static RowPhoto Read(PhotoFile file, RowFaults faults, PhotoArchive photos)
    {
        if (photos.Read(file).TryGet(out var photo, out var refusals))
        {
            return new RowPhoto(file, photo);
        }

        faults.Add(refusals.First);
        return Faulty;
    }

    private static RowPhoto Fault(RowFaults faults, RefusalCode code, string message, string chinese)
    {
        faults.Add(code, ResultsColumn.Photo, message, chinese);
        return Faulty;
    }
}
