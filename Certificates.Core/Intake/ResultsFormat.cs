namespace Certificates.Core.Intake;

/// <summary>The forms a results file may have.</summary>
public enum ResultsFormat
{
    /// <summary>RFC 4180, UTF-8 or GB 18030.</summary>
    Csv,

    /// <summary>The first sheet of an Excel workbook.</summary>
    Xlsx,

    /// <summary>An object with the array <c>results</c>.</summary>
    Json,
}
