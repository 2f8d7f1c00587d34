using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Certificates.Core.Coding;

/// <summary>
/// Identifier of one version of an electronic licence, GB/T 36904-2018: root <c>1.2.156.3005.2</c>, type (21 characters), issuer
/// (unified credit code, or a 6-digit region on older licences), serial, version (3 digits), check character MOD 37,36 over those
/// four without dots. <see cref="TryParse"/> and <see cref="Create"/> are the only ways in.
/// </summary>
public sealed record LicenceIdentifier
{
    /// <summary>
    /// A type for demonstrations: whoever defined it would be of the region 990000, which is none (GB/T 2260), so the state assigned it to
    /// nobody.
    /// </summary>
    public const string DemonstrationType = "11990000000000000D901";

    private const string Root = "1.2.156.3005.2.";

    /// <summary>What the register keeps begins so where no type was assigned: unique as an identifier is, and none.</summary>
    private const string NoType = "none.";

    private LicenceIdentifier(string type, string issuer, string serial, int version) =>
        (Type, Issuer, Serial, Version) = (type, issuer, serial, version);

    /// <summary>证照类型代码: credit code of who defined the type, and 3 digits.</summary>
    public string Type { get; }

    /// <summary>证照颁发机构代码.</summary>
    public string Issuer { get; }

    /// <summary>流水号, at most 32 of 0–9 A–Z.</summary>
    public string Serial { get; }

    /// <summary>版本号, 1–999: rises with each correction of the same certificate.</summary>
    public int Version { get; }

    /// <summary>The whole identifier with root, dots and check character.</summary>
    public string Value =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}{Type}.{Issuer}.{Serial}.{Version:000}.{CheckCharacter}");

    private char CheckCharacter =>
        Iso7064.Mod37And36(string.Create(CultureInfo.InvariantCulture, $"{Type}{Issuer}{Serial}{Version:000}"));

    /// <summary>Makes an identifier; the check character is worked out.</summary>
    /// <exception cref="ArgumentException">A part has another form than the standard gives it.</exception>
    public static LicenceIdentifier Create(string type, string issuer, string serial, int version) =>
        IsCode(type, 21, 21) && (IsCode(issuer, 18, 18) || IsCode(issuer, 6, 6)) && IsCode(serial, 1, 32) && version is >= 1 and <= 999
            ? new LicenceIdentifier(type, issuer, serial, version)
            : throw new ArgumentException($"No licence identifier can be made of {type}, {issuer}, {serial}, {version}.", nameof(type));

    /// <summary>Reads an identifier, with or without its root.</summary>
    /// <param name="text">The text; lower case, full-width forms and outer spaces are taken.</param>
    /// <param name="identifier">The identifier, when it is one.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out LicenceIdentifier? identifier)
    {
        identifier = null;
        var value = TypedText.FoldUpper(text);
        var parts = (value.StartsWith(Root, StringComparison.Ordinal) ? value[Root.Length..] : value).Split('.');
        if (parts is not [var type, var issuer, var serial, { Length: 3 } version, { Length: 1 } check]
            || !IsCode(type, 21, 21) || !(IsCode(issuer, 18, 18) || IsCode(issuer, 6, 6)) || !IsCode(serial, 1, 32)
            || !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return false;
        }

        var read = new LicenceIdentifier(type, issuer, serial, number);
        identifier = read.CheckCharacter == check[0] ? read : null;
        return identifier is not null;
    }

    /// <summary>
    /// What the register keeps of a version: its identifier or, where <paramref name="type"/> is empty, a text that is none. Types are
    /// assigned by the state, so none is made up.
    /// </summary>
    /// <exception cref="ArgumentException">A part has another form than the standard gives it.</exception>
    public static string Kept(string type, string issuer, string serial, int version) => type.Length > 0
        ? Create(type, issuer, serial, version).Value
        : string.Create(CultureInfo.InvariantCulture, $"{NoType}{issuer}.{serial}.{version:000}");

    /// <summary>The same of a later version of the same certificate.</summary>
    /// <param name="kept">What the register keeps of an earlier one.</param>
    /// <param name="version">1–999.</param>
    /// <exception cref="ArgumentException">It is not as <see cref="Kept"/> wrote it.</exception>
    public static string KeptOfVersion(string kept, int version) =>
        TryParse(kept, out var identifier) ? Create(identifier.Type, identifier.Issuer, identifier.Serial, version).Value
        : kept.StartsWith(NoType, StringComparison.Ordinal) && kept.Split('.') is [_, var issuer, var serial, _]
            ? Kept("", issuer, serial, version)
        : throw new ArgumentException("The register keeps no licence identifier in this form.", nameof(kept));

    /// <summary>The identifier of what the register keeps; null where it has none.</summary>
    public static string? Of(string kept) => kept.StartsWith(NoType, StringComparison.Ordinal) ? null : kept;

    /// <summary>The issuer's credit code in what the register keeps; empty where it is of no known form.</summary>
    public static string IssuerOf(string kept) => TryParse(kept, out var identifier) ? identifier.Issuer
        : kept.StartsWith(NoType, StringComparison.Ordinal) ? kept.Split('.')[1]
        : "";

    /// <summary>Whether a text has the form of a 证照类型代码: the credit code of who defined it (GB 32100), and 3 digits.</summary>
    public static bool IsType(string text) =>
        text.Length == 21 && UnifiedCreditCode.TryParse(text[..18], out var definer, out _) && definer.Value == text[..18]
        && text[18..].All(char.IsAsciiDigit);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsCode(string part, int shortest, int longest) =>
        part.Length >= shortest && part.Length <= longest && part.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));
}
