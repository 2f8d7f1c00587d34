using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Privacy;
using Certificates.Core.Reports;

namespace Certificates.Tests.Reports;

internal sealed class MistakeReportCipherTests
{
    private const string Words = "姓名应为于月";
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 1, 2, 3, TimeSpan.Zero);
    private DataCipher _documents = null!;
    private MistakeReportCipher _cipher = null!;

    [SetUp]
    public void Open()
    {
        _documents = new DataCipher(new SecretKey(SecretKeyPurpose.Document, new byte[32]));
        _cipher = new MistakeReportCipher(_documents);
    }

    [TearDown]
    public void Close() => _documents.Dispose();

    [Test]
    public void Report_KeptAndAnswered_ReadsAsItWasWritten()
    {
        var (kept, answer) = Keep();
        var read = _cipher.Read(Record(kept, answer), "Z0001", "0001");

        Assert.That((read.Item, read.Text, read.Answer, read.ReportedAt, read.AnsweredAt), Is.EqualTo((MistakeItem.IdDocument, Words, "已更正", Now, (DateTimeOffset?)Now.AddDays(1))));
        Assert.That(Encoding.UTF8.GetString(kept.TextCipher), Does.Not.Contain("于月"));
        Assert.That(read.ToString(), Is.EqualTo(nameof(MistakeReport)));
    }

    [Test]
    public void Report_MovedOrTakenForItsAnswer_DoesNotDecrypt()
    {
        var (kept, answer) = Keep();
        var other = _cipher.Keep(1, 1, MistakeItem.Name, Text(Words), Now.AddSeconds(1));

        Assert.That(() => _cipher.Read(Record(kept with { Id = other.Id }, answer: null), "Z0001", "0001"), Throws.InstanceOf<CryptographicException>());
        Assert.That(
            () => _cipher.Read(Record(kept with { TextCipher = answer.AnswerCipher }, answer: null), "Z0001", "0001"), Throws.InstanceOf<CryptographicException>());
        Assert.That(string.CompareOrdinal(other.Id, kept.Id), Is.Positive, "ids are in the order of time");
    }

    private (NewMistakeReportRecord Kept, MistakeAnswerRecord Answer) Keep()
    {
        var kept = _cipher.Keep(1, 1, MistakeItem.IdDocument, Text(Words), Now);
        return (kept, _cipher.Answer(kept.Id, Text("已更正"), Now.AddDays(1), byKeyId: 3));
    }

    private static ReportText Text(string written) => ReportText.TryParse(written, "text", out var text, out _) ? text : throw new InvalidOperationException();

    private static MistakeReportRecord Record(NewMistakeReportRecord kept, MistakeAnswerRecord? answer) => new()
    {
        Id = kept.Id,
        CertificateId = kept.CertificateId,
        InstitutionId = kept.InstitutionId,
        Item = kept.Item,
        TextCipher = kept.TextCipher,
        KeyId = kept.KeyId,
        At = kept.At,
        AnswerCipher = answer?.AnswerCipher,
        AnswerKeyId = answer?.AnswerKeyId,
        AnsweredAt = answer?.AnsweredAt,
    };
}
