namespace Certificates.Core.Style;

/// <summary>All words of a style but those of the certificate itself: a kind of certificate is data, not a copy of the drawing.</summary>
internal sealed record StyleTexts
{
    /// <summary>The title and its English.</summary>
    public required Label Title { get; init; }

    /// <summary>What the certificate says of its holder.</summary>
    public required Label Statement { get; init; }

    /// <summary>The body that issues it.</summary>
    public required Label Institution { get; init; }

    /// <summary>姓名.</summary>
    public Label Name { get; init; } = new("姓名", "Name");

    /// <summary>证件类型.</summary>
    public Label IdType { get; init; } = new("证件类型", "Document type");

    /// <summary>证件号码.</summary>
    public Label IdNumber { get; init; } = new("证件号码", "Document No.");

    /// <summary>职业.</summary>
    public Label Occupation { get; init; } = new("职业", "Occupation");

    /// <summary>职业方向.</summary>
    public Label Direction { get; init; } = new("职业方向", "Direction");

    /// <summary>等级.</summary>
    public Label Grade { get; init; } = new("等级", "Grade");

    /// <summary>证书编号.</summary>
    public Label Number { get; init; } = new("证书编号", "Certificate No.");

    /// <summary>发证日期.</summary>
    public Label IssuedOn { get; init; } = new("发证日期", "Date of issue");

    /// <summary>培训日期, of training certificates.</summary>
    public Label CompletedOn { get; init; } = new("培训日期", "Course dates");

    /// <summary>培训学时, of training certificates.</summary>
    public Label Hours { get; init; } = new("培训学时", "Class hours");

    /// <summary>Where the certificate is looked up.</summary>
    public Label QueryAddress { get; init; } = new("查询网址", "Look up at");

    public Label InstitutionList { get; init; } = new("机构名录", "List of institutions");

    /// <summary>What stands by the QR code, before the domain.</summary>
    public Label Scan { get; init; } = new("扫码查验，认准域名", "Scan to verify; trust this domain only");

    /// <summary>电子证照标识.</summary>
    public Label LicenceIdentifier { get; init; } = new("电子证照标识", "Electronic licence identifier");

    /// <summary>In the empty photo slot.</summary>
    public Label Photo { get; init; } = new("照片", "Photo");

    /// <summary>What the signature field is called: it is the seal.</summary>
    public string Seal { get; init; } = "电子签章（数字签名） Electronic seal (digital signature)";

    /// <summary>Said instead of the photo.</summary>
    public string PhotoAlternative { get; init; } = "持证人照片 Photo of the holder";

    /// <summary>Said where there is no photo.</summary>
    public string NoPhotoAlternative { get; init; } = "无照片 No photo";

    /// <summary>Said instead of the QR code, before the domain.</summary>
    public string QrAlternative { get; init; } = "查验二维码，指向 QR code for verification, leads to";

    /// <summary>Why the signature was made.</summary>
    public string SigningReason { get; init; } = "签发电子证书 Issue of the electronic certificate";

    /// <summary>Why the signature of an annotated copy was made.</summary>
    public string CopyReason { get; init; } = "应持证人申请制作的加注件，不是证书原件 Annotated copy at the holder's request, not the certificate itself";

    /// <summary>All labels, for the fonts of the fixed text.</summary>
    public IEnumerable<Label> Labels =>
    [
        Title, Statement, Institution, Name, IdType, IdNumber, Occupation, Direction, Grade, Number, IssuedOn, QueryAddress,
        InstitutionList, Scan, LicenceIdentifier, Photo,
    ];

    /// <summary>What a direction prints when there is none; never blank (人社鉴发〔2021〕1号).</summary>
    public string NoDirection { get; init; } = "--";
}
