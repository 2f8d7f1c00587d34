using Certificates.Core.Batches;
using Certificates.Core.Catalogue;
using Certificates.Core.Composition;
using Certificates.Core.Data;
using Certificates.Core.Issuing;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Style;
using Certificates.Core.Verifying;
using Certificates.Tests.Issuing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Verifying;

internal sealed class RegistrationTests
{
    private static readonly Type[] Issuers =
    [
        typeof(IssuingStore), typeof(BatchStore), typeof(ClaimStore), typeof(StyleStore), typeof(CodingRuleStore), typeof(PdfSigner),
        typeof(QrTokenSigner), typeof(KeyRing), typeof(ClaimCodes), typeof(RegisterSetUp), typeof(IssuingRun), typeof(InstitutionBatches),
    ];

    [TestCaseSource(nameof(Issuers))]
    public async Task Container_OfTheSite_CannotResolveWhatIssuesOrWrites(Type issuer)
    {
        await using var services = TestVerifying.Registrations(Path.GetTempPath()).BuildServiceProvider();

        Assert.That(services.GetService(issuer), Is.Null);
    }

    [Test]
    public void Registrations_OfTheSite_NameNoTypeOfIssuing() =>
        Assert.That(
            TestVerifying.Registrations(Path.GetTempPath()).Select(d => (d.ServiceType.Namespace, d.ImplementationType?.Namespace)),
            Has.None.Matches<(string?, string?)>(n => n.Item1 == typeof(IssuingRun).Namespace || n.Item2 == typeof(IssuingRun).Namespace));

    [Test]
    public async Task Registrations_OfTheIssuingService_CanAllBeResolved()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);

        Assert.That(await UnresolvedAsync(issuing.Registrations()), Is.Empty);
    }

    [Test]
    public async Task Registrations_OfTheSite_CanAllBeResolved()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);

        Assert.That(await UnresolvedAsync(TestVerifying.Registrations(issuing.Folder)), Is.Empty);
    }

    [Test]
    public async Task Register_OpenedByTheSite_RefusesEveryWrite()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        await using var services = TestVerifying.Registrations(issuing.Folder).BuildServiceProvider();

        Assert.That(
            () => services.GetRequiredService<Database>().ExecuteAsync("UPDATE Certificate SET Status = 1", null, CancellationToken.None),
            Throws.TypeOf<SqliteException>().With.Property(nameof(SqliteException.SqliteErrorCode)).EqualTo(8));
    }

    [Test]
    public async Task Register_ThatIsBeingSetUp_CannotSayNow()
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        await issuing.Get<Database>().ExecuteAsync("DELETE FROM Setting", null, CancellationToken.None);
        await using var services = TestVerifying.Registrations(issuing.Folder).BuildServiceProvider();
        await services.GetRequiredService<Desk>().SetUpAsync(CancellationToken.None);

        Assert.That(await services.GetRequiredService<Desk>().IsReadyAsync(CancellationToken.None), Is.False);
    }

    [TestCase(KeyPurpose.Pdf)]
    [TestCase(KeyPurpose.Qr)]
    [TestCase(KeyPurpose.Log)]
    public async Task Keys_OfTheIssuer_AreNotOpened(KeyPurpose purpose)
    {
        await using var issuing = await TestIssuing.OpenAsync(embedded: true);
        await using var services = TestVerifying.Registrations(issuing.Folder).BuildServiceProvider();

        Assert.That(() => services.GetRequiredService<KeyFiles>().OpenSigner(purpose), Throws.InvalidOperationException);
        Assert.That(() => services.GetRequiredService<KeyFiles>().OpenLogKeys(), Throws.InvalidOperationException);
    }

    /// <summary>What a container does not make of what it holds, with the reason.</summary>
    private static async Task<List<string>> UnresolvedAsync(IServiceCollection registrations)
    {
        await using var services = registrations.BuildServiceProvider(validateScopes: true);
        var faults = new List<string>();
        foreach (var registration in registrations.Where(
            r => r is { ServiceType.ContainsGenericParameters: false, Lifetime: ServiceLifetime.Singleton }))
        {
            try
            {
                _ = registration.IsKeyedService
                    ? services.GetKeyedServices(registration.ServiceType, registration.ServiceKey).Count()
                    : services.GetServices(registration.ServiceType).Count();
            }
            catch (Exception fault)
            {
                faults.Add($"{registration.ServiceType}: {fault.Message}");
            }
        }

        return faults;
    }
}
