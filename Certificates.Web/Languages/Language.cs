using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Certificates.Web.Languages;

/// <summary>
/// Chinese unless English was chosen: by <c>?lang=en</c>, which a cookie then remembers. The browser's own wish is not asked: the
/// certificate is a Chinese paper, and what it is compared with should not change with the machine.
/// </summary>
internal sealed class Language : RequestCultureProvider
{
    public const string Chinese = "zh-CN";
    public const string English = "en";
    private const string Name = "lang";

    /// <summary>True when the current request is answered in English.</summary>
    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == English;

    /// <summary>The value of the <c>lang</c> attribute.</summary>
    public static string Current => IsEnglish ? English : Chinese;

    public static RequestLocalizationOptions Localization()
    {
        var options = new RequestLocalizationOptions();
        options.SetDefaultCulture(Chinese).AddSupportedCultures(Chinese, English).AddSupportedUICultures(Chinese, English);
        options.RequestCultureProviders = [new Language()];
        return options;
    }

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        string? chosen = httpContext.Request.Query[Name];
        if (chosen is not null)
        {
            chosen = Known(chosen);
            httpContext.Response.Cookies.Append(Name, chosen, new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = httpContext.Request.IsHttps,
            });
        }

        return Task.FromResult<ProviderCultureResult?>(new(Known(chosen ?? httpContext.Request.Cookies[Name])));
    }

    private static string Known(string? language) => language == English ? English : Chinese;
}
