using Certificates.Core.Privacy;

namespace Certificates.Core.Oversight.Keys;

/// <summary>
/// A column whose values are encrypted, each with the id of its key beside it. Those of another key than the one that writes now are read
/// in the order of the primary key, and written where they still stand as they were read.
/// </summary>
/// <param name="Name">Table and column.</param>
/// <param name="Purpose">What its keys are for.</param>
/// <param name="Place">What a value is bound to.</param>
/// <param name="Select">Those behind a row, by another key.</param>
/// <param name="Update">Writes one.</param>
internal sealed record EncryptedColumn(
    string Name, SecretKeyPurpose Purpose, Func<EncryptedValue, RowAddress> Place, string Select, string Update)
{
    /// <summary>Those of the register.</summary>
    public static readonly IReadOnlyList<EncryptedColumn> Register =
    [
        new("Document.BodyCipher", SecretKeyPurpose.Document, value => Places.Document(value.Id),
            "SELECT Id, BodyCipher AS Cipher, KeyId FROM Document WHERE Id > @Id AND KeyId <> @current ORDER BY Id",
            "UPDATE Document SET BodyCipher = @Cipher, KeyId = @Current WHERE Id = @Id AND BodyCipher = @Before"),
        new("CertificateVersion.IdNumberCipher", SecretKeyPurpose.Identity, value => Places.IdNumber(value.Id, value.Below),
            """
            SELECT CertificateId AS Id, Version AS Below, IdNumberCipher AS Cipher, KeyId FROM CertificateVersion
            WHERE (CertificateId > @Id OR (CertificateId = @Id AND Version > @Below)) AND KeyId <> @current ORDER BY CertificateId, Version
            """,
            """
            UPDATE CertificateVersion SET IdNumberCipher = @Cipher, KeyId = @Current
            WHERE CertificateId = @Id AND Version = @Below AND IdNumberCipher = @Before
            """),
        new("BatchRow.SentCipher", SecretKeyPurpose.Identity, value => Places.Sent(value.Text, value.Below),
            """
            SELECT BatchId AS Text, Row AS Below, SentCipher AS Cipher, KeyId FROM BatchRow
            WHERE (BatchId > @Text OR (BatchId = @Text AND Row > @Below)) AND KeyId <> @current ORDER BY BatchId, Row
            """,
            """
            UPDATE BatchRow SET SentCipher = @Cipher, KeyId = @Current WHERE BatchId = @Text AND Row = @Below AND SentCipher = @Before
            """),
        new("BatchRow.HoldCipher", SecretKeyPurpose.Identity, value => Places.Hold(value.Text, value.Below),
            """
            SELECT BatchId AS Text, Row AS Below, HoldCipher AS Cipher, HoldKeyId AS KeyId FROM BatchRow
            WHERE (BatchId > @Text OR (BatchId = @Text AND Row > @Below)) AND HoldKeyId <> @current ORDER BY BatchId, Row
            """,
            """
            UPDATE BatchRow SET HoldCipher = @Cipher, HoldKeyId = @Current WHERE BatchId = @Text AND Row = @Below AND HoldCipher = @Before
            """),
        new("Batch.DecisionCipher", SecretKeyPurpose.Identity, value => Places.Decision(value.Text),
            """
            SELECT Id AS Text, DecisionCipher AS Cipher, DecisionKeyId AS KeyId FROM Batch
            WHERE Id > @Text AND DecisionKeyId <> @current ORDER BY Id
            """,
            "UPDATE Batch SET DecisionCipher = @Cipher, DecisionKeyId = @Current WHERE Id = @Text AND DecisionCipher = @Before"),
        new("Batch.ReadingCipher", SecretKeyPurpose.Identity, value => Places.Reading(value.Text),
            """
            SELECT Id AS Text, ReadingCipher AS Cipher, ReadingKeyId AS KeyId FROM Batch
            WHERE Id > @Text AND ReadingKeyId <> @current ORDER BY Id
            """,
            "UPDATE Batch SET ReadingCipher = @Cipher, ReadingKeyId = @Current WHERE Id = @Text AND ReadingCipher = @Before"),
        new("Photo.BodyCipher", SecretKeyPurpose.Identity, value => Places.Photo(value.Hash),
            "SELECT Hash, BodyCipher AS Cipher, KeyId FROM Photo WHERE Hash > @Hash AND KeyId <> @current ORDER BY Hash",
            "UPDATE Photo SET BodyCipher = @Cipher, KeyId = @Current WHERE Hash = @Hash AND BodyCipher = @Before"),
        new("CertificateEvent.TextCipher", SecretKeyPurpose.Identity, value => Places.EventText(value.Hash),
            """
            SELECT Id, Leaf AS Hash, TextCipher AS Cipher, KeyId FROM CertificateEvent WHERE Id > @Id AND KeyId <> @current ORDER BY Id
            """,
            "UPDATE CertificateEvent SET TextCipher = @Cipher, KeyId = @Current WHERE Id = @Id AND TextCipher = @Before"),
        new("ChangeRequest.DecisionCipher", SecretKeyPurpose.Identity, value => Places.ChangeDecision(value.Id),
            """
            SELECT Id, DecisionCipher AS Cipher, DecisionKeyId AS KeyId FROM ChangeRequest
            WHERE Id > @Id AND DecisionKeyId <> @current ORDER BY Id
            """,
            "UPDATE ChangeRequest SET DecisionCipher = @Cipher, DecisionKeyId = @Current WHERE Id = @Id AND DecisionCipher = @Before"),
        new("ChangeRequest.PayloadCipher", SecretKeyPurpose.Identity, value => Places.ChangePayload(value.Id),
            """
            SELECT Id, PayloadCipher AS Cipher, PhotoCipher AS Second, KeyId FROM ChangeRequest
            WHERE Id > @Id AND KeyId <> @current ORDER BY Id
            """,
            """
            UPDATE ChangeRequest SET PayloadCipher = @Cipher, PhotoCipher = @Second, KeyId = @Current
            WHERE Id = @Id AND PayloadCipher = @Before AND (PhotoCipher = @SecondBefore OR (PhotoCipher IS NULL AND @SecondBefore IS NULL))
            """) { Second = value => Places.ChangePhoto(value.Id) },
        new("Account.FactorCipher", SecretKeyPurpose.Identity, value => Places.Factor(value.Id),
            "SELECT Id, FactorCipher AS Cipher, FactorKeyId AS KeyId FROM Account WHERE Id > @Id AND FactorKeyId <> @current ORDER BY Id",
            "UPDATE Account SET FactorCipher = @Cipher, FactorKeyId = @Current WHERE Id = @Id AND FactorCipher = @Before")
        { IsSealed = true },
        new("Account.ContactCipher", SecretKeyPurpose.Identity, value => Places.Contact(value.Id),
            """
            SELECT Id, ContactCipher AS Cipher, ContactKeyId AS KeyId FROM Account WHERE Id > @Id AND ContactKeyId <> @current ORDER BY Id
            """,
            "UPDATE Account SET ContactCipher = @Cipher, ContactKeyId = @Current WHERE Id = @Id AND ContactCipher = @Before"),
        new("AccountChange.ReasonCipher", SecretKeyPurpose.Identity, value => Places.AccountChange(value.Id),
            """
            SELECT Id, ReasonCipher AS Cipher, ReasonKeyId AS KeyId FROM AccountChange
            WHERE Id > @Id AND ReasonKeyId <> @current ORDER BY Id
            """,
            "UPDATE AccountChange SET ReasonCipher = @Cipher, ReasonKeyId = @Current WHERE Id = @Id AND ReasonCipher = @Before"),
        new("Proposal.ReasonCipher", SecretKeyPurpose.Identity, value => Places.Proposal(value.Id),
            "SELECT Id, ReasonCipher AS Cipher, ReasonKeyId AS KeyId FROM Proposal WHERE Id > @Id AND ReasonKeyId <> @current ORDER BY Id",
            "UPDATE Proposal SET ReasonCipher = @Cipher, ReasonKeyId = @Current WHERE Id = @Id AND ReasonCipher = @Before"),
    ];

    /// <summary>Those of the site's desk.</summary>
    public static readonly IReadOnlyList<EncryptedColumn> Desk =
    [
        new("MistakeReport.TextCipher", SecretKeyPurpose.Document, value => Places.MistakeText(value.Text),
            "SELECT Id AS Text, TextCipher AS Cipher, KeyId FROM desk.MistakeReport WHERE Id > @Text AND KeyId <> @current ORDER BY Id",
            "UPDATE desk.MistakeReport SET TextCipher = @Cipher, KeyId = @Current WHERE Id = @Text AND TextCipher = @Before"),
        new("MistakeReport.AnswerCipher", SecretKeyPurpose.Document, value => Places.MistakeAnswer(value.Text),
            """
            SELECT Id AS Text, AnswerCipher AS Cipher, AnswerKeyId AS KeyId FROM desk.MistakeReport
            WHERE Id > @Text AND AnswerKeyId <> @current ORDER BY Id
            """,
            "UPDATE desk.MistakeReport SET AnswerCipher = @Cipher, AnswerKeyId = @Current WHERE Id = @Text AND AnswerCipher = @Before"),
        new("CopyOrder.WordsCipher", SecretKeyPurpose.Document, value => Places.CopyWords(value.Text),
            """
            SELECT Id AS Text, WordsCipher AS Cipher, WordsKeyId AS KeyId FROM desk.CopyOrder
            WHERE Id > @Text AND WordsKeyId <> @current ORDER BY Id
            """,
            "UPDATE desk.CopyOrder SET WordsCipher = @Cipher, WordsKeyId = @Current WHERE Id = @Text AND WordsCipher = @Before"),
        new("CopyOrder.BodyCipher", SecretKeyPurpose.Document, value => Places.CopyBody(value.Text),
            """
            SELECT Id AS Text, BodyCipher AS Cipher, BodyKeyId AS KeyId FROM desk.CopyOrder
            WHERE Id > @Text AND BodyKeyId <> @current ORDER BY Id
            """,
            "UPDATE desk.CopyOrder SET BodyCipher = @Cipher, BodyKeyId = @Current WHERE Id = @Text AND BodyCipher = @Before"),
    ];

    /// <summary>True where the seal of an account, which the id names, is over the value as it is encrypted.</summary>
    public bool IsSealed { get; init; }

    /// <summary>What the second value of a row is bound to, where two go by one key id.</summary>
    public Func<EncryptedValue, RowAddress>? Second { get; init; }
}

/// <summary>An encrypted value and where it stands; of the parts of a primary key those the table has.</summary>
internal sealed record EncryptedValue
{
    /// <summary>Before the first row of any table.</summary>
    public static readonly EncryptedValue None = new() { Cipher = [], KeyId = "" };

    public string Text { get; init; } = "";
    public long Id { get; init; }
    public long Below { get; init; }
    public byte[] Hash { get; init; } = [];
    public required byte[] Cipher { get; init; }
    public byte[]? Second { get; init; }
    public required string KeyId { get; init; }
}
