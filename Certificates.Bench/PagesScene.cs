using Certificates.Core;
using Certificates.Core.Access;
using Certificates.Core.Access.Authority;
using Certificates.Core.Access.People;
using Certificates.Core.Coding;
using Certificates.Core.Data;
using Certificates.Core.Lifecycle;
using Certificates.Core.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Bench;

/// <summary>What pages of one thing are opened with: a certificate, and what waits over it and over people.</summary>
/// <param name="Number">A certificate of the institution.</param>
/// <param name="Correction">A correction that waits.</param>
/// <param name="Report">What a holder reported.</param>
/// <param name="Proposal">A key that waits.</param>
/// <param name="Change">An account that waits.</param>
/// <param name="Person">Somebody who has an account.</param>
internal sealed record PagesScene(string Number, long Correction, string Report, long Proposal, long Change, long Person)
{
    /// <summary>The batch of 100,000.</summary>
    public static string Batch => LargeRegister.BatchId(0);

    /// <summary>Has people ask for things.</summary>
    public static async Task<PagesScene> SetAsync(
        BenchFolder folder, string number, Account clerk, Account authority, CancellationToken cancellationToken)
    {
        var (services, database) = (folder.Services, folder.Services.GetRequiredService<Database>());

        // The one that was issued: what fills the register is not as its numbers say, and nobody changes such a certificate.
        var issued = await database.FindAsync<string>("SELECT Number FROM Certificate WHERE Id = 1", null, cancellationToken);
        _ = CertificateNumber.TryParse(issued, out var parsed, out _);
        var ground = Of(ChangeGround.Read("data_error", "a bench", evidenceSha256: null));
        _ = Of(await services.GetRequiredService<CertificateChanges>().CorrectAsync(
            parsed!, new Correction { Name = "卫兰" }, ground, clerk.Seat, cancellationToken));
        // Of two persons of the authority the one waits for the other.
        var accounts = services.GetRequiredService<Accounts>();
        _ = Of(await accounts.OpenAsync(
            new AskedAccount("bench second", "bench-second", ApiKeyRole.Authority, null), cancellationToken));
        _ = await services.GetRequiredService<KeyProposals>().MakeAsync(
            authority.Seat, new AskedKey(ApiKeyRole.Auditor, null, "bench system", "bench owner", null), cancellationToken);
        _ = Of(await accounts.AskAsync(
            authority.Seat, new AskedAccount("bench newcomer", "bench-newcomer", ApiKeyRole.Auditor, null), cancellationToken));
        return new PagesScene(
            number, await NewestAsync("ChangeRequest"), await ReportAsync(services, cancellationToken),
            await NewestAsync("Proposal"), await NewestAsync("AccountChange"), clerk.Id);

        Task<long> NewestAsync(string table) =>
            database.FindAsync<long>($"SELECT COALESCE(MAX(Id), 0) FROM {table}", null, cancellationToken);
    }

    /// <summary>What a holder reports comes from the site's desk.</summary>
    private static async Task<string> ReportAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await Migrator.MigrateAsync(services.GetRequiredKeyedService<Database>(Database.Desk).Dialect, cancellationToken);
        _ = ReportText.TryParse("照片不是我", "text", out var text, out _);
        var kept = services.GetRequiredService<MistakeReportCipher>().Keep(1, 1, MistakeItem.Photo, text!, TimeProvider.System.GetUtcNow());
        _ = await services.GetRequiredService<DeskMistakeReports>().InsertAsync(kept, MistakeReports.MaxOpen, cancellationToken);
        return kept.Id;
    }

    private static T Of<T>(Result<T> result)
        where T : notnull =>
        result.TryGet(out var value, out var refusals) ? value : throw new InvalidOperationException(refusals.First.Message);
}
