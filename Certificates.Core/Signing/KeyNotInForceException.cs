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
        new($"{key.Use.Setting}:File: key {key.Id} is not published, or not for this, or not as an authority of Signing:AuthoritiesFile "
            + "certified it; nobody could verify what it signs. A row that was changed past the services is not believed either.");

    internal static KeyNotInForceException NoneOf(
        KeyUse use, IEnumerable<SigningKeyInfo> held, IReadOnlySet<string>? revoked = null)
    {
        var keys = held.Select(key => Describe(key) + (revoked?.Contains(key.Id) == true ? ", revoked by its authority" : ""));
        return new KeyNotInForceException(
            $"{use.Setting}:File: no key may sign now; held: {string.Join("; ", keys.DefaultIfEmpty("none"))}.");
    }

    internal static KeyNotInForceException OfSeal(string setting) =>
        new($"{setting}: the electronic seal, or its signer's certificate, is not valid now.");

    private static string Describe(SigningKeyInfo key) => string.Create(
        CultureInfo.InvariantCulture, $"{key.Id}, {key.State}, {key.ValidFrom.UtcDateTime:u} to {key.ValidTo.UtcDateTime:u}");
}
