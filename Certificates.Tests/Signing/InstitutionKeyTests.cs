using Certificates.Core.Data;
using Certificates.Core.Oversight;
using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Oversight.Keys;
using Certificates.Core.Pdf.Reading;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Cms;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Verifying.Offline;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Signing;

/// <summary>An institution with a PDF key of its own: it signs that institution's certificates, and is believed about no other's.</summary>
internal sealed class InstitutionKeyTests
{
    private const string Own = "0003", Setting = $"Signing:Institutions:{Own}:Pdf";
    private KeyDrill? _drill;

    [TearDown]
    public async Task StopAsync()
    {
        await (_drill?.DisposeAsync() ?? default);
        _drill = null;
    }

    [Test]
    public async Task Drill_OfOneInstitutionsKey_LeavesTheOthersAsTheyAreAtEachStage()
    {
        var drill = await StartAsync(($"{Setting}:File", "own/pdf.pfx"), ($"{Setting}:NextFile", "next/pdf.pfx"));
        var keys = await drill.KeysAsync(KeyPurpose.Pdf);
        string Of(string? institution, KeyState state) => keys.Single(key => key.Institution == institution && key.State == state).Id;
        var (service, own, next) = (Of(null, KeyState.Active), Of(Own, KeyState.Active), Of(Own, KeyState.Next));
        var (others, first) = (await drill.IssueAsync(), await drill.IssueAsync($"{Own}-operator"));
        Assert.That((drill.KeysOf(others)[0], drill.KeysOf(first)[0]), Is.EqualTo((service, own)));
        await AllAreAsync(others, first);

        // its next key takes over: the service's stays
        Assert.That(await drill.Life.ActivateAsync(next, "郑宁", CancellationToken.None), Is.Null);
        await drill.FollowAsync();
        var (otherSecond, second) = (await drill.IssueAsync(), await drill.IssueAsync($"{Own}-operator"));
        Assert.That((drill.KeysOf(otherSecond)[0], drill.KeysOf(second)[0]), Is.EqualTo((service, next)));
        Assert.That(
            (await drill.KeysAsync(KeyPurpose.Pdf)).Select(key => (key.Id, key.State)),
            Is.EquivalentTo(new[] { (service, KeyState.Active), (own, KeyState.Retired), (next, KeyState.Active) }));
        await AllAreAsync(others, first, otherSecond, second);

        // it came into other hands before the third was issued
        await drill.LoggedAsync();
        await Task.Delay(20);
        var since = DateTimeOffset.UtcNow;
        await Task.Delay(20);
        var third = await drill.IssueAsync($"{Own}-operator");
        await drill.LoggedAsync();
        Assert.That(await drill.Life.CompromiseAsync(next, since, countsEntered: false, "郑宁", CancellationToken.None), Is.Null);
        await drill.FollowAsync();
        var otherThird = await drill.IssueAsync();
        await AllAreAsync(others, first, otherSecond, second, otherThird);
        await drill.AssertAsync(third, "not_valid", "valid", "forged", token: "valid");
        Assert.That(await OfflineAsync(others), Is.EqualTo(OfflineFinding.NoList), "genuine, and no list is at hand");
        Assert.That(await OfflineAsync(second), Is.EqualTo(OfflineFinding.Doubted));

        // nobody signs in its place without being told to
        var ring = drill.Api.Services.GetRequiredService<KeyRing>();
        Assert.That(() => ring.InForce(KeyPurpose.Pdf, Own), Throws.TypeOf<KeyNotInForceException>().With.Message.Contains(Setting));
        Assert.That(ring.InForce(KeyPurpose.Pdf, "0001").Key.Id, Is.EqualTo(service));
        Assert.That(await FaultsAsync(), Has.Count.EqualTo(1).And.One.Contains(Setting));
        Assert.That((await drill.AuditAsync()).Findings, Is.Empty);
    }

