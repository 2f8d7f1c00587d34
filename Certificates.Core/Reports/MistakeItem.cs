using System.Diagnostics.CodeAnalysis;

namespace Certificates.Core.Reports;

/// <summary>What a holder finds wrong on a certificate. The first three can be corrected under the same number.</summary>
public enum MistakeItem
{
    /// <summary>姓名.</summary>
    Name,

    /// <summary>证件类型 or 证件号码.</summary>
    IdDocument,

    /// <summary>照片.</summary>
    Photo,

    /// <summary>Anything else: the number says it too, so it leads to a new certificate.</summary>
    Other,
}

/// <summary>The codes of <see cref="MistakeItem"/>.</summary>
public static class MistakeItems
{
    /// <summary>The code of the contract.</summary>
    public static string Code(this MistakeItem item) => item switch
    {
        MistakeItem.Name => "name",
        MistakeItem.IdDocument => "id_document",
        MistakeItem.Photo => "photo",
        MistakeItem.Other => "other",
    };

    /// <summary>Reads a code.</summary>
    public static bool TryParse(string? code, [NotNullWhen(true)] out MistakeItem? item)
    {
        item = Enum.GetValues<MistakeItem>().Where(each => each.Code() == code).Cast<MistakeItem?>().FirstOrDefault();
        return item is not null;
    }
}
