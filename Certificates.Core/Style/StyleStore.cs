using Certificates.Core.Data;

namespace Certificates.Core.Style;

/// <summary>Style versions: the part of a PDF that all certificates of one share, kept once.</summary>
internal sealed class StyleStore(Database database)
{
    private const string SelectId = "SELECT Id FROM Style WHERE SkeletonHash = @SkeletonHash";

    private const string SelectVersionOfDocument =
        "SELECT s.Version FROM Document d JOIN Style s ON s.Id = d.StyleId WHERE d.Id = @documentId";

    private const string Insert = """
        INSERT INTO Style (Id, Kind, Version, SkeletonHash, Skeleton) VALUES (@id, @Kind, @Version, @SkeletonHash, @Skeleton)
        """;

    /// <summary>Keeps a style version, the first time; its id.</summary>
    public Task<long> KeepAsync(StyleRecord style, CancellationToken cancellationToken) =>
        database.WriteIdempotentAsync(
            async write =>
            {
                if (await write.FindAsync<long?>(SelectId, style, cancellationToken) is { } known)
                {
                    return known;
                }

                var id = await write.ScalarAsync<long>(database.Dialect.TakeIds, new { name = Ansi.Of("Style", 60), count = 1 },
                    cancellationToken);
                await write.ExecuteAsync(
                    Insert, new { id, style.Kind, style.Version, style.SkeletonHash, style.Skeleton }, cancellationToken);
                return id;
            },
            cancellationToken);

    /// <summary>The name of the style version a stored file is dressed in; null when there is no such file.</summary>
    public Task<string?> VersionOfAsync(long documentId, CancellationToken cancellationToken) =>
        database.FindAsync<string>(SelectVersionOfDocument, new { documentId }, cancellationToken);
}

/// <summary>A style version.</summary>
/// <param name="Kind">Letter of the kind.</param>
/// <param name="Version">Its name, such as <c>GRADE-2021.1</c>.</param>
/// <param name="SkeletonHash">SHA-256 of the skeleton.</param>
/// <param name="Skeleton">The bytes every file of it begins with; public.</param>
internal sealed record StyleRecord(string Kind, string Version, byte[] SkeletonHash, byte[] Skeleton);
