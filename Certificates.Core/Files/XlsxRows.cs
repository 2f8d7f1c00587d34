using System.Xml;
using Certificates.Core.Files.Workbooks;

namespace Certificates.Core.Files;

/// <summary>Reads the rows of an XLSX file's first visible sheet. Rows stream; the shared texts alone stay in memory.</summary>
internal static class XlsxRows
{
    /// <summary>
    /// The rows that hold something, the header too; ends with a refusal where the file is refused. The libraries below are
    /// synchronous: nobody waits for longer than a row.
    /// </summary>
    public static IAsyncEnumerable<Result<SheetRow>> ReadAsync(Stream file, FileLimits limits, CancellationToken cancellationToken) =>
        Read(file, limits, cancellationToken).ToAsyncEnumerable();

    private static IEnumerable<Result<SheetRow>> Read(Stream file, FileLimits limits, CancellationToken cancellationToken)
    {
        using var reading = new Reading(file, limits, cancellationToken);
        while (reading.Next() is { } read)
        {
            yield return read;
            if (!read.TryGet(out _, out _))
            {
                yield break;
            }
        }
    }

    /// <summary>A file being read: what its bytes make the libraries throw becomes a refusal here.</summary>
    private sealed class Reading(Stream file, FileLimits limits, CancellationToken cancellationToken) : IDisposable
    {
        private XlsxPackage? _package;
        private XmlReader? _xml;
        private XlsxSheet? _sheet;

        public Result<SheetRow>? Next()
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                return (_sheet ??= Open()) is { } sheet ? sheet.Next() : FileRefusals.NoWorkbook;
            }
            catch (ReadLimitException)
            {
                return FileRefusals.TooLarge;
            }
            catch (Exception e) when (e is XmlException or InvalidDataException)
            {
                return FileRefusals.DamagedSheet;
            }
        }

        public void Dispose()
        {
            _xml?.Dispose();
            _package?.Dispose();
        }

        private XlsxSheet? Open()
        {
            _package = XlsxPackage.Open(file, limits, cancellationToken);
            if (_package is null || XlsxWorkbook.Read(_package) is not { FirstVisibleSheet: { } path } workbook)
            {
                return null;
            }

            using var texts = workbook.Path("sharedStrings") is { } shared ? _package.Open(shared) : null;
            using var styles = workbook.Path("styles") is { } formats ? _package.Open(formats) : null;
            _xml = _package.Open(path);
            return _xml is null ? null : new XlsxSheet(
                _xml, XlsxTexts.Read(texts, limits.Texts), XlsxStyles.Read(styles), workbook.CountsFrom1904, limits);
        }
    }
}
