using System.Text.Json;
using Certificates.Core;
using Certificates.Core.Access;

namespace Certificates.Api.Demo;

/// <summary>One API key a role, in a file that only its owner may read: nobody has to make one to try the demo.</summary>
internal static class DemoApiKeys
{
    /// <summary>The file's name in the data directory.</summary>
    public const string FileName = "demo-keys.json";

    private const string Institution = "0001";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Takes the keys of an earlier start while the register still knows them all, and makes new ones otherwise.</summary>
    /// <returns>The operator's key.</returns>
    public static async Task<ApiKey> KeepAsync(IServiceProvider services, DataDirectory data, CancellationToken cancellationToken)
    {
        var keys = services.GetRequiredService<ApiKeys>();
        var path = Path.Combine(data.Path, FileName);
        return await ReadAsync(keys, path, cancellationToken) ?? await MakeAsync(keys, path, cancellationToken);
    }

    private static async Task<ApiKey?> ReadAsync(ApiKeys keys, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var secrets = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllBytesAsync(path, cancellationToken))!;
        ApiKey? ofOperator = null;
        foreach (var role in Enum.GetValues<ApiKeyRole>())
        {
            var key = secrets.TryGetValue(role.Code(), out var secret) ? await keys.FindAsync(secret, cancellationToken) : null;
            if (key is null)
            {
                return null;
            }

            ofOperator = role == ApiKeyRole.Operator ? key : ofOperator;
        }

        return ofOperator;
    }

    private static async Task<ApiKey> MakeAsync(ApiKeys keys, string path, CancellationToken cancellationToken)
    {
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        ApiKey? ofOperator = null;
        foreach (var role in Enum.GetValues<ApiKeyRole>())
        {
            var made = await keys.CreateAsync(role, role.IsOfInstitution() ? Institution : null, $"Demo {role.Code()}", expiresAt: null, cancellationToken);
            if (!made.TryGet(out var created, out var refusal))
            {
                throw new InvalidOperationException(refusal.Message);
            }

            secrets.Add(role.Code(), created.Secret);
            ofOperator = role == ApiKeyRole.Operator ? created.Key : ofOperator;
        }

        File.Delete(path);
        await using var file = PrivateFiles.Create(path);
        await JsonSerializer.SerializeAsync(file, secrets, Indented, cancellationToken);
        return ofOperator!;
    }
}
