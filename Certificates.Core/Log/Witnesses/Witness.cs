using System.Globalization;
using Certificates.Core.Signing.Notes;

namespace Certificates.Core.Log.Witnesses;

/// <summary>Somebody who says of a checkpoint that the log grew out of all those seen before (C2SP tlog-witness).</summary>
/// <param name="Address">Where it is asked.</param>
/// <param name="Key">Signs what it says.</param>
internal sealed record Witness(Uri Address, VerifierKey Key)
{
    /// <summary>What it is known by in the register: name and id of its key.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Key.Name}+{Key.Id:x8}");

    /// <summary>A witness of the settings, which were checked.</summary>
    public static Witness Of(WitnessAddress address) => new(
        new Uri($"{address.Url.TrimEnd('/')}/add-checkpoint"),
        VerifierKey.TryParse(address.Key, out var key) ? key : throw new ArgumentException("No verifier key.", nameof(address)));
}
