using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Certificates.Web.Pages;

/// <summary>
/// A Razor component as a whole answer. Rendered here and not by the component endpoint, whose fixed encoder turns every Chinese
/// character into a numeric entity: what a page says must be readable in its source, at a third of the bytes.
/// </summary>
internal static partial class Html
{
    /// <summary>The page <typeparamref name="TPage"/> with its parameters.</summary>
    public static IResult Page<TPage>(int status, params (string Name, object? Value)[] parameters) where TPage : IComponent =>
        new PageResult(typeof(TPage), parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal), status);

    private static string Readable(string html) => NumericEntity().Replace(html, static match =>
    {
        var codePoint = int.Parse(match.ValueSpan[3..^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return codePoint > 0xA0 && Rune.IsValid(codePoint) && IsVisible(new Rune(codePoint))
            ? char.ConvertFromUtf32(codePoint)
            : match.Value;
    });

    /// <summary>Letters, marks, digits, punctuation and symbols; format characters stay entities, where a reader can see them.</summary>
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    [GeneratedRegex("&#x[0-9A-F]{2,6};", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumericEntity();

    private sealed class PageResult(Type page, Dictionary<string, object?> parameters, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var services = httpContext.RequestServices;
            services.GetRequiredService<PageRequest>().Http = httpContext;
            await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
            var html = await renderer.Dispatcher.InvokeAsync(async () =>
                (await renderer.RenderComponentAsync(page, ParameterView.FromDictionary(parameters))).ToHtmlString());
            await Results.Text(Readable(html), "text/html; charset=utf-8", Encoding.UTF8, status).ExecuteAsync(httpContext);
        }
    }
}
