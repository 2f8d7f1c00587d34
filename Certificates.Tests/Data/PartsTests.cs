using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Tests.Data;

internal sealed class PartsTests
{
    [Test]
    public async Task Part_WhoseConstructorIsInternal_IsMadeOnceWithKeyedAndPlainServices()
    {
        await using var services = new ServiceCollection().AddSingleton("plain").AddKeyedSingleton("desk", "keyed").AddPart<Part>().BuildServiceProvider();
        var part = services.GetRequiredService<Part>();

        Assert.That((part.Plain, part.Keyed), Is.EqualTo(("plain", "keyed")));
        Assert.That(services.GetRequiredService<Part>(), Is.SameAs(part));
    }

    [Test]
    public async Task Part_ThatMissesAService_NamesItselfAndTheParameter()
    {
        await using var services = new ServiceCollection().AddSingleton("plain").AddPart<Part>().BuildServiceProvider();

        Assert.That(
            services.GetRequiredService<Part>,
            Throws.InvalidOperationException.With.Message.Contains(nameof(Part)).And.Message.Contains("keyed").And.Message.Contains("String"));
    }

    [Test]
    public void Part_WithTwoConstructors_IsRefused() =>
        Assert.That(() => new ServiceCollection().AddPart<TwoWays>(), Throws.InvalidOperationException.With.Message.Contains(nameof(TwoWays)));

    private sealed class Part
    {
        internal Part(string plain, [FromKeyedServices("desk")] string keyed) => (Plain, Keyed) = (plain, keyed);

        public string Plain { get; }

        public string Keyed { get; }
    }

    private sealed class TwoWays
    {
        public TwoWays()
        {
        }

        internal TwoWays(string other) => Other = other;

        public string? Other { get; }
    }
}
