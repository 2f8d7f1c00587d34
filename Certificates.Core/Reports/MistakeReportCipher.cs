using System.Text;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Reports;

/// <summary>
/// Reports between what the desk keeps and what people read. The key is the document key: the site, which writes the reports, and the
/// issuing service, which answers them, both hold it, and the site holds no identity key.
/// </summary>
internal sealed class MistakeReportCipher([FromKeyedServices(SecretKeyPurpose.Document)] DataCipher documents)
{
    /// <summary>A report about to be kept.</summary>
    public NewMistakeReportRecord Keep(long certificateId, long institutionId, MistakeItem item, ReportText text, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at).ToString();
        return new NewMistakeReportRecord(
            id, certificateId, institutionId, item.Code(), Encrypt(text, Places.MistakeText(id)), documents.KeyId, at);
    }

    /// <summary>An answer about to be kept.</summary>
    public MistakeAnswerRecord Answer(string id, ReportText answer, DateTimeOffset at, long byKeyId) =>
        new(id, Encrypt(answer, Places.MistakeAnswer(id)), documents.KeyId, at, byKeyId);

    /// <summary>A report as people read it.</summary>
    /// <exception cref="InvalidOperationException">This build does not know its item.</exception>
    public MistakeReport Read(MistakeReportRecord kept, string certificateNumber, string institutionCode) => new(
        Guid.Parse(kept.Id),
        certificateNumber,
        institutionCode,
        MistakeItems.TryParse(kept.Item, out var item)
            ? item.Value
            : throw new InvalidOperationException($"No item is called {kept.Item} in this build."),
        Decrypt(kept.TextCipher, kept.KeyId, Places.MistakeText(kept.Id)),
        kept.At,
        kept is { AnswerCipher: { } answer, AnswerKeyId: { } keyId } ? Decrypt(answer, keyId, Places.MistakeAnswer(kept.Id)) : null,
        kept.AnsweredAt);

    private byte[] Encrypt(ReportText text, RowAddress at) => documents.Encrypt(Encoding.UTF8.GetBytes(text.Value), at);

    private string Decrypt(byte[] cipher, string keyId, RowAddress at) => Encoding.UTF8.GetString(documents.Decrypt(cipher, keyId, at));
}
