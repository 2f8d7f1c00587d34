using Microsoft.Extensions.Options;

namespace Certificates.Api.Batches;

/// <summary>Where uploads are kept, encrypted, while they are read.</summary>
internal sealed class UploadOptions
{
    /// <summary>Folder of everything the service keeps in files; relative to the working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The folder of uploads in work.</summary>
    public string SpoolFolder => Path.Combine(DataDirectory, "spool");
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class UploadOptionsValidator : IValidateOptions<UploadOptions>
{
    public ValidateOptionsResult Validate(string? name, UploadOptions options) =>
        string.IsNullOrWhiteSpace(options.DataDirectory)
            ? ValidateOptionsResult.Fail("DataDirectory is empty: name the folder that holds the register and the keys.")
            : ValidateOptionsResult.Success;
}

/// <summary>The parts of the upload.</summary>
internal static class UploadRegistration
{
    /// <summary>Adds the reader and its settings, checked at start.</summary>
    public static void AddUploads(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptions<UploadOptions>().Bind(settings).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UploadOptions>, UploadOptionsValidator>();
        services.AddSingleton<UploadReader>();
    }
}
