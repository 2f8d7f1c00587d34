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
        foreach (var purpose in holding.Signing)
        {
            Try(() => (files.OpenSigner(purpose) as IDisposable)?.Dispose(), faults);
        }

        foreach (var purpose in holding.Secret)
        {
            Try(() => files.ReadSecret(purpose), faults);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
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
