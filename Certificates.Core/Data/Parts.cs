using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Certificates.Core.Data;

/// <summary>How a room registers what the container does not take by itself.</summary>
internal static class Parts
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>
    /// Adds a part that is public while its one constructor is not; every parameter comes from the container, and
    /// <see cref="FromKeyedServicesAttribute"/> says by which key.
    /// </summary>
    public static IServiceCollection AddPart<T>(this IServiceCollection services)
        where T : class
    {
        var constructor = typeof(T).GetConstructors(Any) is [var only]
            ? only
            : throw new InvalidOperationException($"{typeof(T)} is no part: it has not exactly one constructor.");
        var parameters = constructor.GetParameters();
        return services.AddSingleton(p => (T)constructor.Invoke(
            BindingFlags.DoNotWrapExceptions, binder: null, [.. parameters.Select(parameter => Find(p, parameter))], culture: null));
    }

    /// <summary>Binds a section; the options stand among the services as themselves.</summary>
    public static IServiceCollection AddOptionsOf<TOptions>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>().Configure(_ => OptionValues.Require<TOptions>(configuration.GetSection(section)))
            .Bind(configuration.GetSection(section)).ValidateOnStart();
        return services.AddSingleton(p => p.GetRequiredService<IOptions<TOptions>>().Value);
    }

    /// <summary>Binds a section and checks it before the service starts.</summary>
    public static IServiceCollection AddOptionsOf<TOptions, TValidator>(
        this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions> =>
        services.AddOptionsOf<TOptions>(configuration, section).AddSingleton<IValidateOptions<TOptions>, TValidator>();

    private static object Find(IServiceProvider services, ParameterInfo parameter) =>
        (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed
            ? services.GetKeyedService(parameter.ParameterType, keyed.Key)
            : services.GetService(parameter.ParameterType))
        ?? throw new InvalidOperationException(
            $"{parameter.Member.DeclaringType} asks for {parameter.Name}, and no {parameter.ParameterType} is registered.");
}
