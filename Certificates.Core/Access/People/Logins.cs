using System.Globalization;
using System.Text;

namespace Certificates.Core.Access.People;

/// <summary>What one signs in with: 3 to 64 lower-case letters, digits, <c>.</c>, <c>-</c>, <c>_</c> and <c>@</c>.</summary>
internal static class Logins
{
    private const int Shortest = 3;
    private const string Signs = ".-_@";

    /// <summary>As it is looked for: half-width, lower case, without spaces around it; of what is longer than any, a part.</summary>
    public static string Plain(string? typed)
    {
        // Halves of characters, which have no normal form, become the sign for what is no character.
        var runes = (typed ?? "").Trim().EnumerateRunes().Take(2 * AccountStore.LoginLength);
        return CultureInfo.InvariantCulture.TextInfo.ToLower(string.Concat(runes).Normalize(NormalizationForm.FormKC));
    }

    /// <summary>Reads one that shall be new; <c>login_invalid</c>.</summary>
    public static Result<string> Read(string? typed)
    {
        var login = Plain(typed);
        return login.Length is >= Shortest and <= AccountStore.LoginLength && login.All(IsOfLogin)
            ? login
            : new Refusal(RefusalCode.LoginInvalid, "login");
    }

    private static bool IsOfLogin(char unit) => char.IsAsciiLetterLower(unit) || char.IsAsciiDigit(unit)
        || Signs.Contains(unit, StringComparison.Ordinal);
}
