using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using System.Xml.Schema;
using Certificates.Tests.Lifecycle;

namespace Certificates.Tests.Verify;

/// <summary>
/// The metadata of GB/T 36903 as their holder gets them: the XML is held against a schema that was written from the element list, the JSON
/// against the XML.
/// </summary>
[TestFixture]
internal sealed class MetadataTests
{
    private static readonly XNamespace Ours = "urn:certificates:licence-metadata:1";

    private static readonly XmlSchemaSet Schemas = Schema();

    private BothServices _services = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _services = await BothServices.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _services.DisposeAsync();

    [Test]
    public async Task Metadata_OfAHolder_FitTheSchemaAndSayWhatThePaperSays()
    {
        var issued = (await _services.IssueAsync())[0];
        using var holder = await SignInAsync(issued);
        var said = await XmlAsync(holder, issued);

        Assert.That(said.Descendants(Ours + "ZZBH").Single().Value, Is.EqualTo(issued.Number));
        Assert.That(said.Descendants(Ours + "CZZT").Single().Value, Is.EqualTo(issued.Name));
        Assert.That(said.Descendants(Ours + "CZZTDM").Single().Value, Is.EqualTo(issued.IdNumber));
        Assert.That(said.Descendants(Ours + "CZZTDMLXDM").Single().Value, Is.EqualTo("111"));
        Assert.That(said.Descendants(Ours + "ZZZT").Single().Value, Is.EqualTo("有效"));
        Assert.That(said.Descendants(Ours + "ZZBSSM").Single().Value, Does.Contain("示范数据"), "a demonstration's type is nobody's");
        Assert.That(said.Descendants(Ours + "ZZYXQJZRQ"), Is.Empty, "a certificate has no end");
        using var json = await holder.GetAsync($"/my/certificates/{issued.Number}/metadata.json");
        var members = JsonNode.Parse(await json.Content.ReadAsStringAsync())!.AsObject();
        Assert.That(
            members.Select(member => (member.Key, (string)member.Value!)),
            Is.EqualTo(said.Root!.Elements().Select(element => (element.Name.LocalName, element.Value))));
        Assert.That(json.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/json"));
    }

    [Test]
    public async Task Metadata_OfACorrectedCertificate_AreThoseOfTheNextVersion_AndSayTheStandingOfNow()
    {
        var issued = (await _services.IssueAsync())[0];
        await BothServices.DoneAsync(_services.CorrectAsync("authority", issued.Number, new { name = "余敏婧" }));
        await BothServices.DoneAsync(_services.ChangeAsync("authority", issued.Number, "suspension"));
        using var holder = await SignInAsync(issued);
        var said = await XmlAsync(holder, issued);

        Assert.That(said.Descendants(Ours + "CZZT").Single().Value, Is.EqualTo("余敏婧"));
        Assert.That(said.Descendants(Ours + "ZZBB").Single().Value, Is.EqualTo("002"));
        Assert.That(said.Descendants(Ours + "ZZBS").Single().Value.Split('.')[^2], Is.EqualTo("002"));
        Assert.That(said.Descendants(Ours + "ZZZT").Single().Value, Is.EqualTo("核查中"));
    }

    [Test]
    public async Task Metadata_OfSomebodyElse_AreNotThere()
    {
        var issued = await _services.IssueAsync(2);
        using var holder = await SignInAsync(issued[0]);
        using var stranger = new FormBrowser(_services.Site);
        using var others = await holder.GetAsync($"/my/certificates/{issued[1].Number}/metadata.xml");
        using var nobody = await stranger.GetAsync($"/my/certificates/{issued[1].Number}/metadata.json");

        Assert.That(others.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(nobody.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await others.Content.ReadAsStringAsync(), Does.Not.Contain(issued[1].IdNumber));
    }

    [Test]
    public async Task Schema_XmlThatLacksOrMistakesSomething_IsRefused()
    {
        var issued = (await _services.IssueAsync())[0];
        using var holder = await SignInAsync(issued);
        var said = await XmlAsync(holder, issued);
        foreach (var spoil in (Action<XDocument>[])
        [
            each => each.Descendants(Ours + "CZZTDM").Remove(), each => each.Descendants(Ours + "ZZZT").Single().Value = "作废",
            each => each.Descendants(Ours + "ZZBFRQ").Single().Value = "2026年1月1日", each => each.Root!.AddFirst(new XElement(Ours + "ZZMC", "x")),
        ])
        {
            var spoilt = new XDocument(said);
            spoil(spoilt);
            Assert.That(() => Validate(spoilt), Throws.TypeOf<XmlSchemaValidationException>(), spoilt.ToString());
        }
    }

    private static XmlSchemaSet Schema()
    {
        var schemas = new XmlSchemaSet();
        using var reader = System.Xml.XmlReader.Create(Path.Combine(TestContext.CurrentContext.TestDirectory, "Verify", "licence-metadata.xsd"));
        schemas.Add(null, reader);
        return schemas;
    }

    private static void Validate(XDocument document) => document.Validate(Schemas, (_, fault) => throw fault.Exception);

    private static async Task<XDocument> XmlAsync(FormBrowser holder, Issued issued)
    {
        var page = await holder.ReadAsync("/my");
        var address = $"/my/certificates/{issued.Number}/metadata.xml";
        Assert.That(page, Does.Contain($"href=\"{address}\""));
        using var answer = await holder.GetAsync(address);
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/xml"));
        var document = XDocument.Parse(await answer.Content.ReadAsStringAsync());
        Validate(document);
        return document;
    }

    private async Task<FormBrowser> SignInAsync(Issued issued)
    {
        var holder = new FormBrowser(_services.Site);
        using var answer = await holder.SignInAsync(issued.Number, issued.IdNumber, _services.ClaimCode(issued.Number));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return holder;
    }
}
