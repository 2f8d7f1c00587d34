using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Access.People;

/// <summary>
/// Passwords: PBKDF2 with HMAC-SHA-512 and a salt of its own, by ASP.NET Core Identity. What may be one follows NIST SP 800-63B (3.1.1):
/// long, not known from leaks, nothing of the person; no rule of kinds of characters, no end after some months.
/// </summary>
internal sealed class Passwords
{
    /// <summary>Fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>Most: what is longer would only cost time.</summary>
    public const int Longest = 128;

    private const int FewestDifferent = 5;
    private const int ShortestPart = 3;
    private const string FirstAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int FirstLength = 16;

    private readonly PasswordHasher<Passwords> _hasher;
    private readonly Lazy<string> _nobodys;

    /// <summary>With Identity's hasher, or with one that counts.</summary>
    public Passwords(PasswordHasher<Passwords>? hasher = null)
    {
        _hasher = hasher ?? new PasswordHasher<Passwords>(Options.Create(Cost));
        _nobodys = new Lazy<string>(() => Hash(First()));
    }

    /// <summary>What one hash costs.</summary>
    public static PasswordHasherOptions Cost => new() { IterationCount = 210_000 };

    /// <summary>A password to begin with: 79 random bits, in groups that can be read out.</summary>
    public static string First() =>
        string.Join('-', RandomNumberGenerator.GetString(FirstAlphabet, FirstLength).Chunk(4).Select(group => new string(group)));

    /// <summary>Why this cannot be a password of a person; null when it can.</summary>
    public static Refusal? Fault(string? password, string login, string person) => password switch
    {
        null or { Length: < Shortest } => new Refusal(RefusalCode.PasswordTooShort, "password"),
        { Length: > Longest } => new Refusal(RefusalCode.PasswordTooLong, "password"),
        _ when password.Distinct().Count() < FewestDifferent || KnownPasswords.Has(password) => new Refusal(
            RefusalCode.PasswordKnown, "password"),
        _ when Names(password, login) || Names(password, person) => new Refusal(RefusalCode.PasswordPersonal, "password"),
        _ => null,
    };

    /// <summary>As it is kept.</summary>
    public string Hash(string password) => _hasher.HashPassword(this, password);

    /// <summary>
    /// True when it is the one that is kept. Where none is kept the same work is done, so that nobody learns by the clock which logins
    /// there are.
    /// </summary>
    public bool IsRight(string? kept, string? password)
    {
        var typed = password is { Length: <= Longest } ? password : "";
        return _hasher.VerifyHashedPassword(this, kept ?? _nobodys.Value, typed) != PasswordVerificationResult.Failed && kept is not null;
    }

    private static bool Names(string password, string name) =>
        name.Length >= ShortestPart && password.Contains(name, StringComparison.OrdinalIgnoreCase);
}
