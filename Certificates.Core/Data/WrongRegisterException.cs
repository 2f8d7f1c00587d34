namespace Certificates.Core.Data;

/// <summary>A demo opened a real register, or a real service a demo's: the process does not start.</summary>
public sealed class WrongRegisterException : InvalidOperationException
{
    internal WrongRegisterException(string message)
        : base(message)
    {
    }
}
