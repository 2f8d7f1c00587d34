using System.Text.Json;
using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Composition;
using Certificates.Core.Intake;
using Certificates.Core.Privacy;
using Certificates.Core.Reports;

namespace Certificates.Api.Demo;

/// <summary>One API key a role, in a file that only its owner may read: nobody has to make one to try the demo.</summary>
internal sealed class DemoApiKeys
{
    /// <summary>Keys of every role; those of an institution are of the one that assesses.</summary>
    public static readonly DemoApiKeys All = new("demo-keys.json", "0001", Enum.GetValues<ApiKeyRole>());

    /// <summary>Keys of the institution that trains.</summary>
    public static readonly DemoApiKeys Training =
        new("demo-training-keys.json", TrainingInstitution, [ApiKeyRole.Operator, ApiKeyRole.Approver]);

    /// <summary>The institution that trains.</summary>
    public const string TrainingInstitution = "0002";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string _institution;
    private readonly IReadOnlyList<ApiKeyRole> _roles;

    private DemoApiKeys(string fileName, string institution, IReadOnlyList<ApiKeyRole> roles) =>
        (FileName, _institution, _roles) = (fileName, institution, roles);

    /// <summary>The file's name in the data directory.</summary>
    public string FileName { get; }

    /// <summary>Takes the keys of an earlier start while the register still knows them all, and makes new ones otherwise.</summary>
    public async Task<IReadOnlyDictionary<ApiKeyRole, ApiKey>> KeepAsync(
        IServiceProvider services, DataDirectory data, CancellationToken cancellationToken)
    {
        var keys = services.GetRequiredService<ApiKeys>();
        var path = Path.Combine(data.Path, FileName);
        return await ReadAsync(keys, path, cancellationToken) ?? await MakeAsync(keys, path, cancellationToken);
    }

    private async Task<Dictionary<ApiKeyRole, ApiKey>?> ReadAsync(ApiKeys keys, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var secrets = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllBytesAsync(path, cancellationToken))!;
        var kept = new Dictionary<ApiKeyRole, ApiKey>();
        foreach (var role in _roles)
        {
            var key = secrets.TryGetValue(role.Code(), out var secret) ? await keys.FindAsync(secret, cancellationToken) : null;
            if (key is null)
            {
                return null;
            }

            kept.Add(role, key);
        }

        return kept;
    }

    private async Task<Dictionary<ApiKeyRole, ApiKey>> MakeAsync(ApiKeys keys, string path, CancellationToken cancellationToken)
    {
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        var kept = new Dictionary<ApiKeyRole, ApiKey>();
        foreach (var role in _roles)
        {
            var made = await keys.CreateAsync(role, role.IsOfInstitution()
                ? _institution
                : null, $"Demo {role.Code()}", expiresAt: null, cancellationToken);
            if (!made.TryGet(out var created, out var refusals))
            {
                throw new InvalidOperationException(refusals.First.Message);
            }

            secrets.Add(role.Code(), created.Secret);
            kept.Add(role, created.Key);
        }

        File.Delete(path);
        await using var file = PrivateFiles.Create(path);
        await JsonSerializer.SerializeAsync(file, secrets, Indented, cancellationToken);
        return kept;
    }
}
