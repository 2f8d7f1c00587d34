using System.Text;
using Certificates.Core;
using Certificates.Core.Coding;
using Certificates.Core.Composition;
using Certificates.Core.Data;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Verifying;
using Certificates.Tests.Issuing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Verifying;

/// <summary>The verifying service in a container of its own, on the register of an issuing verifying with a few certificates.</summary>
internal sealed class TestVerifying : IAsyncDisposable
{
    private const string Results = """
        准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期,照片
        1,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,中级,73,61.5,2026-04-25,
        2,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,高级,73,61.5,2026-05-25,
        3,古丽·阿不都,居民身份证,994845197312214309,2-02-38-08,,初级,94,64.7,2026-04-09,
        4,陈大文,港澳居民来往内地通行证,H1234567801,2-02-38-04,云计算运维,中级,94,64.7,2026-04-09,photo-01.jpg
        5,Anne-Marie O'Neill,护照,X7654321,2-02-38-04,云计算运维,中级,94,64.7,2026-04-09,
        """;

    private readonly ServiceProvider _services;

    private TestVerifying(TestIssuing issuing, TracingDialect register, ServiceProvider services) =>
        (Issuing, Register, _services) = (issuing, register, services);

    public TestIssuing Issuing { get; }

    /// <summary>The read-only register, with the statements it was asked.</summary>
    public TracingDialect Register { get; }

    public Verifier Verifier => Get<Verifier>();

    public static async Task<TestVerifying> OpenAsync()
    {
        var issuing = await TestIssuing.OpenAsync(embedded: true);
        var received = await issuing.SendAsync(
            Encoding.UTF8.GetBytes(Results),
            photos: await File.ReadAllBytesAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "samples", "photos.zip")));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        var summary = await issuing.IssueAsync(reception!.Batch.Id);
        Assert.That(summary.Counts.Issued, Is.EqualTo(5));

        var register = new TracingDialect(Path.Combine(issuing.Folder, "register.db"));
        var services = Registrations(issuing.Folder).AddSingleton<TimeProvider>(issuing.Clock)
            .AddSingleton(new Database(register)).BuildServiceProvider();
        await services.GetRequiredService<Desk>().SetUpAsync(CancellationToken.None);
        return new TestVerifying(issuing, register, services);
    }

    /// <summary>What the site registers, as it registers it.</summary>
    public static IServiceCollection Registrations(string folder, params (string Key, string Value)[] settings) => new ServiceCollection().AddLogging().AddCertificateVerification(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DataDirectory"] = folder,
            ["Storage:IsSpecimen"] = "true",
            ["Verification:BaseUrl"] = "https://verify.example.cn",
        }.Concat(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))).Build());

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async Task<Answer> AskAsync(string? number, string? name, string? idNumber)
    {
        var asked = await Verifier.AskAsync(new Question(number, name, idNumber), CancellationToken.None);
        Assert.That(asked.TryGet(out var answer, out var refusals), Is.True, refusals?.First.Code.Code);
        return answer!;
    }

    public async Task<Refusal> RefusedAsync(string? number, string? name, string? idNumber)
    {
        var asked = await Verifier.AskAsync(new Question(number, name, idNumber), CancellationToken.None);
        Assert.That(asked.TryGet(out _, out var refusals), Is.False);
        return refusals!.First;
    }

    /// <summary>The newest certificate of a name.</summary>
    public async Task<VersionRecord> CertificateOfAsync(string name)
    {
        var all = await Get<CertificateReader>().ByIdsAsync([1, 2, 3, 4, 5], CancellationToken.None);
        return all.Last(version => version.Name == name);
    }

    public string TokenOf(VersionRecord version, string? name = null)
    {
        Assert.That(CertificateNumber.TryParse(version.Number, out var number, out _), Is.True);
        return Issuing.Get<QrTokenSigner>().Sign(new QrClaims(number!, (int)version.Version, name ?? version.Name, version.IssuedOn)).Text;
    }

    /// <summary>The signed file of a certificate.</summary>
    public async Task<byte[]> PdfOfAsync(VersionRecord version)
    {
        var pdf = await Issuing.Get<PdfArchive>().FindAsync(version, CancellationToken.None);
        return pdf!.Bytes.ToArray();
    }

    /// <summary>The pick-up code as the institution hands it out.</summary>
    public string ClaimCodeOf(VersionRecord version)
    {
        Assert.That(CertificateNumber.TryParse(version.Number, out var number, out _), Is.True);
        return Issuing.Get<ClaimCodes>().Code(number!, (int)version.ClaimGeneration).Grouped;
    }

    /// <summary>What the desk keeps of who is signed in.</summary>
    public Task<IReadOnlyList<byte[]>> HolderSessionHashesAsync() => _services.GetRequiredKeyedService<Database>(Database.Desk)
        .QueryAsync<byte[]>("SELECT Hash FROM desk.HolderSession", null, CancellationToken.None);

    /// <summary>Changes the register past its service.</summary>
    public Task EditAsync(string sql, object? parameters = null) =>
        Issuing.Get<Database>().ExecuteAsync(sql, parameters, CancellationToken.None);

    /// <summary>Changes the register as its service does.</summary>
    public Task ChangeAsync(string sql, object? parameters = null) => Issuing.WriteAsOursAsync(sql, parameters);

    public Task SetStatusAsync(VersionRecord version, CertificateStatus status) => ChangeAsync(
        "UPDATE Certificate SET Status = @status, StatusChangedAt = @at WHERE Id = @id",
        new { status = (int)status, at = new DateTimeOffset(2026, 12, 1, 17, 0, 0, TimeSpan.Zero), id = version.CertificateId });

    /// <summary>Corrects the name, which makes version 2; it is complete from the given instant on, or not yet.</summary>
    public async Task CorrectAsync(VersionRecord version, string name, DateTimeOffset? completedAt)
    {
        Assert.That(PersonName.TryParse(name, out var corrected, out _), Is.True);
        await ChangeAsync(
            """
            INSERT INTO CertificateVersion (CertificateId, Version, Name, NameKey, IdType, IdNumberCipher, KeyId, HolderKey, OccupationCode,
                OccupationName, OccupationEnglishName, DirectionName, InstitutionName, InstitutionEnglishName, LicenceIdentifier, ReservedAt, CompletedAt)
            SELECT CertificateId, 2, @name, @key, IdType, IdNumberCipher, KeyId, HolderKey, OccupationCode, OccupationName, OccupationEnglishName,
                DirectionName, InstitutionName, InstitutionEnglishName, LicenceIdentifier || '.2', ReservedAt, @completedAt
            FROM CertificateVersion WHERE CertificateId = @id AND Version = 1
            """,
            new { id = version.CertificateId, name, key = corrected!.PassportKey, completedAt });
        await ChangeAsync(
            "UPDATE Certificate SET CurrentVersion = @version WHERE Id = @id",
            new { id = version.CertificateId, version = completedAt is null ? 1 : 2 });
    }

    /// <summary>Puts the certificates back as they were issued.</summary>
    public async Task ResetAsync()
    {
        await ChangeAsync("DELETE FROM CertificateVersion WHERE Version > 1");
        await ChangeAsync("UPDATE Certificate SET Status = 1, CurrentVersion = 1");
        Register.IsDown = false;
        Register.Asked.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Register.Dispose();
        await Issuing.DisposeAsync();
    }
}
