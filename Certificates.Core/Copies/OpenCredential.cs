using System.Text.Json.Nodes;
using Certificates.Core.Register;
using Certificates.Core.Register.StatusLists;
using Certificates.Core.Signing;
using Certificates.Core.Style;

namespace Certificates.Core.Copies;

/// <summary>
/// A certificate as an Open Badge (1EdTech Open Badges 3.0, which is a W3C Verifiable Credential 2.0): what the page prints, but for the
/// photo and the identity document, which nobody needs to have twice.
/// </summary>
internal static class OpenCredential
{
    /// <summary>The schema the credential is of, as the specification names it.</summary>
    public const string Schema = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

    /// <summary>The credential of a version, not signed yet.</summary>
    /// <param name="version">The version in force.</param>
    /// <param name="id">What this one credential is called; of the subject too, who has no other name in such places.</param>
    /// <param name="place">Its bit.</param>
    /// <param name="issuer">Who signs.</param>
    public static JsonObject Of(VersionRecord version, Guid id, CredentialPlace place, DidWeb issuer)
    {
        var validFrom = ChinaTime.StartOf(version.IssuedOn);
        return new JsonObject
        {
            ["@context"] = new JsonArray(
                "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
            ["id"] = $"urn:uuid:{id}",
            ["type"] = new JsonArray("VerifiableCredential", "OpenBadgeCredential"),
            ["name"] = $"{version.Kind.Chinese()} · {version.OccupationName} · {version.Grade.Chinese()}",
            ["description"] = $"{version.Kind.English()} · {version.OccupationEnglishName} · {version.Grade.English()}",
            ["issuer"] = new JsonObject
            {
                ["id"] = issuer.Id,
                ["type"] = new JsonArray("Profile"),
                ["name"] = version.InstitutionName,
                ["url"] = issuer.Address("/"),
            },
            ["validFrom"] = CredentialList.Text(validFrom),
            ["credentialSubject"] = Subject(version, id, issuer),
            ["credentialStatus"] = CredentialList.Entry(issuer, place),
            ["credentialSchema"] = new JsonArray(
                new JsonObject { ["id"] = Schema, ["type"] = "1EdTechJsonSchemaValidator2019" }),

            // Open Badges 3.0, 8.2.4.1, wants these beside what they repeat.
            ["jti"] = $"urn:uuid:{id}",
            ["sub"] = SubjectOf(id),
            ["nbf"] = validFrom.ToUnixTimeSeconds(),
        };
    }

    private static string SubjectOf(Guid id) => $"urn:uuid:{id}#holder";

    private static JsonObject Subject(VersionRecord version, Guid id, DidWeb issuer) => new()
    {
        ["id"] = SubjectOf(id),
        ["type"] = new JsonArray("AchievementSubject"),
        ["identifier"] = new JsonArray(Identity("name", version.Name), Identity("identifier", version.Number)),
        ["licenseNumber"] = version.Number,
        ["achievement"] = Achievement(version, issuer),
    };

    /// <summary>In clear, as on the page: whoever is shown the credential is to compare it.</summary>
    private static JsonObject Identity(string type, string said) => new()
    {
        ["type"] = "IdentityObject",
        ["hashed"] = false,
        ["identityHash"] = said,
        ["identityType"] = type,
    };

    private static JsonObject Achievement(VersionRecord version, DidWeb issuer)
    {
        var statement = UnifiedStyle.Current.Single(style => style.Kind == version.Kind).Texts.Statement;
        var achievement = new JsonObject
        {
            ["id"] = issuer.Address($"/v1/catalogue#{version.OccupationCode}-{version.Kind.Code()}-{version.Grade.Code()}"),
            ["type"] = new JsonArray("Achievement"),
            ["achievementType"] = version.Kind switch
            {
                CertificateKind.Grade => "Certification",
                CertificateKind.Training => "CertificateOfCompletion",
            },
            ["name"] = $"{version.OccupationName} · {version.Grade.Chinese()}",
            ["description"] = $"{version.OccupationEnglishName} · {version.Grade.English()}",
            ["criteria"] = new JsonObject { ["narrative"] = $"{statement.Chinese} {statement.English}" },
            ["humanCode"] = version.OccupationCode,
            ["fieldOfStudy"] = version.OccupationName,
            ["inLanguage"] = "zh-CN",
        };
        if (version.DirectionName is { } direction)
        {
            achievement["specialization"] = direction;
        }

        return achievement;
    }
}
