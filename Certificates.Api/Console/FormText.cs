using System.Globalization;

namespace Certificates.Api.Console;

/// <summary>What a person sends: fields as they are typed, and parts of the address.</summary>
internal static class FormText
{
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>Trimmed; null for a field that was left empty.</summary>
    public static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>A day as a field or an address has it; null for none, or one that is none.</summary>
    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The same the other way.</summary>
    public static string? Day(DateOnly? day) => day?.ToString(DayForm, CultureInfo.InvariantCulture);

    /// <summary>A part of the address that was asked for, such as an id.</summary>
    public static T Part<T>(this HttpContext http, string name)
        where T : IParsable<T> => T.Parse((string)http.GetRouteValue(name)!, CultureInfo.InvariantCulture);
}
