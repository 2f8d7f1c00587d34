using Microsoft.Extensions.Options;

namespace Certificates.Core.Storage;

/// <summary>Section <c>Storage</c>: which database holds the register.</summary>
public sealed class StorageOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Storage";

    /// <summary>The embedded default.</summary>
    public const string Sqlite = "Sqlite";

    /// <summary><c>Sqlite</c>.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>Empty: <c>register.db</c> in the data directory.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Seconds a writer waits for another process's write before it reports an outage; 1–600.</summary>
    public int BusyTimeoutSeconds { get; set; } = 30;

    /// <summary>True for a demo: the register is marked as specimen when made, and only a demo opens it.</summary>
    public bool IsSpecimen { get; set; }
}

/// <summary>Stops the process at start over a wrong key, naming it.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        List<string> faults = [];
        if (options.Provider != StorageOptions.Sqlite)
        {
            faults.Add($"Storage:Provider is '{options.Provider}': use '{StorageOptions.Sqlite}'.");
        }

        if (options.BusyTimeoutSeconds is < 1 or > 600)
        {
            faults.Add("Storage:BusyTimeoutSeconds must lie between 1 and 600.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
