using Mono.Cecil;

namespace Certificates.Tests.HouseRules;

/// <summary>Which namespaces of the product a compiled type refers to: by its base, members, locals, attributes and instructions.</summary>
internal static class AssemblyArrows
{
    /// <summary>The namespace of each type of an assembly with the product's namespaces it refers to; nested types count for the outer one.</summary>
    /// <param name="assembly">Its file.</param>
    /// <param name="only">The one type that is looked at; null for all.</param>
    public static IEnumerable<(string Type, string From, string To)> Of(string assembly, string? only = null)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. from type in module.Types
               where IsOurs(type.Namespace) && (only is null || type.FullName == only)
               from to in References(type).SelectMany(Parts).Select(Outermost).Select(reference => reference.Namespace).Distinct(StringComparer.Ordinal)
               where IsOurs(to) && to != type.Namespace
               select (type.FullName, type.Namespace, to),
        ];
    }

    private static bool IsOurs(string name) => name.StartsWith("Certificates.", StringComparison.Ordinal);

    private static IEnumerable<TypeReference?> References(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. type.CustomAttributes.SelectMany(Attribute),
        .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        .. type.Fields.SelectMany(field => field.CustomAttributes.SelectMany(Attribute).Append(field.FieldType)),
        .. type.Methods.SelectMany(Method),
        .. type.NestedTypes.SelectMany(References),
    ];

    private static IEnumerable<TypeReference?> Attribute(CustomAttribute attribute) =>
        attribute.ConstructorArguments.Concat(attribute.Properties.Select(property => property.Argument))
            .Select(argument => argument.Value as TypeReference).Append(attribute.AttributeType);

    private static IEnumerable<TypeReference?> Method(MethodDefinition method) =>
    [
        .. Signature(method),
        .. method.CustomAttributes.SelectMany(Attribute),
        .. method.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.ExceptionHandlers.Select(handler => handler.CatchType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(instruction => Operand(instruction.Operand)) : [],
    ];

    private static IEnumerable<TypeReference?> Signature(MethodReference method) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);

    private static IEnumerable<TypeReference?> Operand(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments, .. Signature(method)],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    /// <summary>A type with everything it is made of: elements, arguments.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
