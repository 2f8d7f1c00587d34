namespace Certificates.Core.Data;

/// <summary>The pages of a database are not as they must be: the process does not start on it.</summary>
public sealed class RegisterDamagedException : InvalidOperationException
{
    internal RegisterDamagedException(string file, string what, Exception? inner = null)
        : base(
            $"{file} is damaged ({what}). Stop every process that uses it, put it aside together with its -wal and "
                + "-shm, and restore a back-up "
                + "(docs/operations.md, Back-up and recovery). A -wal left by a dead process damages the copy that is put beside it.",
            inner)
    {
    }
}
