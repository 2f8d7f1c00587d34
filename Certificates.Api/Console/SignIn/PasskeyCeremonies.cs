using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Certificates.Core.Access.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Certificates.Api.Console.SignIn;

/// <summary>
/// The making and the use of a passkey: what the browser is to have signed, and whether it was (WebAuthn Level 3, 7.1 and 7.2, by
/// ASP.NET Core Identity). What is to be signed goes out and comes back under our seal; it is good for five minutes and once.
/// </summary>
internal sealed class PasskeyCeremonies(
    IPasskeyHandler<Account> handler, Passkeys passkeys, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>How long one may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private const int LongestAnswer = 64 * 1024;
    private const int LongestTransports = 200;

    /// <summary>Begins the making of one for an account.</summary>
    public async Task<PasskeyQuestion> BeginMakingAsync(Account account, HttpContext http)
    {
        var id = account.Id.ToString(CultureInfo.InvariantCulture);
        var made = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = id, Name = account.Login, DisplayName = account.Seat.Person }, http);
        return Ask(made.CreationOptionsJson, Seal("making " + id), made.AttestationState);
    }

    /// <summary>Begins the use of one: of an account's, or, to sign in, of anyone's.</summary>
    public async Task<PasskeyQuestion> BeginUseAsync(Account? account, HttpContext http)
    {
        var asked = await handler.MakeRequestOptionsAsync(account, http);
        return Ask(asked.RequestOptionsJson, Seal("use"), asked.AssertionState);
    }

    /// <summary>What was made, if all of it is right.</summary>
    public async Task<PasskeyUse?> JudgeMakingAsync(Account account, string name, PasskeyAnswer answer, HttpContext http)
    {
        if (answer.Open(Seal($"making {account.Id.ToString(CultureInfo.InvariantCulture)}")) is not { } state)
        {
            return null;
        }

        var judged = await handler.PerformAttestationAsync(
            new PasskeyAttestationContext { CredentialJson = answer.Credential!, AttestationState = state, HttpContext = http });
        return judged is { Succeeded: true, Passkey: { } made } ? UseOf(
            new Passkey
            {
                AccountId = account.Id,
                Name = name,
                CredentialId = made.CredentialId,
                PublicKey = made.PublicKey,
                SignCount = made.SignCount,
                Transports = TransportsOf(made),
                IsBackupEligible = made.IsBackupEligible,
                IsBackedUp = made.IsBackedUp,
            },
            state) : null;
    }

    /// <summary>What was used, if the signature is right.</summary>
    public async Task<PasskeyUse?> JudgeUseAsync(PasskeyAnswer answer, HttpContext http)
    {
        if (answer.Open(Seal("use")) is not { } state)
        {
            return null;
        }

        var judged = await handler.PerformAssertionAsync(
            new PasskeyAssertionContext { CredentialJson = answer.Credential!, AssertionState = state, HttpContext = http });
        return judged is { Succeeded: true, Passkey: { } used }
            && await passkeys.FindAsync(used.CredentialId, http.RequestAborted) is { } kept
                ? UseOf(kept with { SignCount = used.SignCount, IsBackedUp = used.IsBackedUp }, state)
                : null;
    }

    private PasskeyUse UseOf(Passkey passkey, string state) =>
        new(passkey, SHA256.HashData(Encoding.UTF8.GetBytes(state)), clock.GetUtcNow() + Longest);

    private static PasskeyQuestion Ask(string options, ITimeLimitedDataProtector seal, string? state) =>
        new(JsonDocument.Parse(options).RootElement, seal.Protect(state!, Longest));

    private ITimeLimitedDataProtector Seal(string purpose) => protection.CreateProtector("passkeys", purpose).ToTimeLimitedDataProtector();

    private static string TransportsOf(UserPasskeyInfo made) =>
        string.Join(',', made.Transports ?? []) is { Length: <= LongestTransports } transports && transports.All(char.IsAscii)
            ? transports
            : "";

    /// <summary>What a browser answers.</summary>
    /// <param name="Credential">The credential as JSON.</param>
    /// <param name="State">Our own, sealed.</param>
    internal sealed record PasskeyAnswer(string? Credential, string? State)
    {
        /// <summary>What the credential calls itself; null when that cannot be read.</summary>
        public byte[]? Id()
        {
            try
            {
                using var json = JsonDocument.Parse(IsOfSize ? Credential! : "");
                return Base64Url.DecodeFromChars(json.RootElement.GetProperty("id").GetString());
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                return null;
            }
        }

        /// <summary>What was sealed; null when it was not by us, or too long ago.</summary>
        public string? Open(ITimeLimitedDataProtector seal)
        {
            try
            {
                return IsOfSize && State is not null ? seal.Unprotect(State) : null;
            }
            catch (CryptographicException)
            {
                return null;
            }
        }

        private bool IsOfSize => Credential is { Length: > 0 and <= LongestAnswer };
    }
}

/// <summary>What a browser is asked.</summary>
/// <param name="Options">As the browser takes them.</param>
/// <param name="State">Sealed, to come back as it is.</param>
internal sealed record PasskeyQuestion(JsonElement Options, string State);
