using System.Text;
using Certificates.Core;
using Certificates.Core.Catalogue;
using Certificates.Core.Intake;
using Certificates.Core.Style;

namespace Certificates.Tests.Intake;

/// <summary>Builds results files and rows, and the catalogue they are judged by.</summary>
internal static class Results
{
    /// <summary>The day the files of these tests arrive.</summary>
    public static readonly DateOnly Arrival = new(2026, 7, 1);

    /// <summary>A header with every column, and a row without fault.</summary>
    public const string Header = "准考证号,姓名,证件类型,证件号码,职业编码,职业方向,等级,理论知识成绩,专业能力成绩,考核日期,照片";

    public const string GoodRow = "T1,余敏静,居民身份证,991643199201143758,2-02-38-04,云计算运维,高级,73,61.5,2026-04-25,";

    /// <summary>Institution 0001 of 北京 with every occupation and grade since 2021-10-01.</summary>
    public static CatalogueSnapshot Catalogue(
        DateOnly? validTo = null, DateOnly? resultsUntil = null, InstitutionState state = InstitutionState.Listed, bool isAssessment = true)
    {
        var occupations = OccupationCatalogue.Embedded();
        return new CatalogueSnapshot(
            occupations,
            [new Institution
            {
                Id = 1,
                Code = "0001",
                CreditCode = "91350100M000100Y43",
                ProvinceCode = "11",
                Name = "示范评价机构",
                EnglishName = "",
                IsTraining = false,
                IsAssessment = isAssessment,
                State = state,
                NeedsApproval = false,
                ValidFrom = new DateOnly(2021, 10, 1),
            }],
            occupations.Where(occupation => occupation.Number != "14").Select(occupation => new Authorisation
            {
                InstitutionId = 1,
                Kind = CertificateKind.Grade,
                OccupationNumber = occupation.Number,
                Grades = Enum.GetValues<Grade>(),
                ValidFrom = new DateOnly(2021, 10, 1),
                ValidTo = validTo,
                ResultsUntil = resultsUntil,
            }));
    }

    public static RowJudge Judge(CatalogueSnapshot? catalogue = null, PhotoArchive? photos = null) =>
        new(ResultsForm.Of(CertificateKind.Grade), catalogue ?? Catalogue(), "0001", Arrival, new EveryGlyphBut('㛃'), photos);

    /// <summary>The good row with some fields changed.</summary>
    public static SentRow Row(params (ResultsColumn Column, string Value)[] changes)
    {
        var fields = GoodRow.Split(',');
        foreach (var (column, value) in changes)
        {
            fields[(int)column] = value;
        }

        return new SentRow(1, fields, SentRowFlaw.None);
    }

    public static Task<List<Result<SentRow>>> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    public static async Task<List<Result<SentRow>>> ReadAsync(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return await new ResultsFile(ResultsForm.Of(CertificateKind.Grade), file).RowsAsync(CancellationToken.None).ToListAsync();
    }

    /// <summary>The rows of a file that is not refused.</summary>
    public static async Task<List<SentRow>> RowsAsync(byte[] bytes) =>
        [.. (await ReadAsync(bytes)).Select(read => read.TryGet(out var row, out var refusals) ? row : throw new AssertionException(refusals.First.Message))];

    public static Task<List<SentRow>> RowsAsync(string text) => RowsAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>The refusal a file ends with; null when it is taken.</summary>
    public static async Task<Refusal?> RefusalAsync(byte[] bytes) => (await ReadAsync(bytes))[^1].Refusals?.First;

    public static async Task<Refusal?> RefusalAsync(string text) => await RefusalAsync(Encoding.UTF8.GetBytes(text));

    private sealed class EveryGlyphBut(char missing) : IGlyphCoverage
    {
        public Rune? FirstMissing(string text) => text.Contains(missing, StringComparison.Ordinal) ? new Rune(missing) : null;
    }
}
