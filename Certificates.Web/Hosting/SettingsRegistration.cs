using Certificates.Core.Data;
using Microsoft.Extensions.Options;

namespace Certificates.Web.Hosting;

/// <summary>How a service adds options of its own, beside those of the rooms.</summary>
internal static class SettingsRegistration
{
    /// <summary>Binds a section, and checks it before the service starts: what is wrong is said by its key.</summary>
    public static void AddSettings<TOptions, TValidator>(this IServiceCollection services, IConfigurationSection section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddOptions<TOptions>().Configure(_ => OptionValues.Require<TOptions>(section)).Bind(section).ValidateOnStart();
    }
}
