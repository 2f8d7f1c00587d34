using System.Collections;
using Certificates.Core.Files.Tables;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Tests.Files;

/// <summary>What is looked at for merged cells, counted: a hostile sheet names as many ranges as it can, over as many columns.</summary>
internal sealed class MergedInDataTests
{
    private const int People = 50_000, Columns = 200, Ranges = 100_000;

    [Test]
    public void Search_OfManyRangesOverManyColumns_CostsEachASearchByHalves()
    {
        var (people, columns) = (new Counted(Every(2, People)), new Counted(Every(2, Columns)));

        // Each lies over every column, and between two people; or over every person, and between two columns.
        var merged = Enumerable.Range(0, Ranges).Select(i => i % 2 == 0
            ? new MergedCells((2 * (i % People)) + 1, (2 * (i % People)) + 1, 0, 16_383)
            : new MergedCells(1, 2 * People, (2 * (i % Columns)) + 1, (2 * (i % Columns)) + 1)).ToList();
        Assert.That(MergedInData.First(merged, people, columns), Is.Null);

        // log2 50,000 and log2 200, and one more look each.
        Assert.That((double)people.Looks / Ranges, Is.LessThanOrEqualTo(17));
        Assert.That((double)columns.Looks / Ranges, Is.LessThanOrEqualTo(9));
    }

    [TestCase(4, 4, 2, 2, true)]
    [TestCase(3, 5, 1, 9, true)]
    [TestCase(0, 1, 0, 9, false)]
    [TestCase(9, 30, 0, 9, false)]
    [TestCase(4, 4, 3, 3, false)]
    [TestCase(5, 4, 2, 2, false)]
    [TestCase(4, 4, 3, 1, false)]
    public void Range_IsInTheData_WhereItCoversAPersonAndAColumn(int top, int bottom, int left, int right, bool isFound)
    {
        var range = new MergedCells(top, bottom, left, right);

        Assert.That(MergedInData.First([range], [2, 4, 6, 8], [0, 2, 4]), Is.EqualTo(isFound ? range : (MergedCells?)null));
    }

    private static int[] Every(int step, int count) => [.. Enumerable.Range(0, count).Select(i => i * step)];

    /// <summary>Knows how often it was looked at.</summary>
    private sealed class Counted(int[] values) : IReadOnlyList<int>
    {
        public long Looks { get; private set; }

        public int Count => values.Length;

        public int this[int index]
        {
            get
            {
                Looks++;
                return values[index];
            }
        }

        public IEnumerator<int> GetEnumerator() => values.Select((_, i) => this[i]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
