using System.Security.Cryptography;
using Certificates.Core.Access;
using Certificates.Core.Files;
using Certificates.Core.Privacy;
using Certificates.Core.Verifying.Guarding;

namespace Certificates.Core.Verifying.Bulk;

/// <summary>Checks lists: who may check what, before the first row is looked up.</summary>
public sealed class BulkCheck
{
    /// <summary>Most rows of a list with a key.</summary>
    public const int MaxRows = 100_000;

    /// <summary>Most rows without.</summary>
    public const int MaxRowsWithoutKey = 20;

    private const int LongestPurpose = 200;
    private readonly BulkAnswers _answers;
    private readonly Guard _guard;
    private readonly HolderKeys _holders;
    private readonly CheckRuns _runs;
    private readonly BulkOptions _options;
    private readonly ReadingTurns _turns;
    private readonly SpoolFolder _spools;
    private readonly TimeProvider _clock;

    internal BulkCheck(
        BulkAnswers answers, Guard guard, HolderKeys holders, CheckRuns runs, BulkOptions options, ReadingTurns turns,
        SpoolFolder spools, TimeProvider clock) =>
        (_answers, _guard, _holders, _runs, _options, _turns, _spools, _clock) =
            (answers, guard, holders, runs, options, turns, spools, clock);

    /// <summary>Reads a list through once and takes its rows out of the key's quota; nothing is looked up yet.</summary>
    /// <param name="list">CSV, XLSX, XLS or JSON; seekable, and left open for as long as the run is used.</param>
    /// <param name="key">A key with the role checker; null for everybody.</param>
    /// <param name="purpose">What the list is checked for; required with a key.</param>
    /// <param name="asker">Who asks when there is no key.</param>
    /// <param name="sheet">The sheet of a workbook to read; null where its columns are to tell.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// The run; or <c>purpose_missing</c>, <c>key_required</c> (401), <c>quota_used_up</c> (429), <c>too_many_rows</c>,
    /// <c>columns_missing</c>, <c>columns_duplicated</c>, <c>columns_hidden</c>, <c>header_not_found</c>, <c>sheets_ambiguous</c>,
    /// <c>sheet_unknown</c>, <c>cells_merged</c>, <c>file_empty</c>, <c>file_unreadable</c>, <c>format_not_read</c>,
    /// <c>workbook_protected</c>, <c>encoding_mixed</c>, <c>file_too_large</c>.
    /// </returns>
    public async Task<Result<BulkRun>> OpenAsync(
        Stream list, ApiKey? key, string? purpose, Asker asker, string? sheet, CancellationToken cancellationToken)
    {
        var said = purpose?.Trim() ?? "";
        if (key is not null && said.Length is 0 or > LongestPurpose)
        {
            return new Refusal(RefusalCode.PurposeMissing, "X-Purpose",
                $"Say in at most {LongestPurpose} characters what the list is checked for.",
                $"请填写查验用途，最多 {LongestPurpose} 个字。");
        }

        using var turn = await _turns.TakeAsync(cancellationToken);
        list.Position = 0;
        var hash = await SHA256.HashDataAsync(list, cancellationToken);
        var sent = new SentList(list, key is null ? FileLimits.WithoutKey : FileLimits.WithKey, sheet);
        if (!(await CountAsync(sent, key is not null, cancellationToken)).TryGet(out var rows, out var refusals))
        {
            return refusals;
        }

        var today = _clock.Today();
        if (key is not null && !await _runs.TakeQuotaAsync(key.Id, today, rows, _options.RowsPerKeyAndDay, cancellationToken))
        {
            return new Refusal(RefusalCode.QuotaUsedUp, null,
                $"This key may check {_options.RowsPerKeyAndDay} rows a day; so many are not left today.",
                $"该密钥每日最多查验 {_options.RowsPerKeyAndDay} 行，今日剩余额度不足。");
        }

        var record = new CheckRunRecord { KeyId = key?.Id, Purpose = said, ListHash = hash, Rows = rows, At = _clock.GetUtcNow() };
        var day = key is null ? null : new KeyDay(_runs, key.Id, today);
        var guard = new ListGuard(_guard, _answers, _holders, key is null ? asker : Asker.With(key), day);
        return new BulkRun(sent, rows, guard, day, _runs, record, _spools);
    }

    /// <summary>Why a list without a key stops at a row; null where it does not.</summary>
    private static Refusal? KeyNeededAt(int row, ListRow sent) => sent.HasIdNumber
        ? new Refusal(RefusalCode.KeyRequired, null,
            $"Row {row} of the list has an ID number: without a key rows are checked by number and name alone. Leave the ID numbers "
                + "out and give the certificate numbers, or send a key.",
            $"名单第 {row} 行填写了证件号码：没有密钥时，只能按证书编号和姓名查验。请删去证件号码并填写证书编号，或填写接口密钥。")
        : row > MaxRowsWithoutKey ? new Refusal(RefusalCode.KeyRequired, null,
            $"The list has more than {MaxRowsWithoutKey} rows: without a key a list has at most {MaxRowsWithoutKey}, of number and name "
                + "only. Send it in parts, or with a key.",
            $"名单超过 {MaxRowsWithoutKey} 行：没有密钥时，每份名单最多 {MaxRowsWithoutKey} 行，只能按证书编号和姓名查验。请分次上传，或填写接口密钥。")
        : null;

    private static async Task<Result<int>> CountAsync(SentList sent, bool hasKey, CancellationToken cancellationToken)
    {
        var rows = 0;
        await foreach (var read in sent.RowsAsync(cancellationToken))
        {
            if (!read.TryGet(out var row, out var refusals))
            {
                return refusals;
            }

            rows++;
            if (!hasKey && KeyNeededAt(rows, row) is { } refusal)
            {
                return refusal;
            }

            if (rows > MaxRows)
            {
                return new Refusal(RefusalCode.TooManyRows, "file",
                    $"A list has at most {MaxRows} rows: send it in parts.",
                    $"一份名单最多 {MaxRows} 行，请拆分后分次查验。");
            }
        }

        return rows > 0 ? rows : new Refusal(RefusalCode.FileEmpty, "file",
            "The list has no row: send a header row and at least one row below it.",
            "名单中没有数据行，表头下至少应有一行。");
    }
}
