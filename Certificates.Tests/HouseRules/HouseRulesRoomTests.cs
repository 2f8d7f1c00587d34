namespace Certificates.Tests.HouseRules;

/// <summary>Who uses whom, held against the compiled assemblies: source text can name a room without a using.</summary>
internal sealed class HouseRulesRoomTests
{
    private static readonly string[] Assemblies = ["Certificates.Core", "Certificates.Web", "Certificates.Api", "Certificates.Verify"];

    private static readonly Lazy<ILookup<string, string>> Used = new(() => Assemblies
        .SelectMany(assembly => AssemblyArrows.Of(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")))
        .Select(arrow => (From: Rooms.Of(arrow.From), To: Rooms.Of(arrow.To)))
        .Where(arrow => arrow.From != arrow.To && (arrow.From == Rooms.Root || arrow.To != Rooms.Root))
        .Distinct()
        .ToLookup(arrow => arrow.From, arrow => arrow.To, StringComparer.Ordinal));

    private static IEnumerable<string> AllRooms => Rooms.Floors.SelectMany(floor => floor.Rooms).Concat(Rooms.Projects);

    [TestCaseSource(nameof(AllRooms))]
    public void Room_UsesWhatTheTableNamesAndNothingElse(string room)
    {
        TestContext.Out.WriteLine($"{room} uses {Line(Used.Value[room])}");
        var named = Rooms.Arrows.GetValueOrDefault(room, []);

        Assert.That(Line(Used.Value[room].Except(named, StringComparer.Ordinal)), Is.Empty, "used, and not in the table");
        Assert.That(Line(named.Except(Used.Value[room], StringComparer.Ordinal)), Is.Empty, "in the table, and not used any more");
    }

    [Test]
    public void Arrows_LeadDown()
    {
        var up = from arrow in Rooms.Arrows
                 from to in arrow.Value
                 where !Rooms.Projects.Contains(arrow.Key, StringComparer.Ordinal) && Rooms.Height(to) > Rooms.Height(arrow.Key)
                 select $"{arrow.Key} -> {to}";

        Assert.That(up, Is.Empty);
    }

    [Test]
    public void Arrows_FormNoCircle()
    {
        var left = Rooms.Arrows.ToDictionary(arrow => arrow.Key, arrow => arrow.Value.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        while (left.FirstOrDefault(room => !room.Value.Any(left.ContainsKey)) is { Key: { } free })
        {
            left.Remove(free);
        }

        Assert.That(left.Keys, Is.Empty, "these rooms use each other in a circle");
    }

    [Test]
    public void Rooms_OfTheUsesFloor_NeverSeeEachOther()
    {
        var uses = Rooms.Floors.Single(floor => floor.Floor == "uses").Rooms;

        Assert.That(uses.SelectMany(room => Rooms.Arrows[room]), Is.Not.Empty.And.None.AnyOf([.. uses]));
    }

    [Test]
    public void Folders_AreTheRoomsOfTheTable() =>
        Assert.That(
            Directory.GetDirectories(Path.Combine(Repository.Root, "Certificates.Core")).Select(Path.GetFileName)
                .Except(["bin", "obj", "Refusals"], StringComparer.Ordinal),
            Is.EquivalentTo(Rooms.Floors.SelectMany(floor => floor.Rooms).Except([Rooms.Root], StringComparer.Ordinal)));

    /// <summary>The test of the test: names that a look at using lines does not see.</summary>
    [TestCase(typeof(Probes.NamesInTypeOf), "Certificates.Core.Issuing")]
    [TestCase(typeof(Probes.NamesInPattern), "Certificates.Core.Batches")]
    [TestCase(typeof(Probes.NamesInAttribute), "Certificates.Core.Data")]
    public void Arrow_ThatNoUsingTells_IsSeen(Type probe, string to)
    {
        var arrows = AssemblyArrows.Of(probe.Assembly.Location, only: probe.FullName!.Split('+')[0]);

        Assert.That(arrows.Select(arrow => arrow.To), Does.Contain(to));
    }

    /// <summary>The table as the docs print it; with CERTIFICATES_WRITE_DOCS=1 this writes it.</summary>
    [Test]
    public void Table_StandsInTheDocs() => GeneratedPart.Require("docs/development.md", "rooms", Table());

    private static string Line(IEnumerable<string> rooms) => string.Join(", ", rooms.Order(StringComparer.Ordinal));

    private static string Table()
    {
        var rows = Rooms.Floors.SelectMany(floor => floor.Rooms.Select(room => (floor.Floor, Room: room)))
            .Concat(Rooms.Projects.Select(project => (Floor: "project", Room: project)))
            .Select(row => $"| {row.Floor} | `{row.Room}` | {Rooms.Purposes[row.Room]} | {Line(Rooms.Arrows.GetValueOrDefault(row.Room, []))} |");
        return $"| Floor | Room | What it is for | May use |\n|---|---|---|---|\n{string.Join('\n', rows)}\n";
    }
}
