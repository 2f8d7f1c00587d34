namespace Certificates.Core.Access.People;

/// <summary>An account with its seat, as they stand in the register.</summary>
internal sealed class AccountRecord
{
    public required long Id { get; init; }
    public required long KeyId { get; init; }
    public required string Login { get; init; }
    public required AccountState State { get; init; }
    public string? PasswordHash { get; init; }
    public required bool MustChangePassword { get; init; }
    public byte[]? FactorCipher { get; init; }
    public string? FactorKeyId { get; init; }
    public DateTimeOffset? FactorConfirmedAt { get; init; }
    public required long FactorStep { get; init; }
    public required long Passkeys { get; init; }
    public string? Subject { get; init; }
    public byte[]? ContactCipher { get; init; }
    public string? ContactKeyId { get; init; }
    public required string Role { get; init; }
    public long? InstitutionId { get; init; }
    public string? InstitutionCode { get; init; }
    public required string Person { get; init; }
    public required long PersonId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public required bool IsDemo { get; init; }

    /// <summary>True when it is not as it was sealed: it lets nobody in.</summary>
    public bool IsDoubted { get; set; }

    /// <summary>True when somebody may sign in by it.</summary>
    public bool IsOpen => State == AccountState.Open && !IsDoubted;

    /// <summary>As the console sees it.</summary>
    /// <exception cref="InvalidOperationException">Its role is none this build knows.</exception>
    public Account Read()
    {
        if (!ApiKeyRoles.TryParse(Role, out var role))
        {
            throw new InvalidOperationException($"Key {KeyId} has a role this build does not know.");
        }

        var seat = new ApiKey(KeyId, role, InstitutionId, InstitutionCode, Person, CreatedAt, null, RevokedAt, null)
        {
            Owner = Person,
            IsSeat = true,
        };
        return new Account(Id, seat, Login, State, MustChangePassword, FactorConfirmedAt is not null, Passkeys, Subject);
    }
}

/// <summary>An account about to be stored, with its seat.</summary>
internal sealed record NewAccount(
    ApiKeyRole Role, long? InstitutionId, string Person, string Login, AccountState State, string? PasswordHash, byte[] SeatHash,
    DateTimeOffset CreatedAt, bool IsDemo)
{
    /// <summary>How the person is reached; empty where nobody said.</summary>
    public string Contact { get; init; } = "";
}
