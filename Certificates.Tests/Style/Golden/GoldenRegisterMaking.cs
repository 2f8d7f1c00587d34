using System.Globalization;

namespace Certificates.Tests.Style.Golden;

internal sealed class GoldenRegisterMaking
{
    /// <summary>Run with CERTIFICATES_GOLDEN set to the number of the style in use, once, before another follows it.</summary>
    [Test, Explicit("makes the archive of the style in use")]
    public Task Archive_OfTheStyleInUse_IsMadeOnce() =>
        GoldenRegister.MakeAsync(int.Parse(Environment.GetEnvironmentVariable("CERTIFICATES_GOLDEN")!, CultureInfo.InvariantCulture));
}
