using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Certificates.Tests.HouseRules.Journeys;

/// <summary>
/// A second copy of the product in this process, in which every written method first tells <see cref="Entered"/> that it begins.
/// Constructors, properties without a body and what the compiler makes of a record tell nothing.
/// </summary>
internal sealed class WatchedProduct() : AssemblyLoadContext("watched")
{
    private static readonly string[] Projects = ["Certificates.Core", "Certificates.Web", "Certificates.Verify", "Certificates.Api"];
    private static readonly MethodInfo At = typeof(Entered).GetMethod(nameof(Entered.At))!;
    private readonly Dictionary<string, Method> _methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _fileOf = new(StringComparer.Ordinal);

    /// <summary>A method that tells when it begins.</summary>
    public Method this[string key] => _methods[key];

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (!Projects.Contains(assemblyName.Name, StringComparer.Ordinal))
        {
            return null;
        }

        using var copy = new MemoryStream();
        using var module = ModuleDefinition.ReadModule(
            Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll"), new ReaderParameters { ReadSymbols = true });
        var at = module.ImportReference(At);
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(IsWritten))
        {
            if (Written(method) is not { } file)
            {
                continue;
            }

            var key = $"{module.Name} {method.MetadataToken.ToInt32()}";
            _methods.Add(key, new Method(NameOf(method), file, [.. Named(method).Distinct(StringComparer.Ordinal)]));
            var body = method.Body.GetILProcessor();
            body.InsertBefore(method.Body.Instructions[0], body.Create(OpCodes.Ldstr, key));
            body.InsertAfter(method.Body.Instructions[0], body.Create(OpCodes.Call, at));
        }

        module.Write(copy);
        copy.Position = 0;
        return LoadFromStream(copy);
    }

    private static bool IsWritten(MethodDefinition method) =>
        method.HasBody && !method.IsConstructor && !((method.IsGetter || method.IsSetter) && IsGenerated(method));

    private static bool IsGenerated(MethodDefinition method) =>
        method.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == typeof(CompilerGeneratedAttribute).FullName);

    /// <summary>Null for what a generator wrote.</summary>
    private string? Written(MethodDefinition method)
    {
        if (method.DebugInformation.SequencePoints.FirstOrDefault(point => !point.IsHidden)?.Document.Url is not { } document)
        {
            return null;
        }

        if (!_fileOf.TryGetValue(document, out var file))
        {
            file = Source.Product.Select(source => source.Path)
                .FirstOrDefault(path => document.Replace('\\', '/').EndsWith('/' + path, StringComparison.Ordinal));
            _fileOf.Add(document, file);
        }

        return file;
    }

    private static IEnumerable<string> Named(MethodDefinition method) =>
        method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>().Select(NameOf);

    /// <summary>Type and method as they are written: what the compiler made of an async method is called as that is.</summary>
    private static string NameOf(MethodReference method)
    {
        var made = method.DeclaringType.Name.Split('<', '>');
        var name = method.Name == "MoveNext" && made.Length > 2 ? made[1] : method.Name;
        return $"{method.DeclaringType.GetElementType().FullName.Split('/')[0]}::{name}";
    }

    /// <summary>A method of the product.</summary>
    /// <param name="Name">Type and method.</param>
    /// <param name="File">The file it is written in, from the repository's root.</param>
    /// <param name="Named">The methods it names.</param>
    internal sealed record Method(string Name, string File, IReadOnlyList<string> Named);
}
