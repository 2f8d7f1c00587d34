using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Certificates.Core.Access.People;

/// <summary>
/// The second factor: codes of an authenticator (TOTP, RFC 6238: SHA-1, six digits, thirty seconds, as every authenticator has them), each
/// good once; and ten printed codes of which each stands in for it once.
/// </summary>
public sealed class Factors
{
    private const string Issuer = "专业技术等级证书";
    private const int SecretLength = 20;
    private const int CodeCount = 10;
    private const int CodeLength = 12;
    private const int LongestCode = 40;
    private const string CodeAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    private readonly AccountStore _store;
    private readonly DataCipher _identity;
    private readonly SealHashes _hashes;
    private readonly TimeProvider _clock;

    internal Factors(
        AccountStore store, [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity, SealHashes hashes, TimeProvider clock) =>
        (_store, _identity, _hashes, _clock) = (store, identity, hashes, clock);

    /// <summary>
    /// The secret that an account without an authenticator will share with one: as text to be typed and as the address that is drawn as a
    /// code. The same until it is confirmed; null for an account that has one.
    /// </summary>
    public async Task<FactorSecret?> OfferAsync(Account account, CancellationToken cancellationToken)
    {
        var record = await _store.FindAsync(account.Id, cancellationToken);
        if (record is null or { FactorConfirmedAt: not null })
        {
            return null;
        }

        var secret = record.FactorCipher is null ? await MakeAsync(account.Id, cancellationToken) : Secret(record);
        return new FactorSecret(
            Base32Encoding.ToString(secret), new OtpUri(OtpType.Totp, secret, account.Login, Issuer).ToString());
    }

    /// <summary>True when this is a code of now that was not used before, or a printed one; either is used up.</summary>
    public async Task<bool> PassAsync(Account account, string? typed, CancellationToken cancellationToken)
    {
        var code = Plain(typed);
        return code.Length == CodeLength
            ? account.HasFactor && await _store.UseCodeAsync(account.Id, _hashes.OfSecret(code), _clock.GetUtcNow(), cancellationToken)
            : account.HasTotp && await IsOfNowAsync(account.Id, code, cancellationToken);
    }

    /// <summary>True when this is a code of now by the secret that was offered; it is confirmed by that.</summary>
    public Task<bool> ConfirmAsync(Account account, string? typed, CancellationToken cancellationToken) =>
        IsOfNowAsync(account.Id, Plain(typed), cancellationToken);

    /// <summary>Makes ten new codes, shown this once; those before end.</summary>
    public async Task<IReadOnlyList<string>> MakeCodesAsync(Account account, CancellationToken cancellationToken)
    {
        var codes = Enumerable.Range(0, CodeCount).Select(_ => RandomNumberGenerator.GetString(CodeAlphabet, CodeLength)).ToList();
        await _store.SetCodesAsync(account.Id, [.. codes.Select(_hashes.OfSecret)], cancellationToken);
        return [.. codes.Select(code => string.Join('-', code.Chunk(4).Select(group => new string(group))))];
    }

    /// <summary>How many of the printed codes are left.</summary>
    public Task<long> CountCodesAsync(Account account, CancellationToken cancellationToken) =>
        _store.CountCodesAsync(account.Id, cancellationToken);

    private async Task<bool> IsOfNowAsync(long accountId, string code, CancellationToken cancellationToken)
    {
        var record = await _store.FindAsync(accountId, cancellationToken);
        return record?.FactorCipher is not null
            && new Totp(Secret(record)).VerifyTotp(_clock.GetUtcNow().UtcDateTime, code, out var step, Window)
            && await _store.UseStepAsync(accountId, step, _clock.GetUtcNow(), cancellationToken);
    }

    private async Task<byte[]> MakeAsync(long accountId, CancellationToken cancellationToken)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        await _store.SetFactorAsync(accountId, _identity.Encrypt(secret, Places.Factor(accountId)), _identity.KeyId, cancellationToken);
        return secret;
    }

    private byte[] Secret(AccountRecord record) =>
        _identity.Decrypt(record.FactorCipher!, record.FactorKeyId!, Places.Factor(record.Id));

    private static string Plain(string? typed) =>
        string.Concat(string.Concat((typed ?? "").EnumerateRunes().Take(LongestCode)).Normalize(NormalizationForm.FormKC)
            .Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}

/// <summary>What an authenticator is set up with.</summary>
/// <param name="Text">The secret in base 32, to be typed.</param>
/// <param name="Address">The same as <c>otpauth:</c>, to be drawn as a code.</param>
public sealed record FactorSecret(string Text, string Address)
{
    /// <summary>Never prints it.</summary>
    public override string ToString() => nameof(FactorSecret);
}
