using Certificates.Core;
using Certificates.Core.Intake;

namespace Certificates.Tests.Intake;

internal sealed class SampleResultsTests
{
    private static string DataFile(string name) => Path.Combine(TestContext.CurrentContext.TestDirectory, "Intake", "Data", name);

    [Test]
    public async Task Judge_PublishedSample_GivesTheExpectedOutcomes()
    {
        var rows = await Results.RowsAsync(await File.ReadAllBytesAsync(DataFile("results-200.csv")));
        var judge = Results.Judge();
        var judged = rows.Select(judge.Judge).Select(row =>
            $"{row.Sent[ResultsColumn.CandidateNumber]},{row.Outcome.Code()},{string.Join(';', row.Reasons.Select(reason => reason.Code))}");

        // Issued and duplicate are told apart by the register, after judging.
        var expected = (await File.ReadAllLinesAsync(DataFile("results-200.expected.csv"))).Skip(1)
            .Select(line => line.Replace(",issued,", ",pending,", StringComparison.Ordinal)
                .Replace(",duplicate,certificate_exists", ",pending,", StringComparison.Ordinal));
        Assert.That(judged, Is.EqualTo(expected));
    }
}
