namespace Certificates.Core.Signing;

/// <summary>A key cannot be loaded: the service does not start.</summary>
public sealed class KeyFileException : InvalidOperationException
{
    internal KeyFileException(string setting, string fault, Exception? inner = null)
        : base($"{setting} {fault}.", inner) => Setting = setting;

    internal KeyFileException(KeyFileException told)
        : base(told.Message, told) => Setting = told.Setting;

    /// <summary>The configuration key to look at, such as <c>Signing:Pdf:File</c>.</summary>
    public string Setting { get; }
}
