namespace Certificates.Tests.HouseRules.Journeys;

/// <summary>How many source files one request enters, measured on the running services, and listed in the docs one line a file.</summary>
[NonParallelizable]
internal sealed class HouseRulesJourneyTests
{
    private static readonly Journey[] Journeys = [Journey.Row, Journey.LookUp, Journey.Correction];
    private readonly Dictionary<Journey, IReadOnlyList<WatchedProduct.Method>> _begun = [];

    [OneTimeSetUp]
    public async Task TravelAsync()
    {
        await using var services = await WatchedServices.StartAsync();

        // The first time something is done, much is made that stays; what every request enters shows the second time.
        for (var round = 0; round < 2; round++)
        {
            _begun[Journey.Row] = await services.WatchAsync(services.IssueAsync);
            _begun[Journey.LookUp] = await services.WatchAsync(services.LookUpAsync);
            _begun[Journey.Correction] = await services.WatchAsync(services.CorrectAsync);
        }
    }

    [TestCaseSource(nameof(Journeys))]
    public void Journey_EntersFewFiles(Journey journey)
    {
        var files = journey.Files(_begun[journey]);
        var all = _begun[journey].Select(method => method.File).Distinct(StringComparer.Ordinal).Count();
        TestContext.Out.WriteLine($"{journey.Name}: {files.Count} files; {all} with what lies behind doors and what every request passes");

        Assert.That(files, Has.Count.InRange(10, journey.MostFiles));
    }

    [TestCaseSource(nameof(Journeys))]
    public void Journey_IsListedInTheDocs(Journey journey)
    {
        var (files, listed) = (journey.Files(_begun[journey]), journey.Listed.ToList());

        Assert.That(Lines(files.Except(listed, StringComparer.Ordinal)), Is.Empty, "entered, and not in the docs: give each a line");
        Assert.That(Lines(listed.Except(files, StringComparer.Ordinal)), Is.Empty, "in the docs, and not entered any more");
        Assert.That(listed, Is.Unique);
    }

    private static string Lines(IEnumerable<string> files) => string.Join('\n', files);
}
