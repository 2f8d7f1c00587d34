using System.Net.Http.Headers;
using Certificates.Core;
using Certificates.Core.Access;

namespace Certificates.Verify.Bulk;

/// <summary>Who may check long lists: keys of the register with the role checker.</summary>
internal sealed class CheckerKey(ApiKeys keys)
{
    /// <summary>How a key is sent.</summary>
    public const string Scheme = "Bearer";

    /// <summary>The key of a request, <c>Authorization: Bearer</c> (RFC 6750).</summary>
    /// <returns>As <see cref="OfSecretAsync"/>; nobody's key when there is no such header.</returns>
    public Task<Result<Checker>> OfHeaderAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        string? sent = request.Headers.Authorization;
        if (string.IsNullOrWhiteSpace(sent))
        {
            return Task.FromResult<Result<Checker>>(new Checker(null));
        }

        var isBearer = AuthenticationHeaderValue.TryParse(sent, out var header)
            && string.Equals(header.Scheme, Scheme, StringComparison.OrdinalIgnoreCase);
        return OfSecretAsync(isBearer ? header?.Parameter ?? "" : "", cancellationToken);
    }

    /// <summary>
    /// The key with this secret: <c>unauthenticated</c> (401) when none in force has it, <c>role_not_allowed</c> (403) when its role is
    /// another.
    /// </summary>
    public async Task<Result<Checker>> OfSecretAsync(string secret, CancellationToken cancellationToken) =>
        await keys.FindAsync(secret, cancellationToken) switch
        {
            null => new Refusal(RefusalCode.Unauthenticated, null,
                $"Send 'Authorization: {Scheme} <key>' with a key that is in force, or none.",
                $"请以“Authorization: {Scheme} <key>”发送有效的密钥，或不发送密钥。"),
            { Role: ApiKeyRole.Checker } key => new Checker(key),
            _ => new Refusal(RefusalCode.RoleNotAllowed, null,
                "Lists are checked with a key of the role checker.",
                "批量查验须使用 checker 角色的密钥。"),
        };
}

/// <summary>Who checks a list.</summary>
/// <param name="Key">Null for everybody.</param>
internal sealed record Checker(ApiKey? Key);
