using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Certificates.Core;

/// <summary>
/// A reason code of the contract, one of a closed set: clients compare the code, people read the texts. A further code is a further
/// field of a file in the folder Refusals, with its kind and both texts, or it does not compile.
/// </summary>
public sealed partial class RefusalCode
{
    private RefusalCode(string code, RefusalKind kind, string chinese, string english, string? brief = null) =>
        (Code, Kind, Chinese, English, Brief) = (code, kind, chinese, english, brief);

    /// <summary>Every code there is, by its name.</summary>
    public static IReadOnlyList<RefusalCode> All => Set.All;

    /// <summary>As clients read it, snake_case; never changed once it was answered.</summary>
    public string Code { get; }

    /// <summary>What the caller makes of it: services take their status from it.</summary>
    public RefusalKind Kind { get; }

    /// <summary>What is wrong and what to do, in Chinese, without particulars.</summary>
    public string Chinese { get; }

    /// <summary>The same in English.</summary>
    public string English { get; }

    /// <summary>In Chinese without a full stop, for a cell that lists what is wrong with a row; null for a code that no row gets.</summary>
    public string? Brief { get; }

    /// <summary>Reads a code; false for one that is not of the set.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RefusalCode? code)
    {
        code = null;
        return text is not null && Set.ByCode.TryGetValue(text, out code);
    }

    /// <summary>The code, as clients read it.</summary>
    public override string ToString() => Code;

    /// <summary>A code as the register stored it. One that a release before this answered and this does not is read as it stands.</summary>
    internal static RefusalCode Stored(string code) => TryParse(code, out var known) ? known : new RefusalCode(
        code,
        RefusalKind.Unmet,
        "该原因由系统的早先版本记录，请看具体说明。",
        "An earlier release of the service recorded this reason: read its particulars.");

    // The fields stand in several files, whose order of initialisation is nobody's to rely on: they are gathered when first asked for.
    private static class Set
    {
        public static readonly IReadOnlyList<RefusalCode> All =
        [
            .. typeof(RefusalCode).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => (RefusalCode)field.GetValue(null)!)
                .OrderBy(code => code.Code, StringComparer.Ordinal),
        ];

        public static readonly FrozenDictionary<string, RefusalCode> ByCode =
            All.ToFrozenDictionary(code => code.Code, StringComparer.Ordinal);
    }
}
