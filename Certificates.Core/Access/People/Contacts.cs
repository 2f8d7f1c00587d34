using System.Text;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Access.People;

/// <summary>
/// How the people of the console are reached: said when an account is asked for, kept up to date by its person, shown to whoever may see
/// the account.
/// </summary>
public sealed class Contacts
{
    /// <summary>Most characters.</summary>
    public const int Longest = 200;

    private readonly AccountStore _store;
    private readonly DataCipher _identity;

    internal Contacts(AccountStore store, [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity) =>
        (_store, _identity) = (store, identity);

    /// <summary>An account's; null where there is none.</summary>
    public async Task<string?> FindAsync(Account account, CancellationToken cancellationToken) =>
        await _store.FindAsync(account.Id, cancellationToken) is { ContactCipher: { } cipher, ContactKeyId: { } keyId }
            ? Encoding.UTF8.GetString(_identity.Decrypt(cipher, keyId, Places.Contact(account.Id)))
            : null;

    /// <summary>Puts another in its place, or none for an empty text; <c>contact_invalid</c>.</summary>
    public async Task<Result<bool>> ChangeAsync(Account account, string? contact, CancellationToken cancellationToken) =>
        Read(contact).TryGet(out var text, out var refusals)
            ? await _store.SetContactAsync(account.Id, Kept(account.Id, text), _identity.KeyId, cancellationToken) > 0
            : refusals;

    /// <summary>A contact as it is sent: one line, trimmed; empty for none.</summary>
    internal static Result<string> Read(string? sent)
    {
        var text = sent?.Trim() ?? "";
        return text.Length <= Longest && !text.Any(char.IsControl)
            ? text
            : new Refusal(RefusalCode.ContactInvalid, "contact",
                $"contact is one line of at most {Longest} characters.", $"联系方式应为一行文字，最多 {Longest} 个字。");
    }

    /// <summary>As it is kept with an account.</summary>
    internal byte[]? Kept(long accountId, string contact) =>
        contact.Length == 0 ? null : _identity.Encrypt(Encoding.UTF8.GetBytes(contact), Places.Contact(accountId));

    /// <summary>The key it is kept under.</summary>
    internal string KeyId => _identity.KeyId;
}
