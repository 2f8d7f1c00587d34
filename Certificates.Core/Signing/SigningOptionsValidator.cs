using Microsoft.Extensions.Options;

namespace Certificates.Core.Signing;

/// <summary>
/// Loads every key the process holds once, so that it does not start with one missing or wrong; tells all faults at once.
/// </summary>
internal sealed class SigningOptionsValidator(string folder, KeyHolding holding, bool isDemo) : IValidateOptions<SigningOptions>
{
    public ValidateOptionsResult Validate(string? name, SigningOptions options)
    {
        var files = new KeyFiles(folder, options, holding, isDemo);
        var faults = new List<string>();
        TrustedAuthorities? authorities = null;
        Try(() => authorities = new TrustedAuthorities(files.ReadAuthorities()), faults);
        var held = new Dictionary<string, KeyUse>(StringComparer.Ordinal);
        IReadOnlyList<KeyUse> uses = [];
        Try(() => uses = files.Uses, faults);
        foreach (var use in uses)
        {
            Try(() => RequireVouched(files.OpenCurrent(use), "File", authorities, held), faults);
            Try(() => RequireVouched(files.OpenNext(use), "NextFile", authorities, held), faults);
        }

        foreach (var purpose in holding.Secret)
        {
            Try(() => files.ReadSecret(purpose), faults);
            Try(() => files.ReadOthers(purpose), faults);
        }

        if (holding.Log)
        {
            Try(() => files.OpenLogKeys(), faults);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>What this process signs with, it must itself believe; and no key is for two things.</summary>
    private static void RequireVouched(
        ISigner? signer, string option, TrustedAuthorities? authorities, Dictionary<string, KeyUse> held)
    {
        using var opened = signer as IDisposable;
        if (signer is null)
        {
            return;
        }

        var (use, setting) = (signer.Key.Use, $"{signer.Key.Use.Setting}:{option}");
        if (authorities?.Vouches(signer.Key) == false)
        {
            throw new KeyFileException("Signing:AuthoritiesFile", $"names no authority that the certificate of {setting} chains to");
        }

        if (!held.TryAdd(signer.Key.Id, use) && held[signer.Key.Id] is var other && other != use)
        {
            throw new KeyFileException(setting, $"holds the key of {other.Setting}: a key is for one purpose, and one institution");
        }
    }

    private static void Try(Action load, List<string> faults)
    {
        try
        {
            load();
        }
        catch (KeyFileException fault)
        {
            faults.Add(fault.Message);
        }
    }
}
