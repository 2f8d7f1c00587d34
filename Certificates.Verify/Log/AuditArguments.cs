using System.Globalization;
using Certificates.Core.Log.Auditing;
using Certificates.Core.Signing.Notes;

namespace Certificates.Verify.Log;

/// <summary>What <c>audit</c> is asked.</summary>
/// <param name="Log">The log's address.</param>
/// <param name="Keys">Who is believed.</param>
/// <param name="Seen">Where is kept what was seen.</param>
/// <param name="All">True to read every leaf again.</param>
internal sealed record AuditArguments(Uri Log, AuditKeys Keys, string Seen, bool All)
{
    private const int MostHours = 8760;

    /// <summary>The names of the witnesses.</summary>
    public string Witnesses => string.Join(", ", Keys.Witnesses.Select(witness => witness.Name));

    /// <summary>Reads a command line; null when it is none of this command's.</summary>
    public static AuditArguments? Read(string[] args)
    {
        var (keys, witnesses, seen, all, hours) = (new List<VerifierKey>(), new List<VerifierKey>(), "log-seen.json", false, 24);
        Uri? log = null;
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--all":
                    all = true;
                    continue;
                case "--key" when AuditKeys.TryParseLog(value, out var key):
                    keys.Add(key);
                    break;
                case "--witness" when AuditKeys.TryParseWitness(value, out var witness):
                    witnesses.Add(witness);
                    break;
                case "--witness-hours" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out hours)
                    && hours is >= 1 and <= MostHours:
                case "--seen" when (seen = value).Length > 0:
                    break;
                case var url when log is null && IsAddress(url, out log):
                    continue;
                default:
                    return null;
            }

            i++;
        }

        return log is not null && keys.Count > 0 && keys.TrueForAll(key => key.Name == keys[0].Name)
            ? new AuditArguments(log, new AuditKeys(keys, witnesses) { OldestCosignature = TimeSpan.FromHours(hours) }, seen, all)
            : null;
    }

    private static bool IsAddress(string text, out Uri? address) => Uri.TryCreate(text, UriKind.Absolute, out address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
