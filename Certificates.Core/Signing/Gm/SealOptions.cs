using System.Globalization;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Signing.Gm;

/// <summary>Section <c>Signing</c>: the electronic seals of institutions (GB/T 38540), for the PDFs of their certificates.</summary>
public sealed class SealOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Signing";

    /// <summary>The seals; one an institution. Empty: none is put on.</summary>
    public IReadOnlyList<SealSetting> Seals { get; set; } = [];
}

/// <summary>An institution's seal, and the key that puts it on.</summary>
public sealed class SealSetting
{
    /// <summary>机构代码, <c>0001</c>–<c>9999</c>.</summary>
    public string Institution { get; set; } = "";

    /// <summary>File of the SESeal, DER; relative to the folder of the keys.</summary>
    public string SealFile { get; set; } = "";

    /// <summary>PKCS #12 file with the signer's SM2 key and certificate; relative to the folder of the keys.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Password of <see cref="KeyFile"/>; empty for none.</summary>
    public string Password { get; set; } = "";
}

/// <summary>Opens every seal once, so that the process does not start with one missing or wrong.</summary>
internal sealed class SealOptionsValidator(KeyFiles files) : IValidateOptions<SealOptions>
{
    public ValidateOptionsResult Validate(string? name, SealOptions options)
    {
        var faults = new List<string>();
        for (var i = 0; i < options.Seals.Count; i++)
        {
            var seal = options.Seals[i];
            if (seal.Institution.Length != 4 || !seal.Institution.All(char.IsAsciiDigit))
            {
                faults.Add($"{SettingOf(i)}:Institution is '{seal.Institution}': give the code of an institution, such as 0001.");
            }
            else if (options.Seals.Take(i).Any(other => other.Institution == seal.Institution))
            {
                faults.Add($"{SettingOf(i)}:Institution stands twice: an institution has one seal.");
            }

            try
            {
                files.OpenSeal(SettingOf(i), seal);
            }
            catch (KeyFileException fault)
            {
                faults.Add(fault.Message);
            }
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    internal static string SettingOf(int index) => string.Create(CultureInfo.InvariantCulture, $"Signing:Seals:{index}");
}
