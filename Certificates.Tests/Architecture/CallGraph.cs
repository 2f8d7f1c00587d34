using System.Reflection;
using Mono.Cecil;

namespace Certificates.Tests.Architecture;

/// <summary>What the methods of the test assembly call, read from the compiled code.</summary>
internal sealed class CallGraph : IDisposable
{
    private readonly ModuleDefinition _module = ModuleDefinition.ReadModule(typeof(CallGraph).Assembly.Location);

    /// <summary>All that is called, directly or through methods of this assembly, as <c>Namespace.Type::Method</c>.</summary>
    /// <param name="roots">The methods to start from.</param>
    /// <param name="closed">The type whose own calls do not count.</param>
    public HashSet<string> ReachedFrom(IEnumerable<MethodBase> roots, Type closed)
    {
        var (reached, seen) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<MethodDefinition>());
        var own = roots.Where(root => root.Module.Assembly == typeof(CallGraph).Assembly);
        var open = new Stack<MethodDefinition>(own.Select(root => (MethodDefinition)_module.LookupToken(root.MetadataToken)));
        while (open.TryPop(out var method))
        {
            if (!seen.Add(method) || !method.HasBody || method.DeclaringType.FullName == closed.FullName)
            {
                continue;
            }

            foreach (var called in method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>())
            {
                reached.Add($"{called.DeclaringType.GetElementType().FullName}::{called.Name}");
                if (called.DeclaringType.Scope == _module)
                {
                    open.Push(called.Resolve());
                }
            }

            foreach (var step in StateMachine(method))
            {
                open.Push(step);
            }
        }

        return reached;
    }

    public void Dispose() => _module.Dispose();

    /// <summary>Where the compiler put the body of an async method or an iterator.</summary>
    private static IEnumerable<MethodDefinition> StateMachine(MethodDefinition method) => method.CustomAttributes
        .Where(attribute => attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal))
        .SelectMany(attribute => ((TypeReference)attribute.ConstructorArguments[0].Value).Resolve().Methods);
}
