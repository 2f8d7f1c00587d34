using System.Globalization;

namespace Certificates.Core.Signing;

/// <summary>No key may sign now: an outage that only the operator of the service can end.</summary>
public sealed class KeyNotInForceException : InvalidOperationException
{
    private KeyNotInForceException(string message)
        : base(message)
    {
    }

    internal static KeyNotInForceException Unpublished(SigningKeyInfo key) =>
        new($"{Setting(key.Purpose)}: key {key.Id} is not published, or not as an authority of Signing:AuthoritiesFile certified it; "
            + "nobody could verify what it signs. A row that was changed past the services is not believed either.");

    internal static KeyNotInForceException NoneOf(KeyPurpose purpose, IEnumerable<SigningKeyInfo> held) => new(
        $"{Setting(purpose)}: no key may sign now; held: {string.Join("; ", held.Select(Describe).DefaultIfEmpty("none"))}.");

    private static string Setting(KeyPurpose purpose) => $"Signing:{purpose}:File";

    private static string Describe(SigningKeyInfo key) => string.Create(
        CultureInfo.InvariantCulture, $"{key.Id}, {key.State}, {key.ValidFrom.UtcDateTime:u} to {key.ValidTo.UtcDateTime:u}");
}
