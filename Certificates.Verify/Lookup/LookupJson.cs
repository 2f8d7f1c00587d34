using System.Text.Json.Serialization;
using Certificates.Core.Verifying;

namespace Certificates.Verify.Lookup;

/// <summary>Serialisers made at build time: a look-up costs no reflection.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(VerdictDocument))]
[JsonSerializable(typeof(VerdictListDocument))]
internal sealed partial class LookupJson : JsonSerializerContext;
