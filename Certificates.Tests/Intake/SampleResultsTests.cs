using Certificates.Core;
using Certificates.Core.Intake;
using Certificates.Core.Reports;

namespace Certificates.Tests.Intake;

internal sealed class SampleResultsTests
{
    [Test]
    public async Task Judge_PublishedSample_GivesTheExpectedOutcomes()
    {
        var rows = await Results.RowsAsync(await System.IO.File.ReadAllBytesAsync(File("Intake/Data/results-200.csv")));
        var judge = Results.Judge();
        var judged = rows.Select(judge.Judge).Select(row =>
            $"{row.Sent[ResultsColumn.CandidateNumber]},{row.Outcome.Code()},{string.Join(';', row.Reasons.Select(reason => reason.Code.Code))}");

        // Issued and duplicate are told apart by the register, after judging.
        var expected = (await System.IO.File.ReadAllLinesAsync(File("Intake/Data/results-200.expected.csv"))).Skip(1)
            .Select(line => line.Replace(",issued,", ",pending,", StringComparison.Ordinal)
                .Replace(",duplicate,certificate_exists", ",pending,", StringComparison.Ordinal));
        Assert.That(judged, Is.EqualTo(expected));
    }

    [Test]
    public async Task Judge_OwnSample_HasRowsOfEveryOutcomeAndFault()
    {
        var rows = await Results.RowsAsync(await System.IO.File.ReadAllBytesAsync(File("samples/results-240.csv")));
        await using var zip = System.IO.File.OpenRead(File("samples/photos.zip"));
        Assert.That(PhotoArchive.Open(zip).TryGet(out var photos, out _), Is.True);
        using (photos)
        {
            var numbers = new CandidateNumbers(ResultsForm.Of(CertificateKind.Grade));
            rows.ForEach(numbers.Add);
            var judge = Results.Judge(photos: photos);
            var judged = rows.ConvertAll(row => numbers.AreShared(row) ? judge.Judge(row).WithShared(ResultsForm.Of(CertificateKind.Grade)) : judge.Judge(row));
            Assert.Multiple(() =>
            {
                Assert.That(judged.Count(row => row.Outcome == RowOutcome.Pending), Is.EqualTo(201));
                Assert.That(judged.Count(row => row.Outcome == RowOutcome.NotPassed), Is.EqualTo(8));
                Assert.That(judged.Count(row => row.Outcome == RowOutcome.Rejected), Is.EqualTo(31));
                Assert.That(judged.Count(row => row.Result?.Photo is not null), Is.EqualTo(13));
                Assert.That(judged.SelectMany(row => row.Reasons).Select(reason => reason.Code.Code).Distinct(StringComparer.Ordinal), Has.Exactly(23).Items);
            });
        }
    }

    private static string File(string path) => Path.Combine(TestContext.CurrentContext.TestDirectory, path);
}