    [Test]
    public async Task FirstKey_IsPublishedAhead_TakesOver_AndGivesBackWhenItIsRetired()
    {
        var drill = await StartAsync(($"{Setting}:NextFile", "next/pdf.pfx"));
        var ring = drill.Api.Services.GetRequiredService<KeyRing>();
        var keys = await drill.KeysAsync(KeyPurpose.Pdf);
        var (service, own) = (keys.Single(key => key.Institution is null).Id, keys.Single(key => key.Institution == Own));
        Assert.That((own.State, ring.InForce(KeyPurpose.Pdf, Own).Key.Id), Is.EqualTo((KeyState.Next, service)));

        Assert.That(await drill.Life.ActivateAsync(own.Id, "郑宁", CancellationToken.None), Is.Null);
        await drill.FollowAsync();
        Assert.That(ring.InForce(KeyPurpose.Pdf, Own).Key.Id, Is.EqualTo(own.Id));
        var issued = await drill.IssueAsync($"{Own}-operator");

        Assert.That(await drill.Life.RetireAsync(service, "郑宁", CancellationToken.None), Does.Contain("the only"));
        Assert.That(await drill.Life.RetireAsync(own.Id, "郑宁", CancellationToken.None), Is.Null);
        await drill.FollowAsync();
        Assert.That(ring.InForce(KeyPurpose.Pdf, Own).Key.Id, Is.EqualTo(service));
        Assert.That(await FaultsAsync(), Is.Empty);
        await AllAreAsync(issued);
    }

    [Test]
    public async Task Key_OfOneInstitution_OnACertificateOfAnother_IsForgedWhoeverLooks()
    {
        var drill = await StartAsync(($"{Setting}:File", "own/pdf.pfx"));
        var other = await drill.IssueAsync();
        var forged = Resigned(other.Pdf);

        Assert.That(await drill.FileAsync(forged), Is.EqualTo("not_valid forged"), "a file that the register does not have");
        Assert.That(await OfflineAsync(other with { Pdf = forged }), Is.EqualTo(OfflineFinding.Forged));
        Assert.That(await OfflineAsync(other), Is.EqualTo(OfflineFinding.NoList));
        Assert.That(await drill.FileAsync(other.Pdf), Is.EqualTo("valid"));

        // the register's own file, whose key turns out to be another institution's: sealed by whoever has the seal's key
        var id = drill.KeysOf(other)[0];
        await drill.Api.Services.GetRequiredService<Database>().ExecuteAsync(
            "UPDATE SigningKey SET Seal = NULL; UPDATE SigningKey SET Institution = @Own WHERE Id = @id", new { Own, id }, CancellationToken.None);
        await drill.Api.Services.GetRequiredService<SigningKeyStore>().PublishAsync([], CancellationToken.None);
        await Task.Delay(2_100);
        Assert.That(await drill.FileAsync(other.Pdf), Is.EqualTo("not_valid forged"));
        var version = (await drill.Api.Services.GetRequiredService<CertificateReader>().ByNumberAsync(other.Number, CancellationToken.None)).Single();
        Assert.That(await SelfCheckAsync(version), Is.EqualTo("signature_invalid"));
    }

    [Test]
    public async Task Row_WhoseInstitutionWasChangedPastTheServices_IsNotBelieved()
    {
        var drill = await StartAsync(($"{Setting}:File", "own/pdf.pfx"));
        var own = await drill.IssueAsync($"{Own}-operator");
        var id = drill.KeysOf(own)[0];
        await drill.LoggedAsync();
        await drill.Api.Services.GetRequiredService<Database>().ExecuteAsync(
            "UPDATE SigningKey SET Institution = '0001' WHERE Institution IS NOT NULL", null, CancellationToken.None);
        await drill.FollowAsync();

        Assert.That(await drill.FileAsync(own.Pdf), Is.EqualTo("unavailable"));
        Assert.That((await drill.AuditAsync()).Findings, Does.Contain(new RegisterFinding($"signing-key/{id}", "key_not_believed")));
    }

    /// <summary>As another process, which lacks the setting: it must not sign by another key what is to bear this one.</summary>
    [Test]
    public void Process_WithoutTheKey_SignsNothingOfTheInstitution()
    {
        using var service = new DemoFolder();
        using var own = new DemoFolder();
        var (signer, held) = (service.Signers[KeyPurpose.Pdf], own.Signers[KeyPurpose.Pdf].Key with { Institution = Own });
        using var published = new PublicKeyRing([signer.Key, held]);
        var ring = new KeyRing([signer], published, service.Clock);

        Assert.That(() => ring.InForce(KeyPurpose.Pdf, Own), Throws.TypeOf<KeyNotInForceException>().With.Message.Contains(Setting));
        Assert.That(ring.InForce(KeyPurpose.Pdf, "0001"), Is.SameAs(signer));
        Assert.That(ring.Faults, Has.One.Contains(Setting));
    }

