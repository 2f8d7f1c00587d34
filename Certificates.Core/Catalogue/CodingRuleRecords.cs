using System.Text.Encodings.Web;
using System.Text.Json;
using Certificates.Core.Coding;

namespace Certificates.Core.Catalogue;

/// <summary>Coding rules as the register keeps them: whoever reads it in thirty years must be able to read its numbers.</summary>
internal static class CodingRuleRecords
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static CodingRuleRecord Of(CodingRule rule) => new(
        rule.Id,
        rule.Name,
        rule.ValidFrom,
        rule.ForIssuing,
        JsonSerializer.Serialize(new { rule.Segments, Check = rule.Check.ToString() }, Json));
}
