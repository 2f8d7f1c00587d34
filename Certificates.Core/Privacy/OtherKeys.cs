namespace Certificates.Core.Privacy;

/// <summary>
/// Keys that values are read with and none is written with: the next one while it is brought to every process, former ones until no value
/// needs them any more.
/// </summary>
internal sealed class OtherKeys(IReadOnlyList<SecretKey> keys)
{
    /// <summary>Those of a purpose.</summary>
    public IReadOnlyList<SecretKey> Of(SecretKeyPurpose purpose) => [.. keys.Where(key => key.Purpose == purpose)];
}
