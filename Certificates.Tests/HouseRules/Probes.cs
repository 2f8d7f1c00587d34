using System.Diagnostics.CodeAnalysis;

namespace Certificates.Tests.HouseRules;

/// <summary>Types that name rooms of the product where no using line tells it.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "They are read as compiled code.")]
internal static class Probes
{
    internal sealed class NamesInTypeOf
    {
        public Type Found { get; } = typeof(Core.Issuing.IssuingRun);
    }

    internal sealed class NamesInPattern
    {
        public static bool IsBatch(object? thing) => thing is Core.Batches.BatchSummary;
    }

    [Names(typeof(Core.Data.Database))]
    internal sealed class NamesInAttribute;

    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class NamesAttribute(Type type) : Attribute
    {
        public Type Type { get; } = type;
    }
}
