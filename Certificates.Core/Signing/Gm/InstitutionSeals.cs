namespace Certificates.Core.Signing.Gm;

/// <summary>Puts the electronic seals of institutions on the PDFs of their certificates.</summary>
internal sealed class InstitutionSeals
{
    private readonly Dictionary<string, (string Setting, ElectronicSeal Seal, Sm2Signer Signer)> _seals;

    /// <summary>Opens them.</summary>
    /// <exception cref="KeyFileException">A file is missing or wrong.</exception>
    public InstitutionSeals(SealOptions options, KeyFiles files) => _seals = options.Seals
        .Select((setting, i) => (setting.Institution, Name: SealOptionsValidator.SettingOf(i), Setting: setting))
        .ToDictionary(
            each => each.Institution,
            each =>
            {
                var (seal, signer) = files.OpenSeal(each.Name, each.Setting);
                return (each.Name, seal, signer);
            },
            StringComparer.Ordinal);

    /// <summary>The signature by an institution's seal over a file; null where the institution has no seal.</summary>
    /// <param name="institutionCode">机构代码.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What it is called, ASCII.</param>
    /// <param name="at">When.</param>
    /// <exception cref="KeyNotInForceException">Seal or certificate is not valid then: an outage.</exception>
    public byte[]? Sign(string institutionCode, ReadOnlySpan<byte> file, string name, DateTimeOffset at)
    {
        if (!_seals.TryGetValue(institutionCode, out var found))
        {
            return null;
        }

        var (setting, seal, signer) = found;
        return seal.ValidFrom <= at && at <= seal.ValidTo && signer.Key.WasInForceAt(at)
            ? SealSignature.Make(seal, signer, file, name, at)
            : throw KeyNotInForceException.OfSeal(setting);
    }
}
