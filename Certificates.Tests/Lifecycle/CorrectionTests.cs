using System.Globalization;
using System.IO.Compression;
using Certificates.Core;
using Certificates.Tests.Api;
using Certificates.Tests.Files;
using Certificates.Tests.Verify;

namespace Certificates.Tests.Lifecycle;

/// <summary>A correction: version 2 of the same number, and version 1 superseded wherever it is asked about.</summary>
[TestFixture]
internal sealed class CorrectionTests
{
    private BothServices _services = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _services = await BothServices.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    private static string Today => ChinaTime.DayOf(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<(string[] Moves, string Of1, string Of2)> Lives =>
    [
        ([], $"not_valid superseded current of {Today}", "valid"),
        (["suspension"], $"not_valid suspended superseded on {Today} for complaint current of {Today}", $"not_valid suspended on {Today} for complaint"),
        (["suspension", "restoration"], $"not_valid superseded current of {Today}", "valid"),
        (["revocation"], $"not_valid revoked superseded on {Today} for complaint current of {Today}", $"not_valid revoked on {Today} for complaint"),
        (["cancellation"], $"not_valid cancelled superseded on {Today} for complaint current of {Today}", $"not_valid cancelled on {Today} for complaint"),
    ];

    [TestCaseSource(nameof(Lives))]
    public async Task Version_OfACorrectedCertificate_IsSaidTheSameEverywhere((string[] Moves, string Of1, string Of2) life)
    {
        var issued = (await _services.IssueAsync())[0];
        var share = await PublicView.ShareAsync(_services, issued);
        await BothServices.DoneAsync(_services.CorrectAsync("authority", issued.Number, new { name = "余敏婧" }));
        foreach (var move in life.Moves)
        {
            await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, move));
        }

