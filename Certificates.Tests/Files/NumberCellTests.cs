using Certificates.Core;
using Certificates.Core.Files.Tables;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Tests.Files;

/// <summary>Numbers in cells, and what their formats make of them.</summary>
internal sealed class NumberCellTests
{
    [TestCase(123, "General", "123", true)]
    [TestCase(123, "0", "123", true)]
    [TestCase(123, "@", "123", true)]
    [TestCase(123, "00000", "00123", true)]
    [TestCase(0, "0000", "0000", true)]
    [TestCase(123, "0_ ", "123", true)]
    [TestCase(123, "G/通用格式", "123", true)]
    [TestCase(999_999_999_999_999, "0", "999999999999999", true)]
    [TestCase(1_000_000_000_000_000, "0", "1000000000000000", false)]
    [TestCase(991_643_199_201_143_758, "0", "991643199201144000", false)]
    [TestCase(991_643_199_201_143_758, "General", "9.91643E+17", false)]
    [TestCase(1234, "#,##0", "1,234", false)]
    [TestCase(123, "0.00", "123.00", false)]
    [TestCase(1234, "0.00E+00", "1.23E+03", false)]
    [TestCase(12, "0%", "1200%", false)]
    [TestCase(61.5, "General", "61.5", false)]
    [TestCase(61.5, "0", "62", false)]
    [TestCase(-7, "0;-0", "-7", false)]
    [TestCase(20250624, "\"No.\"0", "No.20250624", false)]
    [TestCase(1234.5, "[$¥-804]#,##0.00;[Red]-0", "¥1,234.50", false)]
    [TestCase(20250624, "0000-00-00", "2025-06-24", false)]
    [TestCase(123, "[DBNum1]0", "123", false)]
    [TestCase(123, "[>100]0;00", "123", false)]
    [TestCase(5, "# ?/?", "5", false)]
    public void Number_InAFormat_IsPlainOnlyAsItsOwnDigits(double number, string format, string shown, bool isPlain)
    {
        var cell = Cell.OfNumber(number, NumberFormat.Of(format));
        Assert.That((cell.Shown, cell.IsPlainNumber), Is.EqualTo((shown, isPlain)));
    }

    [TestCase("yyyy-mm-dd", FormatKind.Date)]
    [TestCase("yyyy\"年\"m\"月\"d\"日\"", FormatKind.Date)]
    [TestCase("[h]:mm", FormatKind.Time)]
    [TestCase("0.0E+0", FormatKind.Number)]
    [TestCase("G/通用格式", FormatKind.Number)]
    public void Format_OfACode_IsThatOfADateWhereItNamesPartsOfADay(string code, object kind) =>
        Assert.That(NumberFormat.Of(code).Kind, Is.EqualTo(kind));

    [TestCase("9.95E+17", CellFault.LostDigits)]
    [TestCase("9.9E+017", CellFault.LostDigits)]
    [TestCase("'9.95717199110264E+017", CellFault.LostDigits)]
    [TestCase("９.９５Ｅ＋１７", CellFault.LostDigits)]
    [TestCase("9E+17", CellFault.LostDigits)]
    [TestCase("9,95E+17", CellFault.LostDigits)]
    [TestCase("991643199201143000", CellFault.LostDigits)]
    [TestCase("991643199201143800", CellFault.None)]
    [TestCase("991643 19920114 3000", CellFault.LostDigits)]
    [TestCase("991643199201143758", CellFault.None)]
    [TestCase("991643199201143757", CellFault.None)]
    [TestCase("990000199001018000", CellFault.None)]
    [TestCase("E12345678", CellFault.None)]
    [TestCase("1E123456", CellFault.None)]
    [TestCase("99164319920114375X", CellFault.None)]
    [TestCase("null", CellFault.Error)]
    [TestCase("NULL", CellFault.Error)]
    [TestCase("#N/A", CellFault.Error)]
    [TestCase("=\"#REF!\"", CellFault.Error)]
    [TestCase("nan", CellFault.Error)]
    [TestCase("None", CellFault.Error)]
    [TestCase("<NA>", CellFault.Error)]
    [TestCase("(null)", CellFault.Error)]
    [TestCase("NONE", CellFault.None)]
    [TestCase("", CellFault.None)]
    public void Text_InAColumnOfNumbers_IsAtFaultWhereASpreadsheetSpoiltIt(string text, object fault) =>
        Assert.That(CellText.FaultOf(text, ColumnUse.IdNumber), Is.EqualTo(fault));

    [Test]
    public void Text_OfPowers_IsNoFaultWhereItIsAQuantity() =>
        Assert.That(CellText.FaultOf("9.95E+17", ColumnUse.Quantity), Is.EqualTo(CellFault.None));

    [TestCase("=\"00123\"", "00123")]
    [TestCase("'00123", "00123")]
    [TestCase("_x000D_00123_x000D_", "00123")]
    [TestCase("00123_x000D_", "00123")]
    [TestCase("a_x000D_b", "a_x000D_b")]
    [TestCase("'=\"00123\"_x000D_", "00123")]
    public void Text_WithWhatSpreadsheetsLeaveBehind_IsReadWithoutIt(string text, string read) =>
        Assert.That(TypedText.Visible(CellText.Of(text, ColumnUse.Identity)), Is.EqualTo(read));
}
