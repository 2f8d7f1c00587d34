using System.Globalization;
using Certificates.Core.Signing.Notes;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Log.Witnesses;

/// <summary>Section <c>Log</c> of the issuing service: who is asked to cosign what is signed of the log.</summary>
public sealed class WitnessOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Log";

    /// <summary>The witnesses; 16 at most. Empty: nobody is asked.</summary>
    public IReadOnlyList<WitnessAddress> Witnesses { get; set; } = [];
}

/// <summary>Where a witness is asked, and by which key it is known.</summary>
public sealed class WitnessAddress
{
    /// <summary>Its submission prefix (C2SP tlog-witness), such as <c>https://witness.example.org</c>.</summary>
    public string Url { get; set; } = "";

    /// <summary>Its verifier key, of the type of cosignatures (0x04), as its operator publishes it.</summary>
    public string Key { get; set; } = "";
}

/// <summary>Stops the process at start over a wrong witness, naming the key of the setting.</summary>
internal sealed class WitnessOptionsValidator : IValidateOptions<WitnessOptions>
{
    private const int Most = 16;

    // As many as its column takes, with the id of the key.
    private const int LongestName = 200;

    public ValidateOptionsResult Validate(string? name, WitnessOptions options)
    {
        var faults = options.Witnesses.SelectMany(FaultsOf).ToList();
        if (options.Witnesses.Count > Most)
        {
            faults.Add($"Log:Witnesses has {Most} witnesses at most.");
        }

        faults.AddRange(options.Witnesses.Select((witness, i) => (witness.Key, Index: i))
            .GroupBy(witness => witness.Key, StringComparer.Ordinal).SelectMany(same => same.Skip(1))
            .Select(same => $"{SettingOf(same.Index)}:Key stands twice: a witness is asked once."));
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> FaultsOf(WitnessAddress witness, int index)
    {
        if (!Uri.TryCreate(witness.Url, UriKind.Absolute, out var address) || address.Query.Length > 0 || address.Fragment.Length > 0
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            yield return $"{SettingOf(index)}:Url is '{witness.Url}': give the address of a witness, such as https://witness.example.org.";
        }

        if (!VerifierKey.TryParse(witness.Key, out var key) || key.Type != NoteSignature.Cosignature || key.Name.Length > LongestName)
        {
            yield return $"{SettingOf(index)}:Key is no verifier key of a witness: give the line that its operator publishes "
                + "(name+id+key, of the type of Ed25519 cosignatures).";
        }
    }

    private static string SettingOf(int index) => string.Create(CultureInfo.InvariantCulture, $"Log:Witnesses:{index}");
}
