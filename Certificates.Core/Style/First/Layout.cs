using Certificates.Core.Pdf;

namespace Certificates.Core.Style.First;

/// <summary>Where everything stands: millimetres on A4 landscape. An institution cannot move a line of it.</summary>
internal static class Layout
{
    /// <summary>Middle of the page.</summary>
    public const double Middle = 148.5;

    /// <summary>Side of the QR symbol without its quiet zone; at least 30 mm.</summary>
    public const double QrSide = 33;

    /// <summary>Base line of the title, from the top.</summary>
    public const double Title = 42;

    /// <summary>Base line of its English, from the top.</summary>
    public const double EnglishTitle = 49.5;

    /// <summary>The ornament below the title, from the top.</summary>
    public const double Ornament = 54.5;

    /// <summary>Base line of the statement, from the top.</summary>
    public const double Statement = 63.5;

    /// <summary>Base line of its English, from the top.</summary>
    public const double EnglishStatement = 68.8;

    /// <summary>Base line of the line at the foot, from the top.</summary>
    public const double Foot = 184.5;

    /// <summary>Outer edge of the frame.</summary>
    public static readonly PdfRectangle Frame = new(8, 8, 289, 202);

    /// <summary>姓名.</summary>
    public static readonly Cell Name = Row(0, 36, 174);

    /// <summary>证件类型.</summary>
    public static readonly Cell IdType = Row(1, 36, 84);

    /// <summary>证件号码.</summary>
    public static readonly Cell IdNumber = Row(1, 126, 84);

    /// <summary>职业.</summary>
    public static readonly Cell Occupation = Row(2, 36, 84);

    /// <summary>职业方向.</summary>
    public static readonly Cell Direction = Row(2, 126, 84);

    /// <summary>等级.</summary>
    public static readonly Cell Grade = Row(3, 36, 84);

    /// <summary>证书编号.</summary>
    public static readonly Cell Number = Row(3, 126, 84);

    /// <summary>One-inch photo, 26 mm × 32 mm.</summary>
    public static readonly PdfRectangle Photo = Measures.FromTop(232, 77, 26, 32);

    /// <summary>The QR symbol without its quiet zone.</summary>
    public static readonly PdfRectangle Qr = Measures.FromTop(228.5, 132, QrSide, QrSide);

    /// <summary>评价机构.</summary>
    public static readonly Cell Institution = new(105, Measures.FromTop(128, 153.5, 88, 10.2));

    /// <summary>发证日期.</summary>
    public static readonly Cell IssuedOn = new(105, Measures.FromTop(128, 163.4, 88, 10.4));

    /// <summary>查询网址.</summary>
    public static readonly Cell QueryAddress = new(36, Measures.FromTop(36, 156.5, 62, 4.5));

    /// <summary>机构名录.</summary>
    public static readonly Cell InstitutionList = new(36, Measures.FromTop(36, 168.5, 62, 4.5));

    /// <summary>The verification domain, below the QR code.</summary>
    public static readonly PdfRectangle Scan = Measures.FromTop(222, 176, 46, 4.5);

    /// <summary>The values with a line under them.</summary>
    public static readonly IReadOnlyList<Cell> Ruled =
        [Name, IdType, IdNumber, Occupation, Direction, Grade, Number];

    /// <summary>The seal, over the institution's name and the date, which lie a little below its middle (GB/T 9704-2012, 7.3.5).</summary>
    public static readonly PdfRectangle Seal = Measures.FromTop(152, 131, 40, 40);

    private static Cell Row(int row, double left, double width) =>
        new(left, Measures.FromTop(left + 24, 76 + (row * 13), width - 24, 10.5));
}
