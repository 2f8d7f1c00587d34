using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Data;

/// <summary>
/// Holds what stands in a section against the types of its options, before the framework does: that one tells the first value it cannot
/// take by an exception that is no sentence.
/// </summary>
public static class OptionValues
{
    /// <summary>Finds every value that its option cannot take.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="section">Where they stand among the settings.</param>
    /// <exception cref="OptionsValidationException">There is one.</exception>
    public static void Require<TOptions>(IConfigurationSection section)
    {
        var faults = FaultsOf(typeof(TOptions), section).ToList();
        if (faults.Count > 0)
        {
            throw new OptionsValidationException(section.Key, typeof(TOptions), faults);
        }
    }

    private static IEnumerable<string> FaultsOf(Type options, IConfigurationSection section)
    {
        foreach (var property in options.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(option => option.CanWrite))
        {
            var sent = section.GetSection(property.Name);
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (ItemOf(type) is { } item)
            {
                foreach (var fault in sent.Value is { Length: > 0 }
                    ? [$"{sent.Path} is {(IsNamed(type) ? "a section of sections" : $"a list: its first item is {sent.Path}:0")}."]
                    : sent.GetChildren().SelectMany(child => FaultsOf(item, child)))
                {
                    yield return fault;
                }
            }
            else if (type.IsClass && type != typeof(string))
            {
                foreach (var fault in FaultsOf(type, sent))
                {
                    yield return fault;
                }
            }
            else if (sent.GetChildren().Any())
            {
                yield return $"{sent.Path} is one value, not a list or a section.";
            }
            else if (sent.Value is { } value && type != typeof(string) && !Takes(type, value))
            {
                yield return $"{sent.Path} is '{value}': give {WordsFor(type)}.";
            }
        }
    }

    /// <summary>What a list, or sections by names of their own, are of; null of what is neither.</summary>
    private static Type? ItemOf(Type type) =>
        IsNamed(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            ? type.GetGenericArguments()[^1] : null;

    private static bool IsNamed(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);

    private static bool Takes(Type type, string value)
    {
        try
        {
            var read = TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, value);
            return !type.IsEnum || (Enum.IsDefined(type, read!) && !char.IsAsciiDigit(value[0]));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static string WordsFor(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(bool) ? "true or false"
        : "a number within its range";
}
