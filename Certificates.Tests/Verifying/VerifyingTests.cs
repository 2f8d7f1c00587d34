using Certificates.Core.Register;

namespace Certificates.Tests.Verifying;

/// <summary>Tests of one verifying service, whose certificates stand before each as they were issued.</summary>
internal abstract class VerifyingTests
{
    protected TestVerifying Verifying { get; private set; } = null!;

    /// <summary>The newer certificate of a holder of two.</summary>
    protected VersionRecord Issued { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task OpenVerifyingAsync()
    {
        Verifying = await TestVerifying.OpenAsync();
        Issued = await Verifying.CertificateOfAsync("余敏静");
    }

    [OneTimeTearDown]
    public async Task CloseVerifyingAsync() => await Verifying.DisposeAsync();

    [SetUp]
    public Task ResetVerifyingAsync() => Verifying.ResetAsync();
}
