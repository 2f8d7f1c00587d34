using Certificates.Core.Coding;

namespace Certificates.Core.Signing;

/// <summary>
/// The public half of a signing key, one row of <c>SigningKey</c>: published for ever, also after the key has ended, so that
/// what it signed stays verifiable.
/// </summary>
public sealed record SigningKeyInfo
{
    /// <summary>First 16 hexadecimal digits, lower case, of the SHA-256 of <see cref="Public"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The one thing it signs.</summary>
    public required KeyPurpose Purpose { get; init; }

    /// <summary>
    /// Code of the institution whose certificates alone a PDF key signs; null for a key of the service, which signs for every institution
    /// that has none of its own.
    /// </summary>
    public string? Institution { get; init; }

    /// <summary>What it is for.</summary>
    internal KeyUse Use => new(Purpose, Institution);

    /// <summary>How it signs.</summary>
    public required SignatureAlgorithm Algorithm { get; init; }

    /// <summary>SubjectPublicKeyInfo, DER (RFC 5280, 4.1).</summary>
    public required ReadOnlyMemory<byte> Public { get; init; }

    /// <summary>
    /// Its X.509 certificates in DER, one after the other, leaf first; of a key that was certified more than once, those of the last time.
    /// </summary>
    public required ReadOnlyMemory<byte> Chain { get; init; }

    /// <summary>The chains it had before, each like <see cref="Chain"/>: what was signed under them stays verifiable.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> FormerChains { get; init; } = [];

    /// <summary>All chains, the last first.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Chains => FormerChains.Prepend(Chain);

    /// <summary>First instant it may sign at, by the first of its certificates.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Last instant it may sign at, by the last of its certificates.</summary>
    public required DateTimeOffset ValidTo { get; init; }

    /// <summary>Whether it still signs, and if not, why.</summary>
    public KeyState State { get; init; }

    /// <summary>From when on others may have held it; set if and only if it is <see cref="KeyState.Compromised"/>.</summary>
    public DateTimeOffset? CompromisedSince { get; init; }

    /// <summary>
    /// Of a compromised key: whether the log shows a certificate that was entered into it when it began, too. What lies before rests on
    /// the audit of the register, so an operator says so.
    /// </summary>
    public bool CountsEntered { get; init; }

    /// <summary>False where the row was changed past the services: then nobody vouches for the key.</summary>
    internal bool IsSealed { get; init; } = true;

    /// <summary>True where keys are the same in all that ever changes of a published key.</summary>
    internal static bool AreAlike(IEnumerable<SigningKeyInfo> these, IEnumerable<SigningKeyInfo> those) =>
        these.Select(StandingOf).SequenceEqual(those.Select(StandingOf));

    private static (string Id, string? Institution, KeyState State, DateTimeOffset? Since, bool CountsEntered, int Chains) StandingOf(
        SigningKeyInfo key) =>
        (key.Id, key.Institution, key.State, key.CompromisedSince, key.CountsEntered, key.FormerChains.Count);

    /// <summary>
    /// Is a signature of it on a certificate of this institution to be relied on? One of the service's keys is, whether the institution has
    /// a key of its own now or not: it may have signed before.
    /// </summary>
    public bool SignsFor(string institution) => Institution is null || Institution == institution;

    /// <summary>The same of a certificate that says its number itself; null where it says none.</summary>
    internal bool SignsFor(CertificateNumber? number) =>
        Institution is null || (number is { IsEarlier: false } && number.InstitutionCode == Institution);

    /// <summary>May something be signed with it at <paramref name="instant"/>?</summary>
    public bool MaySignAt(DateTimeOffset instant) => State == KeyState.Active && WasInForceAt(instant);

    /// <summary>
    /// Is a signature made with it at <paramref name="instant"/> to be relied on? Retiring a key changes nothing about it.
    /// </summary>
    public bool WasInForceAt(DateTimeOffset instant) =>
        ValidFrom <= instant && instant <= ValidTo && !(instant >= CompromisedSince);

    /// <summary>
    /// May a document that bears this day of issue be signed with it? There is no lower bound: the day is fixed when the
    /// number is reserved, and an approval or a crash may put days, and a change of keys, before the signature.
    /// </summary>
    public bool CoversIssueOn(DateOnly day) => EndsOnOrAfter(day) && !(CompromisedSince is { } since && day > ChinaTime.DayOf(since));

    /// <summary>The same of a document that we are known to have signed ourselves, whoever else may have held the key by then.</summary>
    public bool EndsOnOrAfter(DateOnly day) => day <= ChinaTime.DayOf(ValidTo);
}

/// <summary>What a key signs; no key has two purposes.</summary>
public enum KeyPurpose
{
    /// <summary>The PAdES signature of a certificate's PDF.</summary>
    Pdf = 1,

    /// <summary>The token in a certificate's QR code.</summary>
    Qr = 2,

    /// <summary>Was to sign the log and never did: the log's checkpoints are signed by an Ed25519 key without a certificate.</summary>
    Log = 3,

    /// <summary>Answers of the verification site; the only one it holds.</summary>
    Verdict = 4,

    /// <summary>The list of tokens that are not in force, for whoever verifies without a network.</summary>
    Status = 5,

    /// <summary>What a holder orders and hands on: open credentials and annotated copies. Never a certificate itself.</summary>
    Copy = 6,
}

/// <summary>Signature algorithms by their JOSE and COSE names (RFC 7518, 3.1; RFC 9053, 2.1).</summary>
public enum SignatureAlgorithm
{
    /// <summary>ECDSA on P-256 with SHA-256; a signature is r ‖ s, 64 bytes.</summary>
    ES256 = 1,

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256, modulus of 2048 bits or more.</summary>
    RS256 = 2,

    /// <summary>
    /// SM2 with SM3 (GB/T 32918.2, GB/T 32905); a signature is r ‖ s, 64 bytes. Neither JOSE nor COSE has a registered name for it, so
    /// this one is ours.
    /// </summary>
    SM2 = 3,
}

/// <summary>The life of a signing key.</summary>
public enum KeyState
{
    /// <summary>Published ahead, so that whoever verifies without a network knows it before it signs.</summary>
    Next = -1,

    /// <summary>Signs within its span.</summary>
    Active = 0,

    /// <summary>Signs no more; what it signed stands.</summary>
    Retired = 1,

    /// <summary>In others' hands: what bears a later date does not stand.</summary>
    Compromised = 2,
}
