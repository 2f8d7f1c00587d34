using System.Security.Cryptography;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Register;
using Certificates.Core.Register.Sealing;
using Certificates.Core.Verifying;
using Certificates.Core.Verifying.Guarding;

namespace Certificates.Tests.Verifying;

/// <summary>What was written past the services is refused at the next question; all else is answered as ever.</summary>
internal sealed class SealTests
{
    private const string Name = "古丽·阿不都", Id = "994845197312214309";

    /// <summary>
    /// What no verdict rests on, or what something else vouches for: the number has a test of its own, an ID number is sealed by its own
    /// encryption, a file by its hash.
    /// </summary>
    private static readonly HashSet<string> NotSealed = new(StringComparer.Ordinal)
    {
        "Certificate.Id", "Certificate.Number", "Certificate.CodingRuleId", "Certificate.ProvinceCode", "Certificate.OccupationNumber",
        "Certificate.DirectionNumber", "Certificate.HolderKey", "Certificate.PassportNameKey", "Certificate.RestsOnCertificateId",
        "Certificate.RowVersion",
        "CertificateVersion.CertificateId", "CertificateVersion.IdNumberCipher", "CertificateVersion.KeyId", "CertificateVersion.StyleId",
        "CertificateVersion.DocumentId", "CertificateVersion.PdfKeyId", "CertificateVersion.QrKeyId", "CertificateVersion.BatchId",
        "CertificateVersion.Row", "CertificateVersion.ReservedAt", "CertificateVersion.SearchName", "CertificateVersion.SearchForm",
    };

    private TestVerifying _verifying = null!;
    private VersionRecord _changed = null!;
    private VersionRecord _neighbour = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _verifying = await TestVerifying.OpenAsync();
        _changed = await _verifying.CertificateOfAsync(Name);
        _neighbour = await _verifying.CertificateOfAsync("陈大文");
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await _verifying.DisposeAsync();

    /// <summary>A column that is added later is sealed, or stands among those that are not, with the reason.</summary>
    [Test]
    public async Task Column_OfACertificate_ChangedPastTheService_IsRefusedWhateverNameIsGiven()
    {
        foreach (var (table, column, type) in await ColumnsAsync())
        {
            var before = await ReadAsync(table, column);
            await WriteAsync(table, column, Other(before, type, column));
            var (holder, stranger) = (await KindAsync(_changed.Number, Name), await KindAsync(_changed.Number, "张三"));
            var neighbour = await KindAsync(_neighbour.Number, _neighbour.Name);
            await WriteAsync(table, column, before);

            Assert.That((holder, stranger), Is.EqualTo((VerdictKind.Unavailable, VerdictKind.Unavailable)), $"{table}.{column}");
            Assert.That(neighbour, Is.EqualTo(VerdictKind.Valid), $"{table}.{column}");
        }

        Assert.That(await KindAsync(_changed.Number, Name), Is.EqualTo(VerdictKind.Valid), "put back as it was");
    }

    [Test]
    public async Task Row_PutBackWithItsOldSeal_IsRefusedWhileItsLaterEventStands()
    {
        await _verifying.EditAsync(
            "INSERT INTO CertificateEvent (CertificateId, Version, Kind, At, Salt, Leaf) VALUES (@id, 1, 'revoked', '2026-11-23T03:00:00.000Z', x'00', x'00')",
            new { id = _neighbour.CertificateId });

        Assert.That(await KindAsync(_neighbour.Number, _neighbour.Name), Is.EqualTo(VerdictKind.Unavailable));

        await _verifying.EditAsync("DROP TRIGGER CertificateEvent_NoDelete; DELETE FROM CertificateEvent WHERE Kind = 'revoked'");
        Assert.That(await KindAsync(_neighbour.Number, _neighbour.Name), Is.EqualTo(VerdictKind.Valid), "the log tells of what was deleted too");
    }

    [Test]
    public async Task Seal_OfAnotherCertificate_OrNone_IsBroken([Values] bool none)
    {
        var own = await ReadAsync("Certificate", "Seal");
        await _verifying.EditAsync(
            $"UPDATE Certificate SET Seal = {(none ? "NULL" : "(SELECT Seal FROM Certificate WHERE Id = @other)")} WHERE Id = @id",
            new { id = _changed.CertificateId, other = _neighbour.CertificateId });
        var kind = await KindAsync(_changed.Number, Name);
        await WriteAsync("Certificate", "Seal", own);

        Assert.That(kind, Is.EqualTo(VerdictKind.Unavailable));
    }

    [Test]
    public async Task Number_OfAnotherCertificate_IsRefusedAtTheNewOne()
    {
        var number = CertificateNumber.OfRecord(_changed.Number);
        var other = CertificateNumber.Create(
            number.Kind, number.InstitutionCode, number.ProvinceCode, number.OccupationNumber, number.DirectionNumber, number.Year, number.Grade, 999).Value;
        await WriteAsync("Certificate", "Number", $"'{other}'");
        var answered = await KindAsync(other, Name);
        await WriteAsync("Certificate", "Number", $"'{_changed.Number}'");

        Assert.That(answered, Is.EqualTo(VerdictKind.Unavailable));
    }

