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
        foreach (var purpose in holding.Signing)
        {
            Try(() => RequireVouched(files.OpenSigner(purpose), "", authorities), faults);
            Try(() => RequireVouched(files.OpenNext(purpose), "Next", authorities), faults);
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

    /// <summary>What this process signs with, it must itself believe.</summary>
    private static void RequireVouched(ISigner? signer, string which, TrustedAuthorities? authorities)
    {
        using var opened = signer as IDisposable;
        if (signer is not null && authorities?.Vouches(signer.Key) == false)
        {
            throw new KeyFileException(
                "Signing:AuthoritiesFile",
                $"names no authority that the certificate of Signing:{signer.Key.Purpose}:{which}File chains to");
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
