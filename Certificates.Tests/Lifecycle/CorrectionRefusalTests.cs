using System.Text.Json.Nodes;
using Certificates.Core.Coding;
using Certificates.Core.Lifecycle;
using Certificates.Tests.Files;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Lifecycle;

/// <summary>Corrections that cannot be: each says at which field, and changes nothing.</summary>
[TestFixture]
internal sealed class CorrectionRefusalTests
{
    private BothServices _services = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _services = await BothServices.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    [Test]
    public async Task Identity_ThatWouldDoubleALiveCertificate_IsRefused()
    {
        var issued = await _services.IssueAsync(2);
        var twin = new { idNumber = issued[1].IdNumber };

        await BothServices.RefusedAsync(_services.CorrectAsync("authority", issued[0].Number, twin), 409, "certificate_exists");
        await BothServices.RefusedAsync(_services.CorrectAsync("operator", issued[0].Number, twin), 409, "certificate_exists");
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued[1].Number, "cancellation"));
        await BothServices.DoneAsync(_services.CorrectAsync("authority", issued[0].Number, twin));

        // and the number it had is free again
        var former = await _services.IssueAsync([issued[0].Row.Replace(issued[0].Row.Split(',')[0], "again", StringComparison.Ordinal)]);
        Assert.That(former[0].Number, Is.Not.EqualTo(issued[0].Number));
    }

    [Test]
    public async Task Photo_OfAnotherShape_IsRefusedButForOneThatWaitsOnRecord()
    {
        var issued = (await _services.IssueAsync())[0];
        var wide = BlockJpeg.Of(new byte[20, 40]);
        await BothServices.RefusedAsync(_services.CorrectAsync("operator", issued.Number, new { photo = Convert.ToBase64String(wide) }), 400, "photo_invalid");

        // as one waits that was asked for before photos had to be upright
        var asked = await BothServices.DoneAsync(_services.CorrectAsync("operator", issued.Number, new { name = "余敏婧" }), 202);
        var id = await StoreAsync((long)asked["id"]!, issued.Number, new Correction { Photo = wide });
        await BothServices.DoneAsync(_services.PostAsync("authority", $"/v1/requests/{id}/approval"));
    }

    [TestCase("revocation")]
    [TestCase("cancellation")]
    public async Task Correction_OfWhatIsNotInForce_IsRefused(string move)
    {
        var issued = (await _services.IssueAsync())[0];
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, move));

        await BothServices.RefusedAsync(_services.CorrectAsync("authority", issued.Number, new { name = "余敏婧" }), 409, "move_not_allowed");
    }

    [TestCase("""{"name":"余*敏静"}""", "name_invalid", "name")]
    [TestCase("""{"name":" "}""", "name_missing", "name")]
    [TestCase("""{"name":"余𠀀"}""", "glyph_missing", "name")]
    [TestCase("""{"idNumber":"990101199001010016"}""", "id_number_invalid", "idNumber")]
    [TestCase("""{"idType":"licence"}""", "id_type_unknown", "idType")]
    [TestCase("""{"idType":"hk_macao_permit"}""", "id_number_invalid", "idNumber")]
    [TestCase("""{"photo":"***"}""", "photo_invalid", "photo")]
    [TestCase("""{"photo":"aGVsbG8="}""", "photo_invalid", "photo")]
    [TestCase("""{"grade":"senior"}""", "field_not_correctable", "grade")]
    [TestCase("""{"name":"余敏婧","occupationCode":"2-02-38-01"}""", "field_not_correctable", "occupationCode")]
    [TestCase("{}", "correction_empty", null)]
    [TestCase("""{"name":"余敏静"}""", "correction_empty", null)]
    public async Task Correction_ThatCannotBe_IsRefusedAtItsField(string changes, string code, string? field)
    {
        var issued = (await _services.IssueAsync())[0];
        var body = JsonNode.Parse(changes)!.AsObject();
        body["category"] = "data_error";
        body["reason"] = "x";

        var problem = await BothServices.RefusedAsync(_services.PostAsync("authority", $"/v1/certificates/{issued.Number}/correction", body), 400, code);

        Assert.That(problem["errors"]?.AsObject().Select(error => error.Key).Single(), Is.EqualTo(field));
        Assert.That((int)(await _services.RecordAsync(issued.Number))["currentVersion"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task Correction_WithSeveralFaults_ListsEach()
    {
        var issued = (await _services.IssueAsync())[0];

        var problem = await BothServices.RefusedAsync(
            _services.CorrectAsync("authority", issued.Number, new { name = "1", idNumber = "1" }), 400, "name_invalid");

        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Is.EquivalentTo(new[] { "name", "idNumber" }));
    }

    /// <summary>What was right when it was asked for may be wrong by the rules of a later release; only a register has such a request.</summary>
    [Test]
    public async Task Approval_OfValuesThatMayNoLongerBe_ListsEachFault()
    {
        var issued = (await _services.IssueAsync())[0];
        var asked = await BothServices.DoneAsync(_services.CorrectAsync("operator", issued.Number, new { name = "余敏婧" }), 202);
        var id = await StoreAsync((long)asked["id"]!, issued.Number, new Correction { Name = "1", IdNumber = "1" });

        var problem = await BothServices.RefusedAsync(_services.PostAsync("authority", $"/v1/requests/{id}/approval"), 400, "name_invalid");

        Assert.That(problem["errors"]!.AsObject().Select(error => error.Key), Is.EquivalentTo(new[] { "name", "idNumber" }));
        Assert.That((string?)(await _services.GetAsync("authority", $"/v1/requests/{id}"))["state"], Is.EqualTo("open"));
    }

    private async Task<long> StoreAsync(long like, string number, Correction correction)
    {
        var (store, records) = (
            _services.Api.Services.GetRequiredService<ChangeRequestStore>(), _services.Api.Services.GetRequiredService<RequestRecords>());
        var before = (await store.FindAsync(like, institutionId: null, CancellationToken.None))!;
        Assert.That(CertificateNumber.TryParse(number, out var parsed, out _), Is.True);
        Assert.That(ChangeGround.Read("data_error", "a reason", null).TryGet(out var ground, out _), Is.True);
        var target = ChangeTarget.Of(parsed!);
        var request = new NewRequest(
            ChangeKind.Correction, target, ground!, correction, before.InstitutionId, 1, NeedsAuthority: true, before.RequestedBy);
        return await store.InsertAsync(id => records.Record(id, request), CancellationToken.None);
    }
}
