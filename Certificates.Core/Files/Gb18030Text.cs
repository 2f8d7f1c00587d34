using System.Collections.Frozen;

namespace Certificates.Core.Files;

/// <summary>
/// GB 18030-2022 gives FE59 FE61 FE66 FE67 FE6D FE7E FE90 FEA0 the characters U+9FB4–U+9FBB; the platform's decoder keeps to the
/// 2000 edition, where they were private use, and a name in them would be refused.
/// </summary>
internal static class Gb18030Text
{
    private static readonly FrozenDictionary<char, char> Characters = new Dictionary<char, char>
    {
        ['\uE81E'] = '\u9FB4',
        ['\uE826'] = '\u9FB5',
        ['\uE82B'] = '\u9FB6',
        ['\uE82C'] = '\u9FB7',
        ['\uE832'] = '\u9FB8',
        ['\uE843'] = '\u9FB9',
        ['\uE854'] = '\u9FBA',
        ['\uE864'] = '\u9FBB',
    }.ToFrozenDictionary();

    /// <summary>The text with the eight characters as the 2022 edition reads them.</summary>
    public static string By2022(string text) =>
        text.AsSpan().ContainsAnyInRange('\uE81E', '\uE864')
            ? string.Create(text.Length, text, static (target, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                {
                    target[i] = Characters.GetValueOrDefault(source[i], source[i]);
                }
            })
            : text;
}
