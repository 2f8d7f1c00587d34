namespace Certificates.Core.Directories;

/// <summary>A field of a directory's entry, with the codes of what can be wrong with it.</summary>
/// <param name="Name">In the contract.</param>
/// <param name="Invalid">When it cannot be taken as it is.</param>
/// <param name="Missing">When it must be there and is not; null where it may be absent.</param>
internal sealed record SentField(string Name, RefusalCode Invalid, RefusalCode? Missing = null)
{
    public static readonly SentField Code = new("code", RefusalCode.CodeInvalid, RefusalCode.CodeMissing);
    public static readonly SentField Contact = new("contact", RefusalCode.ContactInvalid);
    public static readonly SentField Document = new("document", RefusalCode.DocumentInvalid, RefusalCode.DocumentMissing);
    public static readonly SentField Edition = new("edition", RefusalCode.EditionInvalid, RefusalCode.EditionMissing);
    public static readonly SentField EnglishName = new("englishName", RefusalCode.EnglishNameInvalid, RefusalCode.EnglishNameMissing);
    public static readonly SentField FormerCode = new("formerCode", RefusalCode.FormerCodeInvalid);
    public static readonly SentField EntryName = new("name", RefusalCode.NameInvalid, RefusalCode.NameMissing);
    public static readonly SentField OccupationNumber =
        new("occupationNumber", RefusalCode.OccupationNumberInvalid, RefusalCode.OccupationNumberMissing);

    public static readonly SentField ProvinceCode = new("provinceCode", RefusalCode.ProvinceCodeInvalid, RefusalCode.ProvinceCodeMissing);
    public static readonly SentField ResultsUntil = new("resultsUntil", RefusalCode.ResultsUntilInvalid);
    public static readonly SentField ValidFrom = new("validFrom", RefusalCode.ValidFromInvalid);
    public static readonly SentField ValidTo = new("validTo", RefusalCode.ValidToInvalid);
}
