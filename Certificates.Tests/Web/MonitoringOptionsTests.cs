using Certificates.Web.Monitoring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Certificates.Tests.Web;

internal sealed class MonitoringOptionsTests
{
    [TestCase("Metrics:Url", "9464")]
    [TestCase("Metrics:Url", "http://127.0.0.1")]
    [TestCase("Metrics:Url", "http://127.0.0.1:9464/metrics")]
    [TestCase("Metrics:Url", "http://0.0.0.0:5081")]
    [TestCase("Otlp:Endpoint", "collector:4317")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    public void Setting_ThatIsWrong_IsRefusedByItsName(string key, string value) =>
        Assert.That(() => Read((key, value)), Throws.TypeOf<OptionsValidationException>().With.Message.Contains(key));

    [TestCase("http://127.0.0.1:9464")]
    [TestCase("http://*:9464")]
    [TestCase("http://0.0.0.0:9464/")]
    public void MetricsUrl_WithAPortOfItsOwn_IsTaken(string url) => Assert.That(Read(("Metrics:Url", url)).MetricsUrl, Is.EqualTo(url));

    [Test]
    public void Monitoring_ThatNobodyAskedFor_IsOff() => Assert.That(Read().IsOn, Is.False);

    [Test]
    public void Collector_OfTheStandardKey_IsTaken() =>
        Assert.That(Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317")).OtlpEndpoint, Is.EqualTo("http://collector:4317"));

    private static MonitoringOptions Read(params (string Key, string Value)[] settings) => MonitoringOptions.Of(
        new ConfigurationBuilder()
            .AddInMemoryCollection([new("Urls", "http://127.0.0.1:5080;http://*:5081"), .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))])
            .Build());
}
