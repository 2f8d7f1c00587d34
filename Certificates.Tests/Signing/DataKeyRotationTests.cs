using System.Security.Cryptography;
using System.Text;
using Certificates.Core.Access;
using Certificates.Core.Data;
using Certificates.Core.Oversight.Auditing;
using Certificates.Core.Oversight.Keys;
using Certificates.Core.Privacy;
using Certificates.Core.Register;
using Certificates.Core.Signing;
using Certificates.Core.Signing.Qr;
using Certificates.Core.Style;
using Certificates.Core.Style.Qr;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Guarding;
using Certificates.Tests.Api;
using Certificates.Tests.Issuing;
using Certificates.Tests.Verifying;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Certificates.Tests.Signing;

/// <summary>The keys that encrypt are changed on a register that stands, and nothing is lost or stays under the former ones.</summary>
internal sealed class DataKeyRotationTests
{
    private static readonly (string Purpose, string First, string Second)[] Files =
        [("Identity", "identity.key", "identity-2.key"), ("Document", "document.key", "document-2.key")];

    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private TestIssuing _issuing = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _settings.Clear();
        _issuing = await TestIssuing.OpenAsync(embedded: true);
        foreach (var (_, _, second) in Files)
        {
            await using var file = PrivateFiles.Create(Path.Combine(_issuing.Folder, "keys", second));
            await file.WriteAsync(RandomNumberGenerator.GetBytes(SecretKey.Length));
        }
    }

    [TearDown]
    public async Task CloseAsync() => await _issuing.DisposeAsync();

    [Test]
    public async Task Rotation_StepByStep_EveryFileIsRead_AndNothingNeedsTheFormerKeysAtTheEnd()
    {
        await IssueAsync();
        await AssertFilesAsync();

        // every process reads with both, then writes with the new ones
        await UseAsync(Files.Select(file => (file.Purpose, file.First, (string?)file.Second)));
        await IssueAsync();
        await AssertFilesAsync();
        await UseAsync(Files.Select(file => (file.Purpose, file.Second, (string?)file.First)));
        await IssueAsync();
        await FillAsync();
        await AssertFilesAsync();
        var before = await ReadAsync(former: true);

        var values = await _issuing.Get<Reencryption>().RunAsync((_, _) => { }, CancellationToken.None);
        var left = await _issuing.Get<Reencryption>().RunAsync((_, _) => { }, CancellationToken.None);
        await UseAsync(Files.Select(file => (file.Purpose, file.Second, (string?)null)));

        Assert.That(values, Is.GreaterThan(20));
        Assert.That(left, Is.Zero);
        Assert.That(await ReadAsync(former: false), Is.EquivalentTo(before), "by the new keys alone, each value in its place");
        await AssertFilesAsync();
        await IssueAsync();
        Assert.That((await _issuing.Get<RegisterAudit>().RunAsync(_ => { }, CancellationToken.None)).Findings
            .Where(found => found.Subject != "log"), Is.Empty, "the seal of an account is over its second factor as it is encrypted");
    }

    [Test]
    public async Task NewKey_WithoutTheFormerOneBesideIt_StopsTheStart()
    {
        await IssueAsync();

        Assert.That(
            async () => await UseAsync(Files.Select(file => (file.Purpose, file.Second, (string?)null))),
            Throws.TypeOf<KeyFileException>().With.Message.Contains("Signing:IdentityKeyFile"));
    }

    [Test]
    public async Task ProcessThatStillWritesWithTheFormerKey_GoesOn_AndTakesNothingBack()
    {
        await IssueAsync();
        await UseAsync(Files.Select(file => (file.Purpose, file.Second, (string?)file.First)));
        await UseAsync(Files.Select(file => (file.Purpose, file.First, (string?)file.Second)));
        await IssueAsync();
        await UseAsync(Files.Select(file => (file.Purpose, file.Second, (string?)file.First)));

        var active = await _issuing.Get<Database>().QueryAsync<string>(
            "SELECT Id FROM DataKey WHERE State = 'Active' AND Purpose IN ('Identity', 'Document')", null, CancellationToken.None);
        Assert.That(active, Is.EquivalentTo(Files.Select(file => KeyOf(file.Purpose, file.Second).Id)));
    }

    [Test]
    public async Task EncryptedColumns_AreAllThereAre()
    {
        await PrepareDeskAsync();
        var columns = new List<string>();
        foreach (var database in new[] { _issuing.Get<Database>(), _issuing.Services.GetRequiredKeyedService<Database>(Database.Desk) })
        {
            foreach (var table in await database.QueryAsync<string>("SELECT name FROM sqlite_schema WHERE type = 'table'", null, CancellationToken.None))
            {
                columns.AddRange((await database.QueryAsync<string>(
                    "SELECT name FROM pragma_table_info(@table)", new { table }, CancellationToken.None)).Where(name => name.EndsWith("Cipher", StringComparison.Ordinal))
                    .Select(name => $"{table}.{name}"));
            }
        }

        // a photo of a request goes by the key id of the request
        Assert.That(columns, Is.EquivalentTo(All.Select(column => column.Name).Append("ChangeRequest.PhotoCipher")));
    }

    private static IEnumerable<EncryptedColumn> All => EncryptedColumn.Register.Concat(EncryptedColumn.Desk);

    private async Task UseAsync(IEnumerable<(string Purpose, string Key, string? Other)> keys)
    {
        foreach (var (purpose, key, other) in keys)
        {
            _issuing.Set($"Signing:{purpose}KeyFile", key);
            _issuing.Set($"Signing:Other{purpose}KeyFiles", other ?? "");
            _settings[$"Signing:{purpose}KeyFile"] = key;
            _settings[$"Signing:Other{purpose}KeyFiles"] = other ?? "";
        }

        await _issuing.RestartAsync();
    }

    private async Task IssueAsync()
    {
        var received = await _issuing.SendAsync(Encoding.UTF8.GetBytes(Csv.File(issued: 3)));
        Assert.That(received.TryGet(out var reception, out var refusals), Is.True, refusals?.First.Message);
        await _issuing.IssueAsync(reception!.Batch.Id);
    }

    /// <summary>
    /// Of everything that was ever issued: file and code are genuine at the site, which holds the same keys, and whoever it is about signs in
    /// there and gets the file.
    /// </summary>
    private async Task AssertFilesAsync()
    {
        await using var site = TestVerifying.Registrations(_issuing.Folder, [.. _settings.Select(each => (each.Key, each.Value))]).AddSingleton<TimeProvider>(_issuing.Clock).BuildServiceProvider();
        var ids = await _issuing.Get<Database>().QueryAsync<long>("SELECT Id FROM Certificate WHERE Status = 1", null, CancellationToken.None);
        foreach (var version in await _issuing.Get<CertificateReader>().ByIdsAsync([.. ids], CancellationToken.None))
        {
            var pdf = await site.GetRequiredService<PdfArchive>().FindAsync(version, CancellationToken.None);
            var asked = await site.GetRequiredService<Verifier>().ByPdfAsync(new MemoryStream(pdf!.Bytes.ToArray()), Asker.At(null), CancellationToken.None);
            Assert.That(asked.TryGet(out var verdict, out _) ? verdict.Kind : default, Is.EqualTo(VerdictKind.Valid));
            await AssertTokenAndHolderAsync(site, version, pdf.Bytes);
        }
    }

    private async Task AssertTokenAndHolderAsync(IServiceProvider site, VersionRecord version, ReadOnlyMemory<byte> pdf)
    {
        var token = QrAddress.TokenOf(QrDecoder.Read(PrintedFacts.Read(pdf)!.Qr)!);
        var scanned = await site.GetRequiredService<Verifier>().ByTokenAsync(token, CancellationToken.None);
        Assert.That(scanned.TryGet(out var verdict, out _) ? verdict.Kind : default, Is.EqualTo(VerdictKind.Valid), "token");

        var idNumber = StoredCertificate.Of(version, _issuing.Services.GetRequiredKeyedService<DataCipher>(SecretKeyPurpose.Identity)).Holder.Document.Number;
        var code = _issuing.Get<ClaimCodes>().Code(Core.Coding.CertificateNumber.OfRecord(version.Number), (int)version.ClaimGeneration).Grouped;
        var holders = site.GetRequiredService<Holders>();
        var signedIn = await holders.SignInAsync(version.Number, idNumber, code, CancellationToken.None);
        Assert.That(signedIn.TryGet(out var holder, out var refused), Is.True, refused?.First.Message);
        var own = await holders.PdfAsync(holder!, version.Number, CancellationToken.None);
        Assert.That(own.TryGet(out var file, out _) ? file.Bytes.ToArray() : [], Is.EqualTo(pdf.ToArray()), "the holder's own file");
    }

    /// <summary>Every encrypted value in clear, by its place.</summary>
    private async Task<Dictionary<string, string>> ReadAsync(bool former)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in All)
        {
            var database = EncryptedColumn.Desk.Contains(column) ? _issuing.Services.GetRequiredKeyedService<Database>(Database.Desk) : _issuing.Get<Database>();
            var file = Files.Single(each => each.Purpose == column.Purpose.ToString());
            using var cipher = former
                ? new DataCipher(KeyOf(file.Purpose, file.First), KeyOf(file.Purpose, file.Second))
                : new DataCipher(KeyOf(file.Purpose, file.Second));
            var values = await database.QueryAsync<EncryptedValue>(
                column.Select, new { Text = "", Id = 0L, Below = 0L, Hash = Array.Empty<byte>(), current = "" }, CancellationToken.None);
            Assert.That(values, Is.Not.Empty, column.Name);
            foreach (var value in values)
            {
                read.Add($"{column.Name} {column.Place(value).Text}", Convert.ToHexString(cipher.Decrypt(value.Cipher, value.KeyId, column.Place(value))));
                if (value.Second is { } second)
                {
                    read.Add($"{column.Name} {column.Second!(value).Text}", Convert.ToHexString(cipher.Decrypt(second, value.KeyId, column.Second!(value))));
                }
            }
        }

        return read;
    }

    private SecretKey KeyOf(string purpose, string file) =>
        new(Enum.Parse<SecretKeyPurpose>(purpose), File.ReadAllBytes(Path.Combine(_issuing.Folder, "keys", file)));

    /// <summary>A value of a former key in each place where issuing alone leaves none.</summary>
    private async Task FillAsync()
    {
        using var identity = new DataCipher(KeyOf("Identity", "identity.key"));
        using var documents = new DataCipher(KeyOf("Document", "document.key"));
        var (register, desk) = (_issuing.Get<Database>(), _issuing.Services.GetRequiredKeyedService<Database>(Database.Desk));
        var batch = (await register.FindAsync<string>("SELECT MIN(Id) FROM Batch", null, CancellationToken.None))!;
        var (report, hash) = (Guid.NewGuid().ToString("D"), RandomNumberGenerator.GetBytes(32));
        var leaf = (await register.FindAsync<byte[]>("SELECT Leaf FROM CertificateEvent WHERE Id = 1", null, CancellationToken.None))!;
        var appendOnly = (await register.FindAsync<string>(
            "SELECT sql FROM sqlite_schema WHERE name = 'CertificateEvent_NoUpdate'", null, CancellationToken.None))!;
        byte[] Of(RowAddress at) => identity.Encrypt("内容"u8, at);
        await register.ExecuteAsync(
            """
            UPDATE BatchRow SET HoldCipher = @hold, HoldKeyId = @key WHERE BatchId = @batch AND Row = 1;
            UPDATE Batch SET DecisionCipher = @decision, DecisionKeyId = @key, ReadingCipher = @reading, ReadingKeyId = @key WHERE Id = @batch;
            INSERT INTO Photo (Hash, BodyCipher, KeyId) VALUES (@hash, @photo, @key);
            DROP TRIGGER CertificateEvent_NoUpdate;
            UPDATE CertificateEvent SET TextCipher = @text, KeyId = @key WHERE Id = 1;
            INSERT INTO ChangeRequest (Id, Kind, Target, InstitutionId, Certificates, Category, NeedsAuthority, PayloadCipher, PhotoCipher, KeyId,
                    RequestedBy, RequestedAt, DecisionCipher, DecisionKeyId)
                VALUES (7, 'correction', '', 1, 1, 'data_error', 0, @payload, @newPhoto, @key, 1, '2026-11-22T00:00:00.000Z', @answer, @key);
            INSERT INTO Account (Id, KeyId, Login, State, MustChangePassword, FactorStep, FactorCipher, FactorKeyId, ContactCipher, ContactKeyId)
                VALUES (7, 1, 'x', 2, 0, 0, @factor, @key, @contact, @key);
            INSERT INTO AccountChange (Id, AccountId, Kind, AskedBy, AskedAt, ReasonCipher, ReasonKeyId)
                VALUES (7, 7, 0, 1, '2026-11-22T00:00:00.000Z', @change, @key);
            INSERT INTO Proposal (Id, Kind, Subject, Payload, AskedBy, AskedAt, ReasonCipher, ReasonKeyId)
                VALUES (7, 0, '', '', 1, '2026-11-22T00:00:00.000Z', @proposal, @key);
            """,
            new
            {
                batch,
                hash,
                key = identity.KeyId,
                hold = Of(Places.Hold(batch, 1)),
                decision = Of(Places.Decision(batch)),
                reading = Of(Places.Reading(batch)),
                photo = Of(Places.Photo(hash)),
                text = Of(Places.EventText(leaf)),
                payload = Of(Places.ChangePayload(7)),
                newPhoto = Of(Places.ChangePhoto(7)),
                answer = Of(Places.ChangeDecision(7)),
                factor = Of(Places.Factor(7)),
                contact = Of(Places.Contact(7)),
                change = Of(Places.AccountChange(7)),
                proposal = Of(Places.Proposal(7)),
            },
            CancellationToken.None);
        await register.ExecuteAsync(appendOnly, null, CancellationToken.None);
        await _issuing.Get<AccessSeals>().SealAllAsync(CancellationToken.None);
        await PrepareDeskAsync();
        await desk.ExecuteAsync(
            """
            INSERT INTO MistakeReport (Id, CertificateId, InstitutionId, Item, TextCipher, KeyId, At, AnswerCipher, AnswerKeyId)
                VALUES (@report, 1, 1, 'name', @text, @key, '2026-11-22T00:00:00.000Z', @answer, @key);
            INSERT INTO CopyOrder (Id, CertificateId, Version, Kind, OrderedAt, EndsAt, WordsCipher, WordsKeyId, BodyCipher, BodyKeyId)
                VALUES (@report, 1, 1, 'copy', '2026-11-22T00:00:00.000Z', '2026-12-22T00:00:00.000Z', @words, @key, @body, @key)
            """,
            new
            {
                report,
                key = documents.KeyId,
                text = documents.Encrypt("内容"u8, Places.MistakeText(report)),
                words = documents.Encrypt("附言"u8, Places.CopyWords(report)),
                body = documents.Encrypt("副本"u8, Places.CopyBody(report)),
                answer = documents.Encrypt("答复"u8, Places.MistakeAnswer(report)),
            },
            CancellationToken.None);
    }

    /// <summary>The desk as the site makes it.</summary>
    private Task PrepareDeskAsync() => Migrator.MigrateAsync(
        _issuing.Services.GetRequiredKeyedService<Database>(Database.Desk).Dialect, () => Task.CompletedTask, NullLogger.Instance, CancellationToken.None);
}
