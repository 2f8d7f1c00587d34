using Certificates.Api.Access;
using Certificates.Api.Http;
using Certificates.Core.Batches;
using Certificates.Core.Register;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Certificates.Api.Batches;

/// <summary><c>POST /v1/imports</c>: certificates issued before this system, in.</summary>
internal static class ImportEndpoint
{
    private const string Description = """
        A file as for results, with the columns 证书编号 (number), 姓名, 证件类型, 证件号码, 职业编码, 职业方向, 等级, 考核日期 and 发证日期 (issuedOn).
        Every row is judged like a result, by the right on the day of its assessment. It becomes a batch that waits until the authority
        approves or declines it. What is entered is verified like any certificate, and is said to have no PDF here.
        """;

    public static void MapImports(this IEndpointRouteBuilder routes) =>
        routes.MapRecordPost("/v1/imports", SendAsync).WithTags("Batches").RequireAuthorization(Policies.Send)
            .WithMetadata(new RequestSizeLimitAttribute(UploadReader.MaxBodyLength))
            .WithSummary("Send certificates issued before this system").WithDescription(Description + FileWords.OfEarlier)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = SubmissionEndpoint.Body();
                return Task.CompletedTask;
            });

    private static Task<Results<Accepted<BatchSummary>, Ok<BatchSummary>, Ok<DryRunView>, PushStreamHttpResult, Problem>> SendAsync(
        [AsParameters] SubmissionQuery query, Caller caller, HttpRequest request, BatchReceiver receiver,
            CancellationToken cancellationToken) =>
        SubmissionEndpoint.TakeAsync(CertificateOrigin.Imported, query, caller, request, receiver, cancellationToken);
}
