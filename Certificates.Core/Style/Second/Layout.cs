using Certificates.Core.Pdf;

namespace Certificates.Core.Style.Second;

/// <summary>
/// Where everything stands: millimetres on A4 landscape, on one grid of two columns and as many rows as a kind has facts. An institution
/// cannot move a line of it.
/// </summary>
internal sealed class Layout
{
    /// <summary>Middle of the page.</summary>
    public const double Middle = 148.5;

    /// <summary>Base line of the title, from the top.</summary>
    public const double Title = 42.5;

    /// <summary>Base line of its English, from the top.</summary>
    public const double EnglishTitle = 50.5;

    /// <summary>The ornament below the title, from the top.</summary>
    public const double Ornament = 55.5;

    /// <summary>Base line of the statement, from the top.</summary>
    public const double Statement = 64.2;

    /// <summary>Base line of its English, from the top.</summary>
    public const double EnglishStatement = 69.6;

    /// <summary>Base line of the labels of the two addresses, from the top; the addresses stand below.</summary>
    public const double Notices = 164.6;

    /// <summary>Base line of what stands below the QR code, from the top; its English and the domain follow.</summary>
    public const double Scan = 171.6;

    /// <summary>The least side of the QR symbol without its quiet zone.</summary>
    public const double QrSide = 33;

    /// <summary>The least side of one of its modules.</summary>
    public const double QrModule = 0.5;

    /// <summary>From the line under a row up to the base line of its Chinese: one for both columns.</summary>
    public const double BaseLine = 5.3;

    /// <summary>From the line under a row up to the base line of its English.</summary>
    public const double EnglishBaseLine = 1.7;

    /// <summary>Height of a row's box: what is filled in stays above the line under it.</summary>
    public const double RowHeight = 10.9;

    /// <summary>Where labels begin in the left column, and in the right one.</summary>
    private const double Left = 36, Right = 126;

    /// <summary>From the beginning of a label to that of its value.</summary>
    private const double LabelWidth = 24;

    private const double ColumnWidth = 84;
    private const double Top = 75.4;
    private const double IssuerWidth = 120;
    private const double IssuerHeight = 13.4;

    /// <summary>Outer edge of the frame.</summary>
    public static readonly PdfRectangle Frame = new(8, 8, 289, 202);

    /// <summary>One-inch photo, 26 mm × 32 mm.</summary>
    public static readonly PdfRectangle Photo = Measures.FromTop(232, 77.5, 26, 32);

    /// <summary>The seal: beside the day of issue, over nothing that is read.</summary>
    public static readonly PdfRectangle Seal = Measures.FromTop(163, 133.4, 40, 40);

    /// <summary>Where the QR symbol stands: the middle of its foot.</summary>
    public static readonly (double X, double Y) QrFoot = (245, Measures.Page.Top - 166);

    /// <summary>The verification domain, below the QR code.</summary>
    public static readonly PdfRectangle Domain = Measures.FromTop(221, 176.6, 48, 5);

    /// <summary>电子证照标识, in the line at the foot; its label stands before it.</summary>
    public static readonly PdfRectangle Identifier = Measures.FromTop(122, 181.2, 112, 3.4);

    /// <summary>查询网址.</summary>
    public static readonly Cell QueryAddress = new(Left, Measures.FromTop(Left, Notices + 1.2, 58, 5.6));

    /// <summary>机构名录.</summary>
    public static readonly Cell InstitutionList = new(100, Measures.FromTop(100, Notices + 1.2, 60, 5.6));

    private readonly double _pitch;

    private Layout(bool hasCourse)
    {
        _pitch = hasCourse ? 11.5 : 12.8;
        var row = hasCourse ? 5 : 4;
        Institution = Row(row, Left, IssuerWidth, IssuerHeight);
        IssuedOn = Row(row + 1, Left, ColumnWidth, RowHeight, IssuerHeight - RowHeight);
        Cell[] course = hasCourse ? [CompletedOn, Hours] : [];
        Ruled = [Name, IdType, IdNumber, Occupation, Direction, Grade, Number, .. course, Institution, IssuedOn];
    }

    /// <summary>专业技术等级证书.</summary>
    public static Layout OfGrade { get; } = new(hasCourse: false);

    /// <summary>培训合格证书, which has a row more: when the course was held, and its hours.</summary>
    public static Layout OfTraining { get; } = new(hasCourse: true);

    /// <summary>姓名.</summary>
    public Cell Name => Row(0, Left, Right + ColumnWidth - Left);

    /// <summary>证件类型.</summary>
    public Cell IdType => Row(1, Left, ColumnWidth);

    /// <summary>证件号码.</summary>
    public Cell IdNumber => Row(1, Right, ColumnWidth);

    /// <summary>职业.</summary>
    public Cell Occupation => Row(2, Left, ColumnWidth);

    /// <summary>职业方向.</summary>
    public Cell Direction => Row(2, Right, ColumnWidth);

    /// <summary>等级.</summary>
    public Cell Grade => Row(3, Left, ColumnWidth);

    /// <summary>证书编号.</summary>
    public Cell Number => Row(3, Right, ColumnWidth);

    /// <summary>培训日期.</summary>
    public Cell CompletedOn => Row(4, Left, ColumnWidth);

    /// <summary>培训学时.</summary>
    public Cell Hours => Row(4, Right, ColumnWidth);

    /// <summary>评价机构.</summary>
    public Cell Institution { get; }

    /// <summary>发证日期.</summary>
    public Cell IssuedOn { get; }

    /// <summary>The values with a line under them.</summary>
    public IReadOnlyList<Cell> Ruled { get; }

    /// <summary>The layout of a kind of certificate.</summary>
    public static Layout Of(CertificateKind kind) => kind switch
    {
        CertificateKind.Grade => OfGrade,
        CertificateKind.Training => OfTraining,
    };

    /// <summary>The place of a symbol: as large as the page was drawn for, or larger until its modules are large enough to scan.</summary>
    /// <param name="modules">Modules a side.</param>
    public static PdfRectangle Qr(int modules)
    {
        var side = Math.Max(QrSide, QrModule * modules);
        return new PdfRectangle(QrFoot.X - (side / 2), QrFoot.Y, QrFoot.X + (side / 2), QrFoot.Y + side);
    }

    private Cell Row(int row, double left, double width, double height = RowHeight, double lower = 0) =>
        new(left, Measures.FromTop(left + LabelWidth, Top + (row * _pitch) + lower, width - LabelWidth, height));
}
