using System.Globalization;
using Certificates.Api.Access;
using Certificates.Core.Coding;
using Certificates.Core.Lifecycle;
using Certificates.Core.Register;
using Certificates.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Certificates.Api.Certificates;

/// <summary>Changes of issued certificates: the authority's are done at once, an institution's wait for a second key.</summary>
internal static class ChangeEndpoints
{
    private const string TwoKeys = """
        By the authority it is done at once (200, the certificate). By an operator or approver it becomes a change request (202) that
        another key decides. The category is public, the reason never is.
        """;

    private static readonly ChangeKind[] OfStatus =
        [ChangeKind.Suspension, ChangeKind.Restoration, ChangeKind.Revocation, ChangeKind.Cancellation];

    private static readonly ChangeKind[] Recalls = [ChangeKind.Suspension, ChangeKind.Cancellation];

    /// <summary>Below <c>/v1/certificates</c> and <c>/v1/batches/{id}</c>.</summary>
    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        var certificates = routes.MapGroup("/v1/certificates").WithTags("Certificates").RequireAuthorization(Policies.Act);
        foreach (var kind in OfStatus)
        {
            certificates.MapPost($"/{{number}}/{kind.Code()}", (
                string number, ChangeBody body, Caller caller, CertificateChanges changes, IssuedCertificates issued,
                    CancellationToken cancellationToken) =>
                ChangeAsync(kind, number, body, caller, changes, issued, cancellationToken)).WithSummary(Summary(kind))
                    .WithDescription(TwoKeys);
        }

        certificates.MapPost("/{number}/correction", CorrectAsync)
            .WithSummary("Correct name, identity document or photo: a next version of the number")
            .WithDescription($"{TwoKeys} The authority decides where name, idType or idNumber change.");
        foreach (var kind in Recalls)
        {
            certificates.MapPost($"/{kind.Code()}", (
                ListChangeBody body, Caller caller, CertificateChanges changes, CancellationToken cancellationToken) =>
                ChangeListAsync(kind, body, caller, changes, cancellationToken)).WithSummary($"{Summary(kind)}: a list of them")
                .WithDescription($"One request, one decision, one transaction. {Skipping}");
            routes.MapGroup("/v1/batches/{id:guid}").WithTags("Batches").RequireAuthorization(Policies.Act).MapPost($"/{kind.Code()}", (
                Guid id, ChangeBody body, Caller caller, CertificateChanges changes, CancellationToken cancellationToken) =>
                ChangeBatchAsync(kind, id, body, caller, changes, cancellationToken))
                    .WithSummary($"{Summary(kind)}: all issued out of a batch")
                .WithDescription($"One request, one decision, one transaction, over what is issued by then. {Skipping}");
        }
    }

    private const string Skipping = "Certificates that stand where this change does not exist are left as they are and reported; "
        + "when that is all of them: 409.";

    private static string Summary(ChangeKind kind) => kind switch
    {
        ChangeKind.Suspension => "Freeze while something is looked into",
        ChangeKind.Restoration => "Put in force again",
        ChangeKind.Revocation => "Revoke: void from the start",
        ChangeKind.Cancellation => "Cancel: ended without fault",
        ChangeKind.Correction => "Correct",
    };

    private static async Task<Results<Ok<IssuedCertificate>, Accepted<ChangeRequest>, Problem>> ChangeAsync(
        ChangeKind kind,
        string number,
        ChangeBody body,
        Caller caller,
        CertificateChanges changes,
        IssuedCertificates issued,
        CancellationToken cancellationToken)
    {
        if (!CertificateNumber.TryParse(number, out var parsed, out var mistyped))
        {
            return Problem.Of(mistyped);
        }

        if (!ChangeGround.Read(body.Category, body.Reason, body.EvidenceSha256).TryGet(out var ground, out var faults))
        {
            return Problem.Of(faults);
        }

        var asked = await changes.ChangeAsync(kind, ChangeTarget.Of(parsed), ground, caller.Key, cancellationToken);
        return asked.TryGet(out var outcome, out faults)
            ? await AnswerAsync(outcome, parsed, caller, issued, cancellationToken)
            : Problem.Of(faults);
    }

    private static async Task<Results<Ok<IssuedCertificate>, Accepted<ChangeRequest>, Problem>> CorrectAsync(
        string number, CorrectionBody body, Caller caller, CertificateChanges changes, IssuedCertificates issued,
            CancellationToken cancellationToken)
    {
        if (!CertificateNumber.TryParse(number, out var parsed, out var mistyped))
        {
            return Problem.Of(mistyped);
        }

        if (!body.Read().TryGet(out var sent, out var faults))
        {
            return Problem.Of(faults);
        }

        var asked = await changes.CorrectAsync(parsed, sent.Correction, sent.Ground, caller.Key, cancellationToken);
        return asked.TryGet(out var outcome, out faults)
            ? await AnswerAsync(outcome, parsed, caller, issued, cancellationToken)
            : Problem.Of(faults);
    }

    private static async Task<Results<Ok<IssuedCertificate>, Accepted<ChangeRequest>, Problem>> AnswerAsync(
        ChangeOutcome outcome, CertificateNumber number, Caller caller, IssuedCertificates issued, CancellationToken cancellationToken) =>
        outcome.Request is { } request
            ? Accepted(request)
            : TypedResults.Ok((await issued.FindAsync(number, caller.Key, cancellationToken))!);

    private static async Task<Results<Ok<ChangeResult>, Accepted<ChangeRequest>, Problem>> ChangeListAsync(
        ChangeKind kind, ListChangeBody body, Caller caller, CertificateChanges changes, CancellationToken cancellationToken)
    {
        var sent = ChangeTarget.ReadList(body.Numbers).And(ChangeGround.Read(body.Category, body.Reason, body.EvidenceSha256));
        return sent.TryGet(out var read, out var faults)
            ? await ChangeManyAsync(kind, read.First, read.Second, caller, changes, cancellationToken)
            : Problem.Of(faults);
    }

    private static async Task<Results<Ok<ChangeResult>, Accepted<ChangeRequest>, Problem>> ChangeBatchAsync(
        ChangeKind kind, Guid id, ChangeBody body, Caller caller, CertificateChanges changes, CancellationToken cancellationToken) =>
        ChangeGround.Read(body.Category, body.Reason, body.EvidenceSha256).TryGet(out var ground, out var faults)
            ? await ChangeManyAsync(kind, ChangeTarget.OfBatch(id), ground, caller, changes, cancellationToken)
            : Problem.Of(faults);

    private static async Task<Results<Ok<ChangeResult>, Accepted<ChangeRequest>, Problem>> ChangeManyAsync(
        ChangeKind kind, ChangeTarget target, ChangeGround ground, Caller caller, CertificateChanges changes,
            CancellationToken cancellationToken)
    {
        var asked = await changes.ChangeAsync(kind, target, ground, caller.Key, cancellationToken);
        if (!asked.TryGet(out var outcome, out var refusals))
        {
            return Problem.Of(refusals);
        }

        return outcome.Request is { } request ? Accepted(request) : TypedResults.Ok(outcome.Result!);
    }

    private static Accepted<ChangeRequest> Accepted(ChangeRequest request) =>
        TypedResults.Accepted(string.Create(CultureInfo.InvariantCulture, $"/v1/requests/{request.Id}"), request);
}