    [Test]
    public async Task Setting_OfAnInstitutionThatIsNotThereYet_IsToldByHealth()
    {
        _drill = await KeyDrill.StartAsync(Prepare, ($"{Setting}:File", "own/pdf.pfx"));

        Assert.That(await FaultsAsync(), Has.Count.EqualTo(1).And.One.Contains($"Signing:Institutions:{Own}"));
        await _drill.Api.AddInstitutionAsync(Own);
        Assert.That(await FaultsAsync(), Is.Empty);
    }

    [TestCase("Signing:Institutions:3:Pdf:File", "own/pdf.pfx", "Signing:Institutions:3")]
    [TestCase("Signing:Institutions:0003:Pdf:File", "pdf.pfx", "Signing:Institutions:0003:Pdf:File")]
    [TestCase("Signing:Institutions:0003:Pdf:File", "none.pfx", "Signing:Institutions:0003:Pdf:File")]
    [TestCase("Signing:Institutions:0003:Pdf:Token", "token", "Signing:Institutions:0003:Pdf:")]
    [TestCase("Signing:Institutions", "0003", "Signing:Institutions")]
    public void Setting_ThatIsWrong_StopsTheStart(string key, string value, string named) => Assert.That(
        () => KeyDrill.StartAsync(Prepare, (key, value)),
        Throws.InstanceOf<Microsoft.Extensions.Options.OptionsValidationException>().With.Message.Contains(named));

    private static void Prepare(string folder)
    {
        KeyDrill.MakeKeys(folder, "own");
        KeyDrill.MakeKeys(folder, "next");
    }

    private async Task<KeyDrill> StartAsync(params (string Key, string Value)[] settings)
    {
        _drill = await KeyDrill.StartAsync(Prepare, settings);
        await _drill.Api.AddInstitutionAsync(Own);
        return _drill;
    }

    private async Task AllAreAsync(params Drilled[] valid)
    {
        foreach (var issued in valid)
        {
            await _drill!.AssertAsync(issued, "valid", "valid");
        }
    }

    private Task<IReadOnlyList<string>> FaultsAsync() =>
        _drill!.Api.Services.GetRequiredService<InstitutionKeys>().FaultsAsync(CancellationToken.None);

    /// <summary>By the keys that the site publishes, and the file alone.</summary>
    private async Task<OfflineFinding> OfflineAsync(Drilled issued)
    {
        using var keys = JwkReading.Read(await _drill!.Public.GetByteArrayAsync("/v1/keys"));
        return new OfflineCheck(keys, list: null).CheckFile(issued.Pdf).Finding;
    }

    /// <summary>The same bytes under a signature of the other institution's key, as whoever holds it can make it.</summary>
    private byte[] Resigned(byte[] pdf)
    {
        Assert.That(SignedPdf.TryRead(pdf, out var signed, out _), Is.True);
        var hash = new byte[32];
        signed!.HashSignedBytes(hash);
        var signature = _drill!.Api.Services.GetRequiredService<PdfSigner>().Sign(hash, Own).Cms.ToArray();
        var file = pdf.ToArray();
        var place = file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(signed.Cms.Span)));
        file.AsSpan(place, 2 * signed.Cms.Length).Fill((byte)'0');
        System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(signature)).CopyTo(file, place);
        return file;
    }

    /// <summary>What the nightly check finds, by the keys as they are published now.</summary>
    private async Task<string?> SelfCheckAsync(VersionRecord version)
    {
        var services = _drill!.Api.Services;
        using var keys = new PublicKeyRing(await services.GetRequiredService<SigningKeyStore>().ListAsync(CancellationToken.None));
        return await new StoredFileCheck(
            services.GetRequiredService<PdfArchive>(), new PdfSignatureReader(keys), new QrTokenReader(keys),
            services.GetRequiredKeyedService<DataCipher>(SecretKeyPurpose.Identity), services.GetRequiredService<HolderKeys>())
            .DifferenceAsync(version, CancellationToken.None);
    }
}
