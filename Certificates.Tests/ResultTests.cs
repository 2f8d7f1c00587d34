using Certificates.Core;

namespace Certificates.Tests;

internal sealed class ResultTests
{
    private static readonly Refusal Missing = new(RefusalCode.NameMissing, "name");
    private static readonly Refusal Unknown = new(RefusalCode.GradeUnknown, "grade");

    [Test]
    public void TryGet_OfAValue_GivesItAlone()
    {
        Result<string> result = "value";

        Assert.That((result.TryGet(out var value, out var refusals), value, refusals), Is.EqualTo((true, "value", (Refusals?)null)));
    }

    [Test]
    public void TryGet_OfRefusals_GivesAllOfThem()
    {
        Refusals both = [Missing, Unknown];
        Result<string> result = both;

        Assert.That(result.TryGet(out var value, out var refusals), Is.False);
        Assert.That((value, refusals), Is.EqualTo(((string?)null, both)));
        Assert.That((both.Count, both.First, both[1]), Is.EqualTo((2, Missing, Unknown)));
    }

    [Test]
    public void And_OfTwoRefused_HasTheRefusalsOfBothInOrder()
    {
        Result<string> name = Missing;
        Result<int> grade = Unknown;

        Assert.That(name.And(grade).Refusals, Is.EqualTo(new[] { Missing, Unknown }));
        Assert.That(grade.And(name).Refusals, Is.EqualTo(new[] { Unknown, Missing }));
    }

    [Test]
    public void And_OfOneRefused_HasItsRefusals()
    {
        Result<string> name = "value";
        Result<int> grade = Unknown;

        Assert.That(name.And(grade).Refusals, Is.EqualTo(new[] { Unknown }));
        Assert.That(grade.And(name).Refusals, Is.EqualTo(new[] { Unknown }));
    }

    [Test]
    public void And_OfTwoValues_HasBoth()
    {
        Result<string> name = "value";
        Result<int> grade = 3;

        Assert.That(name.And(grade).TryGet(out var both, out _), Is.True);
        Assert.That(both, Is.EqualTo(("value", 3)));
    }

    [Test]
    public void Refusals_OfNone_AreNull()
    {
        Assert.That(Refusals.Of(null, null), Is.Null);
        Assert.That(Refusals.Join(null, null), Is.Null);
        Assert.That(() => Refusals.Create([]), Throws.ArgumentException);
    }

    [Test]
    public void Refusals_OfSome_AreThoseInOrder() =>
        Assert.That(Refusals.Join(null, Refusals.Of(null, Missing), Unknown), Is.EqualTo(new[] { Missing, Unknown }));
}
