using Certificates.Core.Batches.Notices;
using Certificates.Core.Batches.Previews;
using Certificates.Core.Batches.Slips;
using Certificates.Core.Batches.Templates;
using Certificates.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Certificates.Core.Batches;

internal static class BatchesRoom
{
    /// <summary>Adds reception, decisions, holds, and what an institution reads.</summary>
    public static IServiceCollection AddBatches(this IServiceCollection services) => services
        .AddSingleton<BatchStore>().AddSingleton<DecisionStore>().AddSingleton<HoldStore>()
        .AddSingleton<BatchSignals>().AddSingleton<BatchWatches>().AddPart<BatchReceiver>().AddPart<InstitutionBatches>()
        .AddPart<BatchDecisions>().AddPart<RowHolds>().AddPart<BatchFiles>().AddPart<WaitingRows>().AddPart<PrintedForms>()
        .AddPart<ResultsTemplates>().AddPart<CertificatePreviews>().AddPart<PickUpSlips>()
        .AddSingleton<NoticeStore>().AddPart<PublicNotices>();
}