    [Test]
    public async Task Question_WithoutANumber_AFile_AndATokenToo_AreRefused()
    {
        var (file, token) = (await _verifying.PdfOfAsync(_changed), _verifying.TokenOf(_changed));
        await WriteAsync("Certificate", "Grade", "2");
        var holder = (await _verifying.AskAsync(null, Name, Id)).Kind;
        var byToken = await _verifying.Verifier.ByTokenAsync(token, CancellationToken.None);
        var byFile = await _verifying.Verifier.ByPdfAsync(new MemoryStream(file), Asker.At(null), CancellationToken.None);
        await WriteAsync("Certificate", "Grade", "1");

        Assert.That(holder, Is.EqualTo(VerdictKind.Unavailable));
        Assert.That(byToken.TryGet(out var verdict, out _) ? verdict.Kind : default, Is.EqualTo(VerdictKind.Unavailable));
        Assert.That(byFile.TryGet(out verdict, out _) ? verdict.Kind : default, Is.EqualTo(VerdictKind.Unavailable));
    }

    [Test]
    public async Task File_PutInPlaceOfAnother_IsRefused()
    {
        var file = await _verifying.PdfOfAsync(_neighbour);
        const string put = "UPDATE Document SET FileHash = @hash WHERE Id = @id";
        await _verifying.EditAsync(put, new { hash = new byte[32], id = _neighbour.DocumentId });
        await _verifying.EditAsync(put, new { hash = SHA256.HashData(file), id = _changed.DocumentId });
        var answered = await _verifying.Verifier.ByPdfAsync(new MemoryStream(file), Asker.At(null), CancellationToken.None);
        await _verifying.EditAsync(put, new { hash = _changed.FileHash, id = _changed.DocumentId });
        await _verifying.EditAsync(put, new { hash = _neighbour.FileHash, id = _neighbour.DocumentId });

        Assert.That(answered.TryGet(out var verdict, out _) ? verdict.Kind : default, Is.EqualTo(VerdictKind.Unavailable));
    }

    [Test]
    public async Task BrokenSeals_AreCounted_UntilTheyHoldAgain()
    {
        var broken = _verifying.Get<BrokenSeals>();
        await WriteAsync("Certificate", "Status", "2");
        await KindAsync(_changed.Number, Name);
        var counted = broken.Count;
        await WriteAsync("Certificate", "Status", "1");
        await KindAsync(_changed.Number, Name);

        Assert.That((counted, broken.Count), Is.EqualTo((1, 0)));
    }

    /// <summary>Another value than a literal says, of its type.</summary>
    private static string Other(string literal, string type, string column) => (literal, column) switch
    {
        (_, "CompletedAt" or "StatusChangedAt") => "'2026-11-20T01:02:03.004Z'",
        (_, "AssessedOn" or "IssuedOn") => "'2026-04-10'",
        (_, "Kind") => "'P'",
        (_, "PhotoHash") => "(SELECT Hash FROM Photo)",
        (_, "CourseStartedOn") => "'2026-03-02'",
        ("NULL", _) => type switch { "BLOB" => "zeroblob(32)", "INTEGER" => "8000", _ => "'x'" },
        _ when type == "INTEGER" => literal == "1" ? "2" : "1",
        _ when type == "BLOB" => $"{literal[..^2]}{(literal[^2] == '0' ? '1' : '0')}'",
        _ => $"{literal[..^1]}x'",
    };

    private async Task<VerdictKind?> KindAsync(string? number, string name) => (await _verifying.AskAsync(number, name, null)).Single?.Kind;

    private async Task<IReadOnlyList<(string Table, string Column, string Type)>> ColumnsAsync()
    {
        var all = new List<(string, string, string)>();
        foreach (var table in (string[])["Certificate", "CertificateVersion"])
        {
            var columns = await Register.QueryAsync<string>(
                $"SELECT name || ' ' || type FROM pragma_table_info('{table}')", null, CancellationToken.None);
            all.AddRange(columns.Select(column => column.Split(' ')).Select(column => (table, column[0], column[1])));
        }

        return [.. all.Where(column => !NotSealed.Contains($"{column.Item1}.{column.Item2}"))];
    }

    /// <summary>The value as a literal.</summary>
    private async Task<string> ReadAsync(string table, string column) => (await Register.FindAsync<string>(
        $"SELECT quote({column}) FROM {table} WHERE {IdOf(table)} = @id", new { id = _changed.CertificateId }, CancellationToken.None))!;

    private Task WriteAsync(string table, string column, string literal) => _verifying.EditAsync(
        $"UPDATE {table} SET {column} = {literal} WHERE {IdOf(table)} = @id", new { id = _changed.CertificateId });

    private static string IdOf(string table) => table == "Certificate" ? "Id" : "CertificateId";

    private Database Register => _verifying.Issuing.Get<Database>();
}
