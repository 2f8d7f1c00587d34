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

    /// <summary>What README sends first must not have been sent by the demo, and must show every sort of answer.</summary>
    [TestCase("results-to-send.csv", CertificateKind.Grade, 25, 2, 3, "theory_below_pass,ability_below_pass,id_number_invalid,photo_missing,grade_unknown", 6)]
    [TestCase("training-to-send.csv", CertificateKind.Training, 5, 2, 1, "hours_below_required,final_test_not_passed,final_test_missing", 2)]
    public async Task Judge_SampleToSend_HasCertificatesFaultsAndPhotos(
        string name, CertificateKind kind, int pending, int notPassed, int rejected, string codes, int photographed)
    {
        var form = ResultsForm.Of(kind);
        var demo = await ReadAsync(form, kind == CertificateKind.Grade ? "samples/results-240.csv" : "samples/training-28.csv");
        var rows = await ReadAsync(form, $"samples/{name}");
        await using var zip = System.IO.File.OpenRead(File("samples/photos.zip"));
        Assert.That(PhotoArchive.Open(zip).TryGet(out var photos, out _), Is.True);
        using (photos)
        {
            var judge = kind == CertificateKind.Grade ? Results.Judge(photos: photos) : TrainingJudgeTests.Judge(photos);
            var judged = rows.ConvertAll(judge.Judge);
            var held = demo.Select(row => row[ResultsColumn.IdNumber]).ToHashSet(StringComparer.Ordinal);
            Assert.Multiple(() =>
            {
                Assert.That(judged.Count(row => row.Outcome == RowOutcome.Pending), Is.EqualTo(pending));
                Assert.That(judged.Count(row => row.Outcome == RowOutcome.NotPassed), Is.EqualTo(notPassed));
                Assert.That(judged.Count(row => row.Outcome == RowOutcome.Rejected), Is.EqualTo(rejected));
                Assert.That(judged.SelectMany(row => row.Reasons).Select(reason => reason.Code.Code), Is.EqualTo(codes.Split(',')));
                Assert.That(judged.Count(row => row.Result?.Photo is not null), Is.EqualTo(photographed));
                Assert.That(rows.Count(row => held.Contains(row[ResultsColumn.IdNumber])), Is.EqualTo(kind == CertificateKind.Grade ? 1 : 0), "one shows a duplicate");
            });
        }
    }

    private static async Task<List<SentRow>> ReadAsync(ResultsForm form, string path)
    {
        await using var file = System.IO.File.OpenRead(File(path));
        return [.. (await new ResultsFile(form, file).RowsAsync(CancellationToken.None).ToListAsync()).Select(read =>
            read.TryGet(out var row, out var refusals) ? row : throw new AssertionException(refusals.First.Message))];
    }

    private static string File(string path) => Path.Combine(TestContext.CurrentContext.TestDirectory, path);
}
