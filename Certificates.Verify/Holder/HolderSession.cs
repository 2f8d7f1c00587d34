using System.Globalization;
using System.Security.Cryptography;
using Certificates.Core.Register;
using Microsoft.AspNetCore.DataProtection;

namespace Certificates.Verify.Holder;

/// <summary>
/// Who is signed in, in a protected cookie that holds no personal data and that no other site can send. It ends by itself
/// <see cref="Life"/> after the last page, and with the pick-up code it was opened by.
/// </summary>
internal sealed class HolderSession(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long it lives without a page being opened.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(20);

    private readonly IDataProtector _protector = protection.CreateProtector("Certificates.Verify.Holder");

    /// <summary>Signs in.</summary>
    public void Open(HttpContext http, HolderReference holder)
    {
        var until = clock.GetUtcNow().Add(Life).ToUnixTimeSeconds();
        var kept = string.Create(CultureInfo.InvariantCulture, $"{until} {holder.Text}");
        http.Response.Cookies.Append(NameOf(http), _protector.Protect(kept), Flags(http, Life));
    }

    /// <summary>Who asks, and lives on from now; null when nobody is signed in.</summary>
    public HolderReference? Continue(HttpContext http)
    {
        if (Read(http.Request.Cookies[NameOf(http)]) is not { } holder)
        {
            return null;
        }

        Open(http, holder);
        return holder;
    }

    /// <summary>Signs out.</summary>
    public static void End(HttpContext http) => http.Response.Cookies.Delete(NameOf(http), Flags(http, life: null));

    private HolderReference? Read(string? cookie)
    {
        if (cookie is null || Unprotect(cookie)?.Split(' ') is not [var until, var text])
        {
            return null;
        }

        var ends = DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, CultureInfo.InvariantCulture));
        return ends > clock.GetUtcNow() && HolderReference.TryParse(text, out var holder) ? holder : null;
    }

    /// <summary>What we wrote; null for a cookie that somebody else made, or of a key that is gone.</summary>
    private string? Unprotect(string cookie)
    {
        try
        {
            return _protector.Unprotect(cookie);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Over https the prefix makes the browser itself refuse such a cookie from a sister domain.</summary>
    private static string NameOf(HttpContext http) => http.Request.IsHttps ? "__Host-holder" : "holder";

    private static CookieOptions Flags(HttpContext http, TimeSpan? life) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = life,
        Path = "/",
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
    };
}
