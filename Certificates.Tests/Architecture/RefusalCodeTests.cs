using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Certificates.Core;
using Certificates.Web.Problems;

namespace Certificates.Tests.Architecture;

/// <summary>The reason codes are one closed set, and what clients read of them is written from it.</summary>
internal sealed partial class RefusalCodeTests
{
    /// <summary>The codes that the contract with clients names.</summary>
    private static readonly string[] OfTheContract =
    [
        "row_malformed", "candidate_number_missing", "candidate_number_duplicated", "name_missing", "name_invalid", "name_too_long",
        "glyph_missing", "id_type_unknown", "id_number_invalid", "occupation_unknown", "direction_missing", "direction_unknown",
        "grade_unknown", "score_missing", "score_out_of_range", "assessed_on_missing", "assessed_on_invalid", "assessed_on_in_future",
        "institution_not_authorised", "photo_missing", "photo_invalid", "batch_declined", "theory_below_pass", "ability_below_pass",
        "certificate_exists", "file_empty", "file_unreadable", "encoding_mixed", "columns_missing", "columns_duplicated",
        "photos_unreadable", "file_too_large", "too_many_rows", "idempotency_conflict", "move_not_allowed", "two_of_three_required",
        "number_mistyped", "token_unreadable", "purpose_missing", "complaint_upheld", "report_item_unknown", "report_text_invalid",
        "too_many_reports", "report_answered", "state_unknown", "not_a_pdf",
    ];

    private static IReadOnlyList<RefusalCode> All => RefusalCode.All;

    private static string Reference => Path.Combine(Repository.Root, "docs", "problems.md");

    [TestCaseSource(nameof(OfTheContract))]
    public void Contract_Code_IsOfTheSet(string code) => Assert.That(RefusalCode.TryParse(code, out _), Is.True);

    [TestCase("no_such_code")]
    [TestCase("")]
    [TestCase(null)]
    public void TryParse_OfNoCode_IsFalse(string? code) => Assert.That(RefusalCode.TryParse(code, out _), Is.False);

    [Test]
    public void All_HasEveryMemberOnce()
    {
        var members = typeof(RefusalCode).GetMembers(BindingFlags.Public | BindingFlags.Static)
            .Select(member => member switch
            {
                FieldInfo field => field.GetValue(null),
                PropertyInfo property => property.GetValue(null),
                _ => null,
            })
            .OfType<RefusalCode>();

        Assert.That(All, Is.EquivalentTo(members));
        Assert.That(All.Select(code => code.Code), Is.Unique);
    }

    [Test]
    public void Member_IsNamedAsItsCode()
    {
        var misnamed = typeof(RefusalCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.Name != Pascal(((RefusalCode)field.GetValue(null)!).Code)).Select(field => field.Name);

        Assert.That(misnamed, Is.Empty);
    }

    [Test]
    public void Codes_AreSnakeCase() => Assert.That(All.Select(code => code.Code), Has.All.Match(SnakeCase().ToString()));

    [Test]
    public void Texts_AreSentencesOfTheirLanguageWithoutCodes()
    {
        var faulty = All.Where(code =>
            !(code.Chinese.EndsWith('。') && Han().IsMatch(code.Chinese) && code.English.EndsWith('.') && !Han().IsMatch(code.English))
            || CodeInText().IsMatch(code.Chinese + code.English)
            || code.Brief?.EndsWith('。') == true);

        Assert.That(faulty, Is.Empty);
    }

    [TestCaseSource(nameof(Kinds))]
    public void Kind_HasAStatusThatSaysNo(RefusalKind kind) => Assert.That(kind.Status(), Is.InRange(400, 599));

    [TestCaseSource(nameof(Kinds))]
    public void Kind_IsThatOfACode(RefusalKind kind) => Assert.That(All.Select(code => code.Kind), Has.Some.EqualTo(kind));

    /// <summary>A code in quotes where a refusal is made is one that the set does not know.</summary>
    [Test]
    public void ProductSources_NameCodesByTheSet()
    {
        var elsewhere = new[] { "Certificates.Api", "Certificates.Core", "Certificates.Verify", "Certificates.Web" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.*", SearchOption.AllDirectories))
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/Refusals/", StringComparison.Ordinal))
            .Where(path => QuotedCode().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, path))));

        Assert.That(elsewhere, Is.Empty);
    }

    /// <summary>Set CERTIFICATES_WRITE_DOCS=1 to write the reference anew.</summary>
    [Test]
    public void Reference_SaysWhatTheSetSays()
    {
        var text = ReferenceText();
        if (Environment.GetEnvironmentVariable("CERTIFICATES_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Reference)!);
            File.WriteAllText(Reference, text);
        }

        Assert.That(File.Exists(Reference) ? File.ReadAllText(Reference) : "", Is.EqualTo(text), "write it anew with CERTIFICATES_WRITE_DOCS=1");
    }

    private static RefusalKind[] Kinds() => Enum.GetValues<RefusalKind>();

    private static string ReferenceText()
    {
        var text = new StringBuilder("""
            # Reason codes

            A problem document (RFC 9457) of either service carries one of these codes as `code`, with the status of its kind. `detail` says
            the particulars, in Chinese for a caller whose `Accept-Language` prefers it, else in English; `errors` says them at each field.
            Programs compare the code; it never changes. A row of a file that leads to no certificate carries its codes under `reasons`,
            whatever the status of the answer.

            `type` is the address of a page of the verification site that explains the code: `https://<domain>/problems/<code>`. Before, the
            issuing service wrote `/problems/<code>` and the verification site `urn:certificates:problem:<code>`.

            This table is written from the codes in the program.

            | Code | Kind | Status | 中文 | English |
            |---|---|---|---|---|

            """);
        foreach (var code in All)
        {
            text.AppendLine(Invariant($"| `{code}` | {Words(code.Kind)} | {code.Kind.Status()} | {code.Chinese} | {code.English} |"));
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Words(RefusalKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()).Replace('_', ' ');

    private static string Pascal(string code) => string.Concat(code.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    [GeneratedRegex("^[a-z]+(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();

    [GeneratedRegex("[a-z]_[a-z]")]
    private static partial Regex CodeInText();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();

    [GeneratedRegex("""new Refusal\(\s*\$?"|\bCode(: | [!=]= )"[a-z_]+"|Require\([^;]*?, "[a-z]+_[a-z_]+", """)]
    private static partial Regex QuotedCode();
}
