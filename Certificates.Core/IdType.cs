namespace Certificates.Core;

/// <summary>Identity documents a holder may be known by.</summary>
public enum IdType
{
    /// <summary>居民身份证.</summary>
    ResidentId = 1,

    /// <summary>港澳居民居住证.</summary>
    HkMacaoResidence = 2,

    /// <summary>台湾居民居住证.</summary>
    TaiwanResidence = 3,

    /// <summary>外国人永久居留身份证.</summary>
    ForeignerPermanentResidence = 4,

    /// <summary>港澳居民来往内地通行证.</summary>
    HkMacaoPermit = 5,

    /// <summary>台湾居民来往大陆通行证.</summary>
    TaiwanPermit = 6,

    /// <summary>护照.</summary>
    Passport = 7,
}

/// <summary>The words an identity document goes by.</summary>
public static class IdTypes
{
    private static readonly (IdType Type, string Chinese, string English, string Code)[] Words =
    [
        (IdType.ResidentId, "居民身份证", "Resident Identity Card", "resident_id"),
        (IdType.HkMacaoResidence, "港澳居民居住证", "Residence Permit for Hong Kong and Macao Residents", "hk_macao_residence"),
        (IdType.TaiwanResidence, "台湾居民居住证", "Residence Permit for Taiwan Residents", "taiwan_residence"),
        (IdType.ForeignerPermanentResidence, "外国人永久居留身份证", "Foreign Permanent Resident ID Card", "foreigner_permanent_residence"),
        (IdType.HkMacaoPermit, "港澳居民来往内地通行证", "Mainland Travel Permit for Hong Kong and Macao Residents", "hk_macao_permit"),
        (IdType.TaiwanPermit, "台湾居民来往大陆通行证", "Mainland Travel Permit for Taiwan Residents", "taiwan_permit"),
        (IdType.Passport, "护照", "Passport", "passport"),
    ];

    /// <summary>What offices call them. The number's own check says whether the word was right.</summary>
    private static readonly (string Word, IdType Type)[] Synonyms =
    [
        ("身份证", IdType.ResidentId), ("二代身份证", IdType.ResidentId), ("第二代居民身份证", IdType.ResidentId), ("公民身份证", IdType.ResidentId),
        ("中华人民共和国居民身份证", IdType.ResidentId),
        ("外国人永久居留证", IdType.ForeignerPermanentResidence),
        ("回乡证", IdType.HkMacaoPermit), ("港澳通行证", IdType.HkMacaoPermit), ("港澳居民通行证", IdType.HkMacaoPermit),
        ("台胞证", IdType.TaiwanPermit), ("台湾居民通行证", IdType.TaiwanPermit),
        ("普通护照", IdType.Passport), ("外国护照", IdType.Passport), ("护照号码", IdType.Passport),
        ("港澳居民来往内地通行证(回乡证)", IdType.HkMacaoPermit), ("台湾居民来往大陆通行证(台胞证)", IdType.TaiwanPermit),
    ];

    /// <summary>The Chinese name, as in a results file and on paper.</summary>
    public static string Chinese(this IdType type) => Words[(int)type - 1].Chinese;

    /// <summary>The English name, as on paper.</summary>
    public static string English(this IdType type) => Words[(int)type - 1].English;

    /// <summary>The code of the contract.</summary>
    public static string Code(this IdType type) => Words[(int)type - 1].Code;

    /// <summary>Reads the Chinese name, a word offices use for it, or the code; spaces do not count.</summary>
    public static bool TryParse(string? text, out IdType type)
    {
        var word = string.Concat(TypedText.Visible(text).Where(character => character != ' ').Select(TypedText.Fold));
        type = Array.Find(Words, w => w.Chinese == word || string.Equals(w.Code, word, StringComparison.OrdinalIgnoreCase)).Type;
        type = type == default ? Array.Find(Synonyms, each => each.Word == word).Type : type;
        return type != default;
    }
}
