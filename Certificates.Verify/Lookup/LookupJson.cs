using System.Text.Json.Serialization;
using Certificates.Verify.Bulk;

namespace Certificates.Verify.Lookup;

/// <summary>Serialisers made at build time: a look-up costs no reflection.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(VerificationRequest))]
[JsonSerializable(typeof(VerdictDocument))]
[JsonSerializable(typeof(VerdictListDocument))]
[JsonSerializable(typeof(ListItemDocument))]
internal sealed partial class LookupJson : JsonSerializerContext;
