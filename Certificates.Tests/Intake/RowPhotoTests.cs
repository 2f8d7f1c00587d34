using Certificates.Core.Intake;

namespace Certificates.Tests.Intake;

/// <summary>Which photo of the ZIP is a row's: what the column 照片 names, else what the row's numbers call.</summary>
internal sealed class RowPhotoTests
{
    private const string IdNumber = "991643199201143758";

    [TestCase("a.jpg", "a.jpg", null)]
    [TestCase(" A ", "a.jpg", null)]
    [TestCase("b.jpg", "a.jpg", "photo_missing")]
    [TestCase("a.jpg", "1/a.jpg|2/a.jpg", "photo_invalid")]
    [TestCase("b.jpg", "a.jpg|" + IdNumber + ".jpg", "photo_missing")]
    public void Row_ThatNamesAFile_HasThatOneOrIsRejected(string named, string entries, string? code)
    {
        var row = Judge(named, entries);
        Assert.That(row.Reasons.Select(reason => reason.Code.Code), Is.EqualTo(code is null ? [] : new[] { code }));
        Assert.That(row.PhotoFile?.Index, Is.EqualTo(code is null ? 0 : default(int?)));
        Assert.That(row.IsWithoutPhoto, Is.False);
    }

    [TestCase(IdNumber + ".jpg")]
    [TestCase("t1.jpg")]
    public void Row_ThatNamesNone_HasTheFileOfItsNumber(string entries)
    {
        var row = Judge("", entries);
        Assert.That((row.Outcome, row.PhotoFile?.Index, row.Result?.Photo?.Width), Is.EqualTo((RowOutcome.Pending, 0, 192)));
    }

    [Test]
    public void Row_WithTwoFilesOfItsNumbers_IsRejected()
    {
        foreach (var entries in (string[])[$"{IdNumber}.jpg|T1.jpg", "T1.jpg|T1.jpeg", "1/T1.jpg|2/T1.jpg"])
        {
            var row = Judge("", entries);
            Assert.That((row.Reasons.Single().Code.Code, row.PhotoFile), Is.EqualTo(("photo_invalid", default(PhotoFile?))));
            Assert.That(row.Reasons.Single().In("zh"), Does.Contain("只保留一张"));
        }
    }

    [Test]
    public void Row_WithoutAny_IsNoFault()
    {
        var row = Judge("", "other.jpg");
        Assert.That((row.Outcome, row.IsWithoutPhoto), Is.EqualTo((RowOutcome.Pending, true)));
    }

    [Test]
    public void Row_OfATrainingFile_HasTheFileOfItsNumber()
    {
        using var file = new MemoryStream(Zips.Of("P7.jpg"));
        Assert.That(PhotoArchive.Open(file).TryGet(out var photos, out _), Is.True);
        using (photos)
        {
            Assert.That(photos!.Numbered("", "p7"), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void Uses_AfterAllRows_TellWhatWasUsedAndWhoHasNone()
    {
        using var file = new MemoryStream(Zips.Of("a.jpg", "b.jpg", "c.jpg", "same.jpg", "readme.txt"));
        Assert.That(PhotoArchive.Open(file).TryGet(out var photos, out _), Is.True);
        using (photos)
        {
            var judge = Results.Judge(photos: photos);
            var uses = new PhotoUses(photos!);
            (string Photo, string IdNumber)[] rows =
            [
                ("a.jpg", IdNumber), ("b.jpg", IdNumber), ("b", "99112619731227749X"), ("", IdNumber),
                ("same.jpg", IdNumber), ("same.jpg", IdNumber + " "), ("same.jpg", ""), ("missing.jpg", IdNumber),
            ];
            foreach (var (row, i) in rows.Select((row, i) => (row, i)))
            {
                uses.Add(judge.Judge(Results.Row((ResultsColumn.Photo, row.Photo), (ResultsColumn.IdNumber, row.IdNumber)) with { Number = i + 1 }));
            }

            var report = uses.Report();
            Assert.That((report.Sent, report.Used, report.Unused, report.WithoutPhoto), Is.EqualTo((5, 2, 3, 1)));
            Assert.That(report.UnusedNames, Is.EqualTo(new[] { "b.jpg", "c.jpg", "readme.txt" }));
            Assert.That(report.RowsWithout, Is.EqualTo(new[] { 4 }));
            Assert.That(Enumerable.Range(0, 5).Where(uses.IsShared), Is.EqualTo(new[] { 1 }), "b is two holders'");
        }
    }

    private static JudgedRow Judge(string named, string entries)
    {
        using var file = new MemoryStream(Zips.Of(entries.Split('|')));
        Assert.That(PhotoArchive.Open(file).TryGet(out var photos, out _), Is.True);
        using (photos)
        {
            return Results.Judge(photos: photos).Judge(Results.Row((ResultsColumn.Photo, named)));
        }
    }
}
