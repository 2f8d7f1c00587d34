using System.Globalization;
using Certificates.Core.Access.People;
using Microsoft.AspNetCore.Identity;

namespace Certificates.Api.Console.SignIn;

/// <summary>
/// Accounts as ASP.NET Core Identity asks for them when it checks passkeys. It reads here; what it found right is written by
/// <see cref="Passkeys"/> and <see cref="PasskeySignIns"/>, with the record of it.
/// </summary>
internal sealed class PasskeyUsers(Passkeys passkeys) : IUserPasskeyStore<Account>
{
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Login);

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        long.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await passkeys.OwnerAsync(id, cancellationToken)
            : null;

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(credentialId, cancellationToken) is { } passkey
            ? await passkeys.OwnerAsync(passkey.AccountId, cancellationToken)
            : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(credentialId, cancellationToken) is { } passkey && passkey.AccountId == user.Id ? Read(passkey) : null;

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await passkeys.ListAsync(user, cancellationToken)).Select(Read)];

    public void Dispose()
    {
        // It holds nothing.
    }

    Task IUserPasskeyStore<Account>.AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task IUserPasskeyStore<Account>.RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task IUserStore<Account>.SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task<string?> IUserStore<Account>.GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task IUserStore<Account>.SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task<Account?> IUserStore<Account>.FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task<IdentityResult> IUserStore<Account>.CreateAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task<IdentityResult> IUserStore<Account>.UpdateAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task<IdentityResult> IUserStore<Account>.DeleteAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Each was made and is used with its person verified; how it was attested is not kept, for it was not asked for.</summary>
    private static UserPasskeyInfo Read(Passkey passkey) => new(
        passkey.CredentialId, passkey.PublicKey, passkey.MadeAt, (uint)passkey.SignCount, passkey.Transports.Split(
            ',', StringSplitOptions.RemoveEmptyEntries), isUserVerified: true, passkey.IsBackupEligible, passkey.IsBackedUp,
        attestationObject: [], clientDataJson: []);
}
