using Certificates.Core.Access;
using Certificates.Core.Data;
using Certificates.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Oversight.Keys;

/// <summary>
/// Encrypts what stands under former keys with those that write now, so that the former ones can be taken away. It runs beside the
/// services, and goes on with what is left when it was broken off.
/// </summary>
public sealed class Reencryption
{
    private const int AtOnce = 200;
    private readonly Database _register;
    private readonly Database _desk;
    private readonly DataCipher _identity;
    private readonly DataCipher _documents;
    private readonly AccessSeals _access;

    internal Reencryption(
        Database register,
        [FromKeyedServices(Database.Desk)] Database desk,
        AccessSeals access,
        [FromKeyedServices(SecretKeyPurpose.Identity)] DataCipher identity,
        [FromKeyedServices(SecretKeyPurpose.Document)] DataCipher documents) =>
        (_register, _desk, _access, _identity, _documents) = (register, desk, access, identity, documents);

    /// <summary>Goes over every encrypted column.</summary>
    /// <param name="done">Told after each step: the column, and how many values of it were encrypted anew.</param>
    /// <param name="cancellationToken">Breaks it off between two steps.</param>
    /// <returns>How many values were.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A value needs a key that is not held, or is damaged; the
    /// message names its place.</exception>
    public async Task<long> RunAsync(Action<string, long> done, CancellationToken cancellationToken)
    {
        var total = 0L;
        foreach (var (database, column) in EncryptedColumn.Register.Select(each => (_register, each))
            .Concat(EncryptedColumn.Desk.Select(each => (_desk, each))))
        {
            var (count, last) = (0L, EncryptedValue.None);
            while (await NextAsync(database, column, last, cancellationToken) is { Count: > 0 } values)
            {
                await WriteAsync(database, column, values);
                (count, last) = (count + values.Count, values[^1]);
                done(column.Name, count);
            }

            total += count;
        }

        return total;
    }

    private Task<IReadOnlyList<EncryptedValue>> NextAsync(
        Database database, EncryptedColumn column, EncryptedValue last, CancellationToken cancellationToken) =>
        database.QueryAsync<EncryptedValue>(
            column.Select + database.Dialect.FirstRows,
            new { last.Text, last.Id, last.Below, last.Hash, current = CipherOf(column).KeyId, limit = AtOnce },
            cancellationToken);

    private Task<int> WriteAsync(Database database, EncryptedColumn column, IReadOnlyList<EncryptedValue> values)
    {
        var anew = values.Select(value => new
        {
            value.Text,
            value.Id,
            value.Below,
            value.Hash,
            Cipher = Anew(column, value, value.Cipher, column.Place(value)),
            Before = value.Cipher,
            Second = value.Second is { } second ? Anew(column, value, second, column.Second!(value)) : null,
            SecondBefore = value.Second,
            Current = CipherOf(column).KeyId,
        }).ToList();
        return database.WriteIdempotentAsync(
            async write =>
            {
                if (!column.IsSealed)
                {
                    return await write.ExecuteAsync(column.Update, anew, CancellationToken.None);
                }

                var written = 0;
                foreach (var one in anew)
                {
                    written += await _access.ChangeAsync(
                        write, one.Id, () => write.ExecuteAsync(column.Update, one, CancellationToken.None), CancellationToken.None);
                }

                return written;
            },
            CancellationToken.None);
    }

    private byte[] Anew(EncryptedColumn column, EncryptedValue value, byte[] cipher, RowAddress place) =>
        CipherOf(column).Encrypt(CipherOf(column).Decrypt(cipher, value.KeyId, place), place);

    private DataCipher CipherOf(EncryptedColumn column) => column.Purpose == SecretKeyPurpose.Document ? _documents : _identity;
}
