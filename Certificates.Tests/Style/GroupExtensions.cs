using System.Globalization;
using System.Text.RegularExpressions;

namespace Certificates.Tests.Style;

/// <summary>Numbers out of matches.</summary>
internal static class GroupExtensions
{
    public static int Number(this Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);
}
