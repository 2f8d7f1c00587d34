using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace Certificates.Tests.Api.ConsolePages.EveryPage;

/// <summary>Makes the parts of pages as the framework does, and knows which ones were drawn since it was last asked.</summary>
internal sealed class DrawnComponents : IComponentActivator
{
    private readonly ConcurrentQueue<Type> _drawn = new();

    public IComponent CreateInstance(Type componentType)
    {
        _drawn.Enqueue(componentType);
        return (IComponent)Activator.CreateInstance(componentType)!;
    }

    /// <summary>What was drawn since the last time.</summary>
    public IReadOnlyList<Type> Take()
    {
        List<Type> drawn = [];
        while (_drawn.TryDequeue(out var component))
        {
            drawn.Add(component);
        }

        return drawn;
    }
}
