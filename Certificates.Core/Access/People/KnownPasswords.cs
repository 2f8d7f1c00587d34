using System.Collections.Frozen;
using System.Reflection;

namespace Certificates.Core.Access.People;

/// <summary>
/// Passwords that leaked from other services and are tried first: the list of zxcvbn (THIRD-PARTY-NOTICES), words of six characters and
/// more, in lower case.
/// </summary>
internal static class KnownPasswords
{
    private static readonly Lazy<FrozenSet<string>> All = new(Read);

    /// <summary>True of a word of the list, whatever its case and whatever digits and signs were put around it.</summary>
    public static bool Has(string password)
    {
        var (first, last) = (0, password.Length - 1);
        while (first <= last && !char.IsLetter(password[first]))
        {
            first++;
        }

        while (last >= first && !char.IsLetter(password[last]))
        {
            last--;
        }

        return All.Value.Contains(password) || All.Value.Contains(password[first..(last + 1)]);
    }

    private static FrozenSet<string> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("known-passwords")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
