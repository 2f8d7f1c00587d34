namespace Certificates.Web.Guards;

/// <summary>A cookie that holds nothing but the random secret of a session; no script reads it, and no other site can send it.</summary>
/// <param name="name">Its name, which over https has a prefix that makes the browser itself refuse it from a sister domain.</param>
internal sealed class SessionCookie(string name)
{
    /// <summary>The secret; null when the browser sent none.</summary>
    public string? Read(HttpContext http) => http.Request.Cookies[NameOf(http)];

    /// <summary>Gives the browser the secret for as long as the session lives.</summary>
    public void Give(HttpContext http, string secret, TimeSpan life) =>
        http.Response.Cookies.Append(NameOf(http), secret, Flags(http, life));

    /// <summary>Takes it from the browser.</summary>
    public void Take(HttpContext http) => http.Response.Cookies.Delete(NameOf(http), Flags(http, life: null));

    private string NameOf(HttpContext http) => http.Request.IsHttps ? $"__Host-{name}" : name;

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