        var (former, current) = (new PublicView(_services, issued.Number, 1, issued.Name), new PublicView(_services, issued.Number, 2, "余敏婧"));
        Assert.That((await former.VerdictsAsync()).Values, Is.All.EqualTo(life.Of1));
        Assert.That((await current.VerdictsAsync()).Values, Is.All.EqualTo(life.Of2));
        var shared = await current.SharedAsync(share);
        Assert.That((PublicView.Words(shared), (string)shared["certificate"]!["name"]!), Is.EqualTo((life.Of2, "余敏婧")));
        await AssertPagesAsync(former, current, life.Moves.LastOrDefault());
        Assert.That(former.Bodies.Concat(current.Bodies), Has.None.Contains(BothServices.Secret));
    }

    [Test]
    public async Task Correction_ByTheAuthority_IsANextVersionOfTheSameNumber()
    {
        var issued = (await _services.IssueAsync())[0];
        var before = (await _services.RecordAsync(issued.Number))["versions"]![0]!;

        var record = await BothServices.DoneAsync(_services.CorrectAsync("authority", issued.Number, new { name = "余敏婧" }));
        var (first, second) = (record["versions"]![0]!, record["versions"]![1]!);

        Assert.Multiple(() =>
        {
            Assert.That(first.ToJsonString(), Is.EqualTo(before.ToJsonString()));
            Assert.That(((int)record["currentVersion"]!, (string)second["name"]!, (bool)second["hasPdf"]!), Is.EqualTo((2, "余敏婧", true)));
            Assert.That((string)second["issuedOn"]!, Is.EqualTo((string)first["issuedOn"]!));
            Assert.That(((string)second["licenceIdentifier"]!).Split('.')[^2], Is.EqualTo("002"));
            Assert.That(((string)second["licenceIdentifier"]!).Split('.')[..^2], Is.EqualTo(((string)first["licenceIdentifier"]!).Split('.')[..^2]));
            Assert.That(
                record["events"]!.AsArray().Select(each => ((string)each!["kind"]!, (int)each["version"]!)),
                Is.EqualTo(new[] { ("issued", 1), ("corrected", 2), ("issued", 2) }));
        });
        var requests = await _services.GetAsync("auditor", "/v1/requests?state=decided&limit=1000");
        Assert.That(
            requests["items"]!.AsArray().Count(request => (string?)request!["number"] == issued.Number && (string)request["state"]! == "approved"),
            Is.EqualTo(1), "the intent was on record");
    }

    [Test]
    public async Task Pdf_OfTheNextVersion_PrintsTheCorrectionAndScansToIt()
    {
        var issued = (await _services.IssueAsync())[0];
        await BothServices.DoneAsync(_services.CorrectAsync("authority", issued.Number, new { name = "欧阳娜娜", idType = "passport", idNumber = "E12345678" }));
        var folder = Directory.CreateTempSubdirectory("certificates-corrected-").FullName;
        var path = Path.Combine(folder, "certificate.pdf");
        await File.WriteAllBytesAsync(path, await _services.As("operator").GetByteArrayAsync($"/v1/certificates/{issued.Number}/pdf"));

        var text = Tool.Run("pdftotext", "-raw", path, "-").Replace("\n", "", StringComparison.Ordinal);
        Tool.Run("pdftoppm", "-r", "200", "-png", "-singlefile", path, Path.Combine(folder, "page"));
        var address = Tool.Run("zbarimg", "-q", "--raw", Path.Combine(folder, "page.png")).Trim();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/q/" + address.Split("/Q/")[1]);
        request.Headers.Accept.ParseAdd("application/json");
        using var scanned = await _services.Public.SendAsync(request);
        Directory.Delete(folder, recursive: true);

        Assert.That(text, Does.Contain("欧阳娜娜").And.Contain("E12345678").And.Contain(issued.Number).And.Not.Contain(issued.IdNumber));
        Assert.That(await scanned.Content.ReadAsStringAsync(), Does.Contain("\"valid\"").And.Contain("\"version\":2"));
    }

    [Test]
    public async Task Photo_AskedByOneKeyOfTheInstitution_IsCorrectedByAnother()
    {
        var issued = (await _services.IssueAsync())[0];
        var photo = Photo("photo-01.jpg");
        var request = await BothServices.DoneAsync(_services.CorrectAsync("operator", issued.Number, new { photo = Convert.ToBase64String(photo) }), 202);
        var shown = await _services.As("approver").GetByteArrayAsync($"/v1/requests/{request["id"]}/photo");

        await BothServices.DoneAsync(_services.PostAsync("approver", $"/v1/requests/{request["id"]}/approval"));

        Assert.That(((string)request["decidedByRole"]!, (bool)request["changes"]!["photo"]!), Is.EqualTo(("approver", true)));
        Assert.That(shown, Is.EqualTo(photo));
        await BothServices.RefusedAsync(_services.As("approver").GetAsync($"/v1/requests/{request["id"]}/photo"), 404, "not_found");
        var (first, second) = (await PdfLengthAsync(issued.Number, 1), await PdfLengthAsync(issued.Number, 2));
        Assert.That(second - first, Is.GreaterThan(photo.Length / 2), "the photo is in the file");

        // the next correction keeps it
        await BothServices.DoneAsync(_services.CorrectAsync("authority", issued.Number, new { name = "余敏婧" }));
        Assert.That(await PdfLengthAsync(issued.Number, 3) - first, Is.GreaterThan(photo.Length / 2));
    }

    [Test]
    public async Task Photo_LyingOnItsSide_IsUprightForWhoeverDecidesAndOnEveryNextVersion()
    {
        var issued = (await _services.IssueAsync())[0];
        var photo = BlockJpeg.Of(BlockJpeg.Letter(), orientation: 8);
        var request = await BothServices.DoneAsync(_services.CorrectAsync("operator", issued.Number, new { photo = Convert.ToBase64String(photo) }), 202);
        var shown = await _services.As("approver").GetByteArrayAsync($"/v1/requests/{request["id"]}/photo");
        await BothServices.DoneAsync(_services.PostAsync("approver", $"/v1/requests/{request["id"]}/approval"));
        await BothServices.DoneAsync(_services.CorrectAsync("authority", issued.Number, new { name = "余敏婧" }));

        Assert.That(Core.Files.Photo.TryParse(shown, out var read, out _), Is.True);
        Assert.That((int)read!.Orientation, Is.EqualTo(8));
        foreach (var version in (int[])[2, 3])
        {
            var pdf = await _services.As("operator").GetByteArrayAsync($"/v1/certificates/{issued.Number}/pdf?version={version}");
            Assert.That(Core.Verifying.CertificatePhoto.Of(pdf)!.Value.ToArray(), Is.EqualTo(shown));
        }
    }

    [Test]
    public async Task IdentityData_AskedByTheInstitution_AreDecidedByTheAuthority()
    {
        var issued = (await _services.IssueAsync())[0];
        var idNumber = Csv.ResidentId(900_001);
        var request = await BothServices.DoneAsync(_services.CorrectAsync("operator", issued.Number, new { idNumber }), 202);
        var address = $"/v1/requests/{request["id"]}/approval";

        await BothServices.RefusedAsync(_services.PostAsync("approver", address), 403, "authority_decides");
        await BothServices.DoneAsync(_services.PostAsync("authority", address));

        Assert.That(((string)request["decidedByRole"]!, (string)request["changes"]!["idNumber"]!), Is.EqualTo(("authority", idNumber)));
        await AssertAskedAsync(new { number = issued.Number, idNumber }, "valid");
        await AssertAskedAsync(new { number = issued.Number, idNumber = issued.IdNumber }, $"not_valid superseded current of {Today}");
    }

    [Test]
    public async Task ClaimCode_OfACorrectedCertificate_StaysAndOpensTheNextVersion()
    {
        var issued = (await _services.IssueAsync())[0];
        await BothServices.DoneAsync(_services.CorrectAsync("authority", issued.Number, new { name = "余敏婧" }));
        using var holder = new FormBrowser(_services.Site);
        using var signedIn = await holder.SignInAsync(issued.Number, issued.IdNumber, _services.ClaimCode(issued.Number));

        Assert.That(signedIn.Headers.Location?.ToString(), Is.EqualTo("/my"));
        var rows = await _services.As("operator").GetStringAsync($"/v1/batches/{issued.BatchId}/rows.csv");
        Assert.That(rows, Does.Contain(_services.ClaimCode(issued.Number)).And.Contain(issued.Number));
        var renewed = await BothServices.DoneAsync(_services.PostAsync("operator", $"/v1/certificates/{issued.Number}/claim-code"));
        Assert.That(await _services.As("operator").GetStringAsync($"/v1/batches/{issued.BatchId}/rows.csv"), Does.Contain((string)renewed["claimCode"]!));
    }

    [Test]
    public async Task Correction_ByTwoThatApproveAtOnce_MakesOneVersion()
    {
        var issued = (await _services.IssueAsync())[0];
        var request = await BothServices.DoneAsync(
            _services.CorrectAsync("operator", issued.Number, new { photo = Convert.ToBase64String(Photo("photo-02.jpg")) }), 202);
        var address = $"/v1/requests/{request["id"]}/approval";
        var answers = await Task.WhenAll(_services.PostAsync("approver", address), _services.PostAsync("approver2", address));

        Assert.That(answers.Select(answer => (int)answer.StatusCode), Is.EquivalentTo(new[] { 200, 409 }));
        Assert.That((await _services.RecordAsync(issued.Number))["versions"]!.AsArray(), Has.Count.EqualTo(2));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Test]
    [Category(Categories.Faults)]
    public async Task Correction_CutShortByAFault_StaysOnRecordAndIsFinishedByItsRequest()
    {
        var issued = (await _services.IssueAsync())[0];
        await _services.Api.ExecuteAsync("CREATE TRIGGER Fault BEFORE INSERT ON Document BEGIN SELECT RAISE(ABORT, 'fault'); END");
        await BothServices.RefusedAsync(_services.CorrectAsync("authority", issued.Number, new { name = "余敏婧" }), 503, "unavailable");
        await _services.Api.ExecuteAsync("DROP TRIGGER Fault");

        var request = (await _services.GetAsync("authority", "/v1/requests?state=open&limit=1"))["items"]![0]!;
        Assert.That(((string)request["number"]!, (string)request["decidedByRole"]!), Is.EqualTo((issued.Number, "authority")));
        Assert.That((int)(await _services.RecordAsync(issued.Number))["currentVersion"]!, Is.EqualTo(1), "nothing by half");
        await BothServices.RefusedAsync(_services.PostAsync("approver", $"/v1/requests/{request["id"]}/approval"), 403, "authority_decides");
        await BothServices.DoneAsync(_services.PostAsync("authority", $"/v1/requests/{request["id"]}/approval"));

        var record = await _services.RecordAsync(issued.Number);
        Assert.That((int)record["currentVersion"]!, Is.EqualTo(2));
        Assert.That(record["events"]!.AsArray().Select(each => (string)each!["kind"]!), Is.EqualTo(new[] { "issued", "corrected", "issued" }));
    }

    [Test]
    public async Task Imported_WhichHasNoPdf_IsMovedLikeAnyOtherButNotCorrected()
    {
        const string Number = "SF2019LIFE0001";
        var idNumber = Csv.ResidentId(900_002);
        using var sent = await _services.As("operator").PostAsync("/v1/imports", Csv.Content(
            $"证书编号,姓名,证件类型,证件号码,职业编码,职业方向,等级,考核日期,发证日期\n{Number},余敏静,居民身份证,{idNumber},2-02-38-04,云计算运维,高级,2021-11-20,2021-12-01"));
        await BothServices.DoneAsync(_services.PostAsync("authority", $"{sent.Headers.Location}/approval"));
        await _services.As("operator").GetStringAsync($"{sent.Headers.Location}/events");

        var refused = await BothServices.RefusedAsync(_services.CorrectAsync("authority", Number, new { name = "余敏婧" }), 409, "move_not_allowed");
        await BothServices.DoneAsync(_services.ChangeAsync("authority", Number, "revocation", "forged_papers"));

        Assert.That((string)refused["detail"]!, Does.Contain("issue anew"));
        await AssertAskedAsync(new { number = Number, name = "余敏静" }, $"not_valid revoked on {Today} for forged_papers");
    }

    private static async Task AssertPagesAsync(PublicView former, PublicView current, string? move)
    {
        var (old, young) = (await former.PageAsync(), await current.PageAsync());
        var (chinese, english) = move switch
        {
            "suspension" => ("证书核查中，暂停使用", "Under review"),
            "revocation" => ("现已撤销，处于无效状态", "now revoked"),
            "cancellation" => ("现已注销", "now cancelled"),
            _ => ("证书有效", "This certificate is valid"),
        };
        Assert.That(young, Does.Contain(chinese).And.Contain(english));
        if (move is null or "restoration")
        {
            Assert.That(old, Does.Contain("请以第 2 版为准").And.Contain("version 2 is the one in force"));
            Assert.That(young, Does.Not.Contain("投诉举报"));
        }
        else
        {
            Assert.That(old, Does.Contain(chinese).And.Contain("投诉举报").And.Contain("A complaint"));
            Assert.That(young, Does.Contain("原因类别").And.Contain("投诉举报").And.Contain("A complaint"));
        }
    }

    private static byte[] Photo(string name)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(TestContext.CurrentContext.TestDirectory, "samples", "photos.zip"));
        using var content = archive.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private async Task AssertAskedAsync(object question, string said)
    {
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(_services.Public, "/v1/verifications", question);
        Assert.That(PublicView.Words(System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!), Is.EqualTo(said));
    }

    private async Task<int> PdfLengthAsync(string number, int version) =>
        (await _services.As("operator").GetByteArrayAsync($"/v1/certificates/{number}/pdf?version={version}")).Length;
}
