using Certificates.Core;
using Certificates.Core.Catalogue;

namespace Certificates.Tests.Catalogue;

internal sealed class CatalogueSnapshotTests
{
    private static readonly DateOnly Today = new(2026, 7, 1);

    [Test]
    public void Embedded_Always_HasFourteenOccupationsAndTheirDirections()
    {
        var occupations = OccupationCatalogue.Embedded();
        Assert.That(occupations.Select(occupation => occupation.Number), Is.EqualTo(Enumerable.Range(1, 14).Select(number => $"{number:00}")));
        var robotics = occupations.Single(occupation => occupation.Code == "2-02-38-10");
        Assert.That((robotics.HasDirections(Grade.Intermediate), robotics.HasDirections(Grade.Senior)), Is.EqualTo((true, false)));
        Assert.That((robotics.TheoryPass, robotics.AbilityPass), Is.EqualTo((60m, 60m)));
    }

    [TestCase("2-02-38-01", "01")]
    [TestCase("2-02-10-09", "01")]
    [TestCase("2-02-30-11", "10")]
    [TestCase("2-02-38-99", null)]
    [TestCase("", null)]
    public void FindOccupation_CodeOrFormerCode_IsFound(string code, string? number) =>
        Assert.That(Snapshot(OccupationCatalogue.Embedded()).FindOccupation(code, Today)?.Number, Is.EqualTo(number));

    [TestCase("2023-12-31", "2021")]
    [TestCase("2024-01-01", "2024")]
    [TestCase("2021-01-01", null)]
    public void FindOccupation_TwoEditions_IsTheOneInForce(string on, string? edition)
    {
        var first = OccupationCatalogue.Embedded()[0];
        var snapshot = Snapshot(
        [
            first with { Edition = "2021", ValidFrom = new DateOnly(2021, 9, 15), ValidTo = new DateOnly(2023, 12, 31) },
            first with { Edition = "2024", ValidFrom = new DateOnly(2024, 1, 1) },
        ]);
        Assert.That(snapshot.FindOccupation(first.Code, Day(on))?.Edition, Is.EqualTo(edition));
    }

    [TestCase("2021-09-30", null)]
    [TestCase("2021-10-01", "甲")]
    [TestCase("2025-03-31", "甲")]
    [TestCase("2025-04-01", "乙")]
    public void FindInstitution_Renamed_HasTheNameOfTheDay(string on, string? name)
    {
        var first = new Institution
        {
            Id = 1,
            Code = "0001",
            CreditCode = "91350100M000100Y43",
            ProvinceCode = "11",
            Name = "甲",
            EnglishName = "",
            IsTraining = false,
            IsAssessment = true,
            State = InstitutionState.Listed,
            NeedsApproval = false,
            ValidFrom = new DateOnly(2021, 10, 1),
        };
        var snapshot = new CatalogueSnapshot([], [first with { Name = "乙", ValidFrom = new DateOnly(2025, 4, 1) }, first], []);
        Assert.That(snapshot.FindInstitution("0001", Day(on))?.Name, Is.EqualTo(name));
    }

    [Test]
    public void ResultsUntil_NotSet_IsNinetyDaysAfterTheEnd()
    {
        var right = new Authorisation
        {
            InstitutionId = 1,
            Kind = CertificateKind.Grade,
            OccupationNumber = "01",
            Grades = [Grade.Junior],
            ValidFrom = new DateOnly(2021, 10, 1),
            ValidTo = new DateOnly(2025, 12, 31),
        };
        Assert.That(right.ResultsUntil, Is.EqualTo(new DateOnly(2026, 3, 31)));
        Assert.That((right with { ValidTo = null }).ResultsUntil, Is.Null);
        Assert.That((right with { ResultsUntil = new DateOnly(2026, 1, 15) }).TakesResultsOn(new DateOnly(2026, 1, 16)), Is.False);
    }

    private static CatalogueSnapshot Snapshot(IReadOnlyCollection<Occupation> occupations) => new(occupations, [], []);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
