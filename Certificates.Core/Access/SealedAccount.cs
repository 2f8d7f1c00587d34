using Certificates.Core.Privacy;

namespace Certificates.Core.Access;

/// <summary>What of an account its seal is over: whose it is, whether it stands, and every way in but what each use changes.</summary>
internal sealed class SealedAccount
{
    /// <summary>Accounts; a condition follows.</summary>
    public const string Columns = """
        SELECT a.Id, a.KeyId, a.Login, a.State, a.PasswordHash, a.MustChangePassword, a.FactorCipher, a.FactorKeyId, a.FactorConfirmedAt,
            a.Issuer, a.Subject, a.Seal
        FROM Account a
        """;

    public required long Id { get; init; }
    public required long KeyId { get; init; }
    public required string Login { get; init; }
    public required long State { get; init; }
    public string? PasswordHash { get; init; }
    public required bool MustChangePassword { get; init; }
    public byte[]? FactorCipher { get; init; }
    public string? FactorKeyId { get; init; }
    public DateTimeOffset? FactorConfirmedAt { get; init; }
    public string? Issuer { get; init; }
    public string? Subject { get; init; }
    public byte[]? Seal { get; init; }

    public SealText WriteTo(SealText text) => text.Add(Id).Add(KeyId).Add(Login).Add(State).Add(PasswordHash)
        .Add(MustChangePassword ? 1L : 0L).Add(FactorCipher).Add(FactorKeyId).Add(FactorConfirmedAt).Add(Issuer).Add(Subject);
}

/// <summary>What of a passkey the seal of its account is over.</summary>
internal sealed class SealedPasskey
{
    /// <summary>Passkeys; a condition follows.</summary>
    public const string Columns = "SELECT p.Id, p.AccountId, p.CredentialHash, p.CredentialId, p.PublicKey FROM Passkey p";

    public required long Id { get; init; }
    public required long AccountId { get; init; }
    public required byte[] CredentialHash { get; init; }
    public required byte[] CredentialId { get; init; }
    public required byte[] PublicKey { get; init; }

    public void WriteTo(SealText text) => text.Add(Id).Add(AccountId).Add(CredentialHash).Add(CredentialId).Add(PublicKey);
}
